// @ts-check
// The list of what was said: what the service has stored, and around it what is on its way or only told here.

/** @typedef {import("./wire.js").StoredMessage} StoredMessage */
/** @typedef {import("./wire.js").StepData} StepData */
/** @typedef {import("./wire.js").Citation} Citation */
/** @typedef {"waiting" | "sending" | "sent" | "failed"} Delivery */

/**
 * One thing in the list. `id` is the stored message's; without one it is provisional, or said by the chat itself
 * (`note`, a message of the strings with its arguments).
 * @typedef {{key: string, id: string | null, sender: import("./wire.js").Sender | "failure", text: string, at: Date,
 *   author: string | null, step: StepData | null, citations: Citation[], confidence: number | null,
 *   delivery: Delivery | null, detail: string, isStreaming: boolean, isStopped: boolean, isTicket: boolean,
 *   note: {id: string, args?: import("./words.js").Args} | null}} Item
 */

/** The words that stand for an answer to a step. */
export const FEEDBACK = ["worked", "partially_worked", "didnt_work"];

/** What somebody said, in words: answers to steps are kept as on the wire. @param {import("./words.js").Words} words @param {string} sender @param {string} text */
export const spoken = (words, sender, text) => (sender === "user" && FEEDBACK.includes(text) ? words.say(`step-${text}`) : text);

/** What an answer is from that the user has stopped. */
export const STOPPED = "stopped";

let made = 0;

/** @param {Partial<Item>} parts @returns {Item} */
export function item(parts) {
  made += 1;
  return {
    key: `item-${made}`,
    id: null,
    sender: "assistant",
    text: "",
    at: new Date(),
    author: null,
    step: null,
    citations: [],
    confidence: null,
    delivery: null,
    detail: "",
    isStreaming: false,
    isStopped: false,
    isTicket: false,
    note: null,
    ...parts,
  };
}

/** The list itself. */
export class Thread {
  /** @type {Item[]} */
  items = [];

  /** @param {Item} one @returns {Item} */
  add(one) {
    this.items.push(one);
    return one;
  }

  /** Adds something of the service's before what has not reached it yet. @param {Item} one @returns {Item} */
  insert(one) {
    let place = this.items.length;
    while (place > 0 && isOnItsWay(this.items[place - 1])) place -= 1;
    this.items.splice(place, 0, one);
    return one;
  }

  /** Marks the place of the ticket among what was said. @param {string} id @param {Date} at */
  placeTicket(id, at) {
    if (this.items.some((one) => one.id === id && one.isTicket)) return;
    this.items = this.items.filter((one) => !one.isTicket);
    const card = item({ id, sender: "system", at, isTicket: true });
    const before = this.items.findLastIndex((one) => one.id && one.at <= at);
    const isOld = this.items.slice(before + 1).some((one) => one.id);
    if (isOld) this.items.splice(before + 1, 0, card);
    else this.insert(card);
  }

  /** @param {Item} one */
  remove(one) {
    this.items = this.items.filter((other) => other !== one);
  }

  /** The chat itself says something, once in a row. @param {string} id @param {import("./words.js").Args} [args] */
  tell(id, args) {
    const last = this.items.at(-1)?.note;
    if (last?.id === id && JSON.stringify(last.args) === JSON.stringify(args)) return;
    this.add(item({ sender: "system", note: { id, args } }));
  }

  /**
   * Takes in a message as the service has stored it. What is shown of it already is completed, not shown twice.
   * @param {StoredMessage} message
   * @returns {Item | null} the item if it is new to the reader
   */
  take(message) {
    const known = this.items.find((one) => one.id === message.message_id) ?? this.#provisional(message);
    const parts = {
      id: message.message_id,
      sender: message.sender,
      text: message.content,
      at: new Date(message.timestamp),
      author: message.author ?? null,
      citations: message.citations ?? [],
      confidence: message.confidence ?? null,
      isStreaming: false,
      isStopped: message.model_used === STOPPED,
    };
    const step = message.step_data;
    if (!known) return this.insert(item({ ...parts, step: step ?? null }));
    Object.assign(known, parts);
    if (step) known.step = step;
    if (known.delivery) known.delivery = "sent";
    return null;
  }

  /**
   * Shows an answer as far as its words have come, unless the whole of it is here already: the message as it is stored
   * and its words come by two ways, and either may be first.
   * @param {Item | null} streamed what is shown of it so far
   * @param {Item} asked what it answers
   * @param {string} words all that has come
   * @returns {Item | null} what is shown of it now
   */
  write(streamed, asked, words) {
    if (streamed) {
      if (!streamed.id) streamed.text = words;
      return streamed;
    }
    const since = this.items.slice(this.items.indexOf(asked) + 1);
    const isIt = (/** @type {Item} */ one) => one.id && one.sender === "assistant" && one.text.startsWith(words.trim());
    return since.some(isIt) ? null : this.insert(item({ isStreaming: true, text: words }));
  }

  /** What is shown of a message before its id is known. @param {StoredMessage} message */
  #provisional({ sender, content }) {
    const waits = this.items.filter((one) => !one.id && isWords(one));
    if (sender === "user") return waits.find((one) => one.sender === "user" && one.text === content);
    const others = waits.filter((one) => one.sender !== "user");
    return others.find((one) => one.text === content) ?? others.find((one) => one.isStreaming && sender === "assistant");
  }

  /** Gives a provisional item its id, unless the stored message is shown already. @param {Item} one @param {string} id */
  identify(one, id) {
    if (this.items.some((other) => other !== one && other.id === id)) this.remove(one);
    else one.id = id;
  }

  /** The step that waits for an answer: the newest, unless it has been answered or the talk went on without it. */
  openStep() {
    const last = this.items.findLast(isWords);
    return last?.step?.requires_feedback ? last : null;
  }

  /** How sure the assistant said it was when it spoke last; null when it has not said. */
  confidence() {
    const spoke = this.items.findLast((one) => one.sender === "assistant" && !one.note);
    const said = spoke?.step?.confidence_score ?? spoke?.confidence;
    return typeof said === "number" && Number.isFinite(said) ? said : null;
  }

  /** What an expert will find: messages that the service has, and steps. */
  counts() {
    const stored = this.items.filter((one) => isWords(one) && !isOwed(one));
    return { messages: stored.length, steps: stored.filter((one) => one.step).length };
  }
}

/** Whether somebody said it in this conversation. @param {Item} one */
const isWords = (one) => !one.note && !one.isTicket && one.sender !== "failure";

/** @param {Item | undefined} one */
const isOnItsWay = (one) => one !== undefined && !one.id && isOwed(one);

/** Whether a message of the user has still to be delivered. @param {Item} one */
export const isOwed = (one) => one.delivery === "waiting" || one.delivery === "sending" || one.delivery === "failed";
