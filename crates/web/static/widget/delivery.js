// @ts-check
// Delivers what the outbox holds: in order, each under its key, until the service has it or refuses it for good.
import { Problem, randomHex } from "./client.js";
import { Outbox } from "./outbox.js";
import { item } from "./thread.js";

/** @typedef {import("./conversation.js").Conversation} Conversation */
/** @typedef {import("./outbox.js").Owed} Owed */
/** @typedef {import("./thread.js").Item} Item */
/** @typedef {import("./wire.js").ChatAnswer} ChatAnswer */

/** The next message may leave so long after the one before, although that is not answered yet. */
const HEAD_START_MS = 400;
/** How far the clocks of browser and service may be apart. */
const SKEW_MS = 5 * 60_000;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;

/**
 * A message on its way: what is owed, how it is shown, and since when a request for it is under way.
 * @typedef {{owed: Owed, shown: Item, stop: AbortController | null, at: number}} Parcel
 */

/** The way out of one conversation. */
export class Delivery {
  /** Oldest first. @type {Map<string, Parcel>} */
  #parcels = new Map();
  #timer = 0;
  #wait = FIRST_WAIT_MS;
  /** Nothing is sent before this time, after the service could not be reached. */
  #notBefore = 0;
  /** Answers that are awaited. */
  awaited = 0;

  /** @param {Conversation} talk @param {string} scope */
  constructor(talk, scope) {
    this.talk = talk;
    this.outbox = new Outbox(scope);
  }

  /** Takes up what an earlier visit left. */
  async restore() {
    for (const owed of await this.outbox.all()) {
      if (!this.#parcels.has(owed.key)) this.#show(owed, owed.failure === null ? "waiting" : "failed");
    }
    this.flush();
  }

  /**
   * Accepts a message of the user. It is shown and safe before anything is sent.
   * @param {string} text
   * @param {{machine: string | null, language: string}} about
   */
  async accept(text, { machine, language }) {
    /** @type {Owed} */
    const owed = {
      key: randomHex(16),
      scope: this.outbox.scope,
      session: this.talk.session,
      text,
      machine,
      language,
      at: Date.now(),
      failure: null,
    };
    this.#show(owed, this.talk.isOnline ? "sending" : "waiting");
    await this.outbox.put(owed);
    this.flush();
  }

  /** @param {Owed} owed @param {"waiting" | "sending" | "failed"} delivery */
  #show(owed, delivery) {
    const { text, key } = owed;
    const shown = this.#stored(owed) ?? this.talk.thread.add(item({ sender: "user", text, at: new Date(owed.at) }));
    Object.assign(shown, { key, delivery, detail: owed.failure ?? "" });
    this.#parcels.set(key, { owed, shown, stop: null, at: 0 });
    this.talk.changed();
  }

