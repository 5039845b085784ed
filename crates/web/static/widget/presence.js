// @ts-check
// Who is at the other end now: whether the expert looks at the conversation, who is writing, and telling them the same.

/** @typedef {import("./conversation.js").Conversation} Conversation */

/** Whoever is gone for less than this, as over a reload, is not said to be gone. */
const GONE_MS = 10_000;
/** The service takes word of typing back after this time; so does the chat, in case that gets lost. */
const TYPING_MS = 6_000;
/** How often the other end is told that somebody writes here. */
const TELL_MS = 3_000;

/** The other end of one conversation. */
export class Presence {
  /** Whether the expert has the conversation before them; null when nobody says. @type {boolean | null} */
  isExpertHere = null;
  /** Who is writing. @type {{name: string | null} | null} */
  typing = null;
  #goneTimer = 0;
  #typingTimer = 0;
  #toldAt = 0;

  /** @param {Conversation} talk */
  constructor(talk) {
    this.talk = talk;
  }

  /** @param {{expert: boolean}} event */
  see({ expert }) {
    clearTimeout(this.#goneTimer);
    if (expert || this.isExpertHere === null) this.isExpertHere = expert;
    else {
      this.#goneTimer = setTimeout(() => {
        this.isExpertHere = false;
        this.talk.changed();
      }, GONE_MS);
    }
  }

  /** @param {{who: string, name: string | null, typing: boolean}} event */
  hear({ who, name, typing }) {
    if (who !== "expert") return;
    this.spoke();
    if (!typing) return;
    this.typing = { name };
    this.#typingTimer = setTimeout(() => {
      this.typing = null;
      this.talk.changed();
    }, TYPING_MS);
  }

  /** What was being written is written. */
  spoke() {
    clearTimeout(this.#typingTimer);
    this.typing = null;
  }

  /** Tells the expert that the user is writing, now and then. */
  tellTyping() {
    const { talk } = this;
    const now = Date.now();
    if (!talk.isHandedOff || this.isExpertHere === null || !talk.session || now - this.#toldAt < TELL_MS) return;
    this.#toldAt = now;
    const path = `ai/sessions/${encodeURIComponent(talk.session)}/typing`;
    talk.client.ask("POST", path, { body: { typing: true } }).catch(() => {});
  }

  end() {
    clearTimeout(this.#goneTimer);
    this.spoke();
    this.isExpertHere = null;
  }
}
