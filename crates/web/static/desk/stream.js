// @ts-check
// Keeps reading a stream of events: again after it broke, by asking now and then where there is none.
import { Problem } from "../widget/client.js";

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;
/** How often is asked where no stream tells. */
const POLL_MS = 5_000;

/** @typedef {import("../widget/client.js").Event} Event */

/**
 * @typedef {{open: (signal: AbortSignal) => AsyncGenerator<Event>, tell: (event: Event) => void,
 *   poll: () => Promise<void>, online: (is: boolean) => void}} Source
 */

/**
 * Reads `source` until `signal` says so. A 401 ends it: whoever reads has to sign in first.
 * @param {Source} source
 * @param {AbortSignal} signal
 */
export async function follow(source, signal) {
  let wait = FIRST_WAIT_MS;
  while (!signal.aborted) {
    try {
      for await (const event of source.open(signal)) {
        wait = FIRST_WAIT_MS;
        source.online(true);
        if (event.event === "end" && event.data.reason === "gone") return;
        source.tell(event);
      }
    } catch (error) {
      if (signal.aborted) return;
      const refused = error instanceof Problem && error.kind === "refused";
      if (refused && error.status === 401) return source.online(false);
      if (refused && [403, 404, 405, 422].includes(error.status)) return poll(source, signal);
      source.online(false);
    }
    await pause(wait, signal);
    wait = Math.min(wait * 2, LONGEST_WAIT_MS);
  }
}

/** @param {Source} source @param {AbortSignal} signal */
async function poll(source, signal) {
  while (!signal.aborted) {
    await pause(POLL_MS, signal);
    if (signal.aborted) return;
    const isOnline = await source.poll().then(() => true, () => false);
    source.online(isOnline);
  }
}

/** @param {number} time @param {AbortSignal} signal */
function pause(time, signal) {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, time);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve(null);
    });
  });
}
