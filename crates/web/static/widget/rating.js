// @ts-check
// What the user said of the help: read, given, changed.
import { Problem } from "./client.js";

/** @typedef {import("./conversation.js").Conversation} Conversation */

/** The rating of one conversation. */
export class Rating {
  /** What was given: null is not yet, undefined is not known. @type {{stars: number, comment: string} | null | undefined} */
  given = undefined;

  /** @param {Conversation} talk */
  constructor(talk) {
    this.talk = talk;
  }

  get #path() {
    return `ai/sessions/${encodeURIComponent(this.talk.session ?? "")}/rating`;
  }

  /** @param {number} stars @param {string} comment */
  async give(stars, comment) {
    await this.talk.client.ask("PUT", this.#path, { body: { rating: stars, comment: comment || null } });
    this.given = { stars, comment };
    this.talk.changed();
  }

  /** Reads what there is. If that cannot be had, what is known stays. */
  async read() {
    try {
      const { rating: stars, comment } = await this.talk.client.ask("GET", this.#path);
      this.given = { stars, comment: comment ?? "" };
    } catch (error) {
      if (error instanceof Problem && error.status === 404) this.given = null;
    }
    this.talk.changed();
  }

  /** What the service tells of it: the stars alone. @param {number | null | undefined} stars */
  told(stars) {
    if (!stars) this.given = /** @type {null | undefined} */ (stars);
    else if (this.given?.stars !== stars) this.given = { stars, comment: this.given?.comment ?? "" };
  }
}
