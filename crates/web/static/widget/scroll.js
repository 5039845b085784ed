// @ts-check
// Where the list of what was said stands: at its end while somebody reads there, and otherwise where it was left.

/** A message so near to the end of the list is in view. */
const NEAR_PX = 80;

export class Scroll {
  /** Whether something is below what is in view. */
  isBehind = false;
  #wasAtEnd = true;
  /** How far the list could be scrolled. */
  #reach = 0;

  /** @param {import("./element.js").HandoverChat} chat */
  constructor(chat) {
    this.chat = chat;
  }

  get #log() {
    return this.chat.find(".log");
  }

  /** What stands last in the list, above the line that says who is writing. */
  get #newest() {
    return this.chat.find(".thread > :nth-last-child(2)");
  }

  moved = () => {
    const [log, last] = [this.#log, this.#newest];
    // The newest one counts as read once it begins to show.
    const isBehind = log !== null && last !== null && last.offsetTop > log.scrollTop + log.clientHeight;
    if (isBehind === this.isBehind) return;
    this.isBehind = isBehind;
    this.chat.requestUpdate();
  };

  toEnd = async () => {
    await this.chat.updateComplete;
    const log = this.#log;
    if (log) log.scrollTop = log.scrollHeight;
    // Where the list is as high as what is in it, the page scrolls.
    if (this.chat.inline && log && log.scrollHeight === log.clientHeight) this.#newest?.scrollIntoView({ block: "nearest" });
  };

  /** Called before the list is drawn anew. */
  before() {
    const log = this.#log;
    this.#reach = log ? log.scrollHeight - log.clientHeight : 0;
    this.#wasAtEnd = !log || this.#reach - log.scrollTop < NEAR_PX;
  }

  /** Called after the list was drawn anew. What is under a finger stays there unless something was added. */
  after() {
    const [log, last] = [this.#log, this.#newest];
    if (!this.#wasAtEnd || !log || !last || log.scrollHeight - log.clientHeight === this.#reach) return;
    // What does not fit is read from its beginning.
    const isTall = last.offsetHeight > log.clientHeight;
    log.scrollTop = isTall ? last.offsetTop - NEAR_PX / 4 : log.scrollHeight;
  }
}
