// @ts-check
// Keeps a conversation current: by the service's events where it has them, else by asking now and then.
import { Problem } from "./client.js";

/** @typedef {import("./conversation.js").Conversation} Conversation */

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;
/** How often is asked where nobody tells: while a person is awaited, and otherwise. */
const SOON_MS = 4_000;
const LATER_MS = 20_000;
/** A stream says something at once; one that does not is held back by something in between. */
const FIRST_WORD_MS = 10_000;

/** The ear of one conversation. */
export class Live {
  /** Whether events tell what happens. */
  tells = false;
  /** The newest event that was read. */
  #after = 0;
  /** Whether the service is known to have events, or known to have none. @type {boolean | null} */
  #has = null;
  /** @type {AbortController | null} */
  #stop = null;
  /** Ends a pause early. */
  #wake = () => {};

  /** @param {Conversation} talk */
  constructor(talk) {
    this.talk = talk;
  }

  /** What the service said of a session. @param {import("./wire.js").Session} session */
  about({ last_event: newest }) {
    this.#has = newest !== undefined;
    this.#after = newest ?? 0;
  }

  /** @param {string} session */
  follow(session) {
    if (this.#stop) return;
    this.#stop = new AbortController();
    void this.#listen(session, this.#stop.signal);
  }

  /** Something may have changed. */
  nudge() {
    if (!this.tells) this.#wake();
  }

  /** There may be a connection again. */
  hurry() {
    this.#wake();
  }

  end() {
    this.#stop?.abort();
    this.#stop = null;
    this.tells = false;
    this.#after = 0;
    this.#wake();
  }

  /** @param {string} session @param {AbortSignal} signal */
  async #listen(session, signal) {
    let wait = FIRST_WAIT_MS;
    while (!signal.aborted) {
      let pause = wait;
      try {
        if (this.#has === null) {
          const known = await this.talk.client.ask("GET", `ai/sessions/${session}`, { signal });
          this.#has = known.last_event !== undefined;
        }
        pause = this.#has ? await this.#stream(session, signal) : await this.#ask(session);
        if (signal.aborted) return;
        wait = FIRST_WAIT_MS;
        this.talk.online(true);
      } catch (error) {
        if (signal.aborted) return;
        this.tells = false;
        const problem = error instanceof Problem ? error : new Problem("refused");
        if (problem.kind === "stopped") {
          this.#has = false;
          continue;
        }
        if (problem.kind === "refused" && [401, 403, 404].includes(problem.status)) {
          if (problem.status === 404) this.talk.lose(session);
          return;
        }
        if (problem.kind !== "refused") this.talk.online(false);
        pause = problem.retryAfter * 1000 || wait * (1 + Math.random() / 4);
        wait = Math.min(wait * 2, LONGEST_WAIT_MS);
      }
      await this.#pause(pause, signal);
    }
  }

  /** @param {string} session @returns {Promise<number>} how long to wait before asking again */
  async #ask(session) {
    await this.talk.refresh(session);
    if (document.hidden) return LONGEST_WAIT_MS;
    return this.talk.isHandedOff ? SOON_MS : LATER_MS;
  }

  /** @param {string} session @param {AbortSignal} signal @returns {Promise<number>} how long to wait before the next one */
  async #stream(session, signal) {
    const one = new AbortController();
    const abort = () => one.abort();
    signal.addEventListener("abort", abort);
    const first = setTimeout(abort, FIRST_WORD_MS);
    try {
      const wish = { after: this.#after, signal: one.signal };
      for await (const event of this.talk.client.stream("GET", `ai/sessions/${session}/events`, wish)) {
        clearTimeout(first);
        if (signal.aborted) return 0;
        this.tells = true;
        this.talk.online(true);
        if (event.id) this.#after = Number(event.id);
        if (event.event === "end" && event.data.reason === "gone") throw new Problem("refused", { status: 404 });
        this.#tell(event);
      }
    } finally {
      clearTimeout(first);
      signal.removeEventListener("abort", abort);
    }
    return FIRST_WAIT_MS;
  }

  /** @param {import("./client.js").Event} event */
  #tell({ event, data }) {
    const { talk } = this;
    if (event === "session") {
      talk.rating.told(data.rating);
      // The ticket first: whether a hand-back is one depends on it.
      talk.setTicket(data.ticket);
      talk.stand(data, false);
    }
    if (event === "message") talk.take(data, true);
    if (event === "owner") talk.setOwner(data.owner, true);
    if (event === "ticket") talk.setTicket(data.ticket);
    if (event === "status") talk.status = data.status;
    if (event === "queue") talk.setQueue(data);
    if (event === "rating") talk.rating.told(data.rating);
    if (event === "presence") talk.presence.see(data);
    if (event === "typing") talk.presence.hear(data);
    talk.changed();
  }

  /** @param {number} time @param {AbortSignal} signal */
  async #pause(time, signal) {
    if (signal.aborted) return;
    await new Promise((resolve) => {
      const timer = setTimeout(resolve, time);
      this.#wake = () => {
        clearTimeout(timer);
        resolve(null);
      };
    });
    this.#wake = () => {};
  }
}
