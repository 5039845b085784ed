// @ts-check
// What has been read, by name. While something newer is on its way, what was there before stays and says that it is old.
import { Problem } from "../widget/client.js";

/** @typedef {import("./wire.js").Answers} Answers */
/** @typedef {{path: string, phase: "loading" | "ready" | "failed", data: any, isOld: boolean, problem: Problem | null}} Entry */

/** Tells `change` when something is to be drawn anew. */
export class Facts extends EventTarget {
  /** @type {Map<string, Entry>} */
  #entries = new Map();
  #stop = new AbortController();

  /** @param {import("./service.js").Service} service */
  constructor(service) {
    super();
    this.service = service;
  }

  /** @param {string} name @returns {Entry | undefined} */
  of = (name) => this.#entries.get(name);

  /** Reads what is asked for and not there yet. @param {Record<string, string>} wanted paths by name */
  async want(wanted) {
    const missing = Object.entries(wanted).filter(([name, path]) => {
      const known = this.#entries.get(name);
      return known?.path !== path || known.phase === "failed";
    });
    await Promise.all(missing.map(([name, path]) => this.#read(name, path)));
  }

  /** Reads everything anew. */
  async again() {
    this.#stop.abort();
    this.#stop = new AbortController();
    await Promise.all([...this.#entries].map(([name, { path }]) => this.#read(name, path)));
  }

  /** Forgets what is not looked at: it is read anew when it is. @param {string[]} names those that stay */
  keep(names) {
    for (const name of this.#entries.keys()) if (!names.includes(name)) this.#entries.delete(name);
  }

  /** @param {string} name @param {string} path */
  async #read(name, path) {
    const before = this.#entries.get(name)?.data ?? null;
    const entry = this.#put(name, { path, phase: "loading", data: before, isOld: before !== null, problem: null });
    /** @type {Partial<Entry>} */
    let change;
    try {
      change = { phase: "ready", data: await this.service.read(path, this.#stop.signal), isOld: false };
    } catch (error) {
      const problem = error instanceof Problem ? error : new Problem("refused");
      if (problem.kind === "stopped") return;
      change = { phase: "failed", problem };
    }
    // Only the answer to the newest question counts.
    if (this.#entries.get(name) === entry) this.#put(name, { ...entry, ...change });
  }

  /** @param {string} name @param {Entry} entry */
  #put(name, entry) {
    this.#entries.set(name, entry);
    this.dispatchEvent(new Event("change"));
    return entry;
  }
}