  /** The service may have had a message whose answer was lost. @param {Owed} owed */
  #stored({ text, at }) {
    const isIt = (/** @type {Item} */ one) => one.sender === "user" && one.text === text && one.at.getTime() > at - SKEW_MS;
    return this.talk.thread.items.find((one) => one.id && !one.delivery && isIt(one));
  }

  /** Sends everything that may leave now. */
  flush = () => {
    clearTimeout(this.#timer);
    const now = Date.now();
    for (const parcel of this.#parcels.values()) {
      if (parcel.shown.delivery === "failed") continue;
      const left = parcel.stop ? parcel.at + HEAD_START_MS - now : this.#notBefore - now;
      if (left <= 0 && parcel.stop) continue;
      if (left <= 0) void this.#send(parcel);
      this.#timer = setTimeout(this.flush, Math.max(left, HEAD_START_MS));
      return;
    }
  };

  /** @param {Parcel} one */
  async #send(one) {
    const { owed, shown } = one;
    const { talk } = this;
    const stop = new AbortController();
    one.stop = stop;
    one.at = Date.now();
    shown.delivery = "sending";
    this.#await(1);
    /** @type {Item | null} */
    let streamed = null;
    let words = "";
    try {
      if (await this.outbox.isGone(owed.key)) return this.#delivered(one);
      owed.session ??= await talk.ensureSession();
      await this.outbox.put(owed);
      const body = {
        message: owed.text,
        session_id: owed.session,
        user_id: talk.settings().user,
        machine_id: owed.machine,
        language: owed.language,
      };
      const wish = { body, key: owed.key, signal: stop.signal };
      for await (const { event, data } of talk.client.stream("POST", "ai/chat", wish)) {
        talk.online(true);
        if (event === "opened") {
          shown.id = data.message_id;
          shown.delivery = "sent";
          talk.canStop = true;
        }
        if (event === "text") {
          words += data.text;
          streamed = talk.thread.write(streamed, shown, words);
        }
        if (event === "withdrawn") {
          if (streamed && !streamed.id) talk.thread.remove(streamed);
          streamed = null;
          words = "";
        }
        if (event === "answer") {
          await this.#delivered(one);
          talk.answered(data, shown, streamed);
        }
        if (event === "problem") throw new Problem("refused", { detail: data.detail, status: data.status });
        talk.changed();
      }
      this.#wait = FIRST_WAIT_MS;
    } catch (error) {
      if (streamed && !streamed.id) talk.thread.remove(streamed);
      await this.#trouble(one, error instanceof Problem ? error : new Problem("refused"));
    } finally {
      one.stop = null;
      this.#await(-1);
      this.flush();
    }
  }

  /** @param {number} change */
  #await(change) {
    this.awaited += change;
    if (this.awaited === 0) this.talk.canStop = false;
    this.talk.changed();
  }

  /** @param {Parcel} one */
  async #delivered({ owed, shown }) {
    shown.delivery = "sent";
    this.#parcels.delete(owed.key);
    await this.outbox.remove(owed.key);
  }

  /**
   * @param {Parcel} one
   * @param {Problem} problem
   */
  async #trouble(one, problem) {
    const { owed, shown } = one;
    if (!this.#parcels.has(owed.key)) return;
    if (problem.status === 404 && owed.session) {
      // The session is gone; the message is not: it opens another one.
      this.talk.lose(owed.session);
      owed.session = null;
      await this.outbox.put(owed);
      return;
    }
    if (problem.isPassing) {
      shown.delivery = "waiting";
      if (problem.kind !== "refused") this.talk.online(false);
      this.#notBefore = Date.now() + (problem.retryAfter * 1000 || this.#wait * (1 + Math.random() / 4));
      this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT_MS);
    } else {
      shown.delivery = "failed";
      shown.detail = problem.detail;
      owed.failure = problem.detail || problem.kind;
      await this.outbox.put(owed);
    }
    this.talk.changed();
  }

  /** Tries at once what waits. */
  hurry() {
    this.#wait = FIRST_WAIT_MS;
    this.#notBefore = 0;
    this.flush();
  }

  /** Tries a refused message again, under a new key, since the old one's answer is a refusal. @param {string} key */
  async retry(key) {
    const one = this.#parcels.get(key);
    if (!one) return;
    await this.discard(key);
    await this.accept(one.owed.text, one.owed);
  }

  /** @param {string} key */
  async discard(key) {
    const one = this.#parcels.get(key);
    if (!one || one.stop) return;
    this.#parcels.delete(key);
    this.talk.thread.remove(one.shown);
    await this.outbox.remove(key);
    this.talk.changed();
  }

  /** Forgets everything, here and in the browser. */
  async forget() {
    for (const { owed, stop } of [...this.#parcels.values()]) {
      stop?.abort();
      this.#parcels.delete(owed.key);
      await this.outbox.remove(owed.key);
    }
  }

  /** Stops answers that are being made, without forgetting what is owed. */
  end() {
    clearTimeout(this.#timer);
    for (const { stop } of this.#parcels.values()) stop?.abort();
    this.#parcels.clear();
  }
}
