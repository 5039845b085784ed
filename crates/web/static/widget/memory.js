// @ts-check
// What the browser remembers of a conversation between visits. Words of people are not among it.

/**
 * @typedef {{session: string | null, machine: string | null, language: string, visitor: string, open: boolean,
 *   step: {text: string, data: import("./wire.js").StepData} | null, stopped: string}} Kept
 */

/** @type {Kept} */
const NOTHING = { session: null, machine: null, language: "", visitor: "", open: false, step: null, stopped: "" };

/** A small object in `localStorage`. Without it (blocked, private) it lives as long as the page. */
export class Memory {
  /** @param {string} scope whose it is: the service and the user */
  constructor(scope) {
    this.key = `handover.chat ${scope}`;
    /** @type {Kept} */
    this.value = { ...NOTHING };
    try {
      this.value = { ...NOTHING, ...JSON.parse(localStorage.getItem(this.key) ?? "{}") };
    } catch {
      // Unreadable is as good as absent.
    }
  }

  get() {
    return this.value;
  }

  /** @param {Partial<Kept>} change */
  set(change) {
    this.value = { ...this.value, ...change };
    try {
      localStorage.setItem(this.key, JSON.stringify(this.value));
    } catch {
      // Not kept over a reload; everything else works.
    }
  }
}
