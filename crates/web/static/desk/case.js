// @ts-check
// One ticket as it is worked on: its file, what was said, what the rules decided, the mails; and what becomes of it.
import { Problem } from "../widget/client.js";
import { follow } from "./stream.js";

/** @typedef {import("./wire.js").Message} Message */
/** @typedef {import("./wire.js").TicketFile} TicketFile */
/** @typedef {import("./wire.js").Ticket} Ticket */

/** A sign of typing counts so long. */
const TYPING_MS = 6_000;
const TELL_TYPING_MS = 3_000;
/** How often is looked for what the users of merged tickets wrote. */
const LINKED_MS = 5_000;
/** Several changes at once are read once. */
const REREAD_MS = 150;

/** In whose hands a ticket is. Whether it waits for its user makes no difference. @param {TicketFile} file */
const hand = ({ status, assigned_expert_id: expert }) => JSON.stringify([status === "waiting_on_user" ? "in_progress" : status, expert]);

/** Tells `change`, `ticket` (`detail`: the ticket) and `news` (`detail`: the user's message). */
export class Case extends EventTarget {
  /** @type {"loading" | "ready" | "failed"} */
  phase = "loading";
  /** @type {Problem | null} */
  problem = null;
  /** @type {TicketFile | null} */
  file = null;
  /** @type {import("./wire.js").Session | null} */
  session = null;
  /** @type {Message[]} */
  messages = [];
  /** How many messages came before those. */
  earlier = 0;
  /** @type {import("./wire.js").Trigger[]} */
  triggers = [];
  /** @type {import("./wire.js").Mails | null} */
  mails = null;
  /** What the service knows of user and machine. @type {import("./wire.js").Card | null} */
  card = null;
  /** What was said in the sessions of tickets that were merged into this one. @type {{number: string, message: Message}[]} */
  linked = [];
  /** Messages in the reader's language, by their ids. @type {Map<string, import("./wire.js").Translation | "loading" | "failed">} */
  translations = new Map();
  /** What is on its way to the user or the file. @type {{kind: "answer" | "note", text: string, isSent?: boolean, isHeard?: boolean} | null} */
  pending = null;
  /** Who is typing: their name, "" for the user. @type {string | null} */
  typing = null;
  isUserHere = false;
  isOnline = true;
  #stop = new AbortController();
  #after = 0;
  #typingTimer = 0;
  #rereadTimer = 0;
  #linkedTimer = 0;
  #linkedReads = 0;
  #toldTyping = -Infinity;

  /**
   * @param {import("./service.js").Service} service
   * @param {string} which the ticket's id or number
   */
  constructor(service, which) {
    super();
    this.service = service;
    this.which = which;
  }

  async load() {
    this.phase = "loading";
    this.#changed();
    try {
      const { id, session_id: of } = await this.service.file(this.which);
      // What comes after the session's last event is told by the stream: all that came before is read after it, also
      // the file, in which somebody may have written meanwhile.
      const session = await this.service.session(of);
      const [file, history, triggers, mails, card] = await Promise.all([
        this.service.file(id),
        this.service.history(of),
        this.service.triggers(of),
        this.service.mails(id).catch(() => null),
        this.service.card(id).catch(() => null),
      ]);
      Object.assign(this, { file, session, triggers, mails, card, phase: "ready", problem: null });
      void this.#readLinked();
      this.#setMessages(history);
      this.#after = session.last_event ?? 0;
      this.#follow(session.session_id);
    } catch (error) {
      this.problem = error instanceof Problem ? error : new Problem("refused");
      this.phase = "failed";
    }
    this.#changed();
  }

  end() {
    this.#stop.abort();
    clearTimeout(this.#typingTimer);
    clearTimeout(this.#rereadTimer);
    clearTimeout(this.#linkedTimer);
  }

  /** The ticket as it will be if the service agrees. @param {Partial<TicketFile>} guess */
  expect(guess) {
    if (this.file) this.#hold({ ...this.file, ...guess });
  }

  /** The service did not agree. @param {TicketFile} before */
  takeBack(before) {
    if (this.file?.version === before.version) this.#hold(before);
  }

  /**
   * Sends what depends on who has the ticket and where it stands, and on nothing else of it. Where only other things have
   * changed since it was read, as the priority of a hazard or a note, it is sent again as the ticket is now.
   * @param {(version: number) => Promise<TicketFile>} send @param {number} version @returns {Promise<TicketFile>}
   */
  async insist(send, version) {
    const before = this.file;
    try {
      return await send(version);
    } catch (error) {
      if (!(error instanceof Problem) || error.type !== "stale-version" || !before) throw error;
      await this.reread().catch(() => {});
      const now = this.file;
      if (!now || now.version === version || hand(now) !== hand(before)) throw error;
      return send(now.version);
    }
  }

  /** @param {TicketFile} file */
  #hold(file) {
    this.file = file;
    this.dispatchEvent(new CustomEvent("ticket", { detail: file }));
    this.#changed();
  }

  /** @param {{kind: "answer" | "note", text: string} | null} pending */
  wait(pending) {
    this.pending = pending;
    this.#changed();
  }

  /** What was on its way has arrived: it stays until it is read from where it went. */
  settle() {
    if (this.pending?.kind === "note" || this.pending?.isHeard) this.wait(null);
    else if (this.pending) this.pending.isSent = true;
  }

  /** The conversation has it, perhaps before the answer to the request came. */
  #hear() {
    if (this.pending?.isSent) this.pending = null;
    else if (this.pending) this.pending.isHeard = true;
  }

  /** Reads what was said in the sessions of merged tickets, and again now and then: their events are told elsewhere. */
  async #readLinked() {
    clearTimeout(this.#linkedTimer);
    const merged = this.file?.merged ?? [];
    if (merged.length === 0 || this.#stop.signal.aborted) return;
    const read = merged.map(async ({ session_id: id, ticket_number: number }) => {
      const { messages } = await this.service.history(id);
      return messages.map((message) => ({ number, message }));
    });
    this.#linkedReads += 1;
    const mine = this.#linkedReads;
    const linked = (await Promise.all(read).catch(() => null))?.flat();
    // Whoever began to read later has the newer answer, and the next turn.
    if (mine !== this.#linkedReads) return;
    if (linked && JSON.stringify(linked) !== JSON.stringify(this.linked)) {
      this.linked = linked;
      this.#changed();
    }
    this.#linkedTimer = setTimeout(() => void this.#readLinked(), LINKED_MS);
  }

  /** Has a message put into another language, beside the original. @param {Message} message @param {string} language @returns {Promise<boolean>} whether that can be done here at all */
  async translate({ message_id: id }, language) {
    const session = this.session?.session_id;
    if (!session || this.translations.get(id) === "loading") return true;
    this.translations.set(id, "loading");
    this.#changed();
    try {
      this.translations.set(id, await this.service.translate(session, id, language));
    } catch (error) {
      const isMissing = error instanceof Problem && error.type === "not-configured";
      if (isMissing) this.translations.delete(id);
      else this.translations.set(id, "failed");
      return !isMissing;
    } finally {
      this.#changed();
    }
    return true;
  }

  /** What a change answered. @param {TicketFile} file */
  setFile(file) {
    if (this.file && file.version < this.file.version) return;
    this.file = file;
    this.dispatchEvent(new CustomEvent("ticket", { detail: file }));
    this.#reread();
    this.#changed();
  }

  /** Reads the file anew, and all that nobody may have told. */
  async reread() {
    if (!this.file || !this.session) return;
    const id = this.session.session_id;
    const [file, history, triggers, mails] = await Promise.all([
      this.service.file(this.file.id),
      this.service.history(id),
      this.service.triggers(id),
      this.service.mails(this.file.id).catch(() => null),
    ]);
    Object.assign(this, { file, triggers, mails });
    void this.#readLinked();
    this.#setMessages(history);
    this.dispatchEvent(new CustomEvent("ticket", { detail: file }));
    this.#changed();
  }

  /** Something is being written to the user. */
  tellTyping() {
    const now = performance.now();
    if (!this.session || now - this.#toldTyping < TELL_TYPING_MS) return;
    this.#toldTyping = now;
    this.service.typing(this.session.session_id).catch(() => {
      // Nice to have: not again for this ticket.
      this.#toldTyping = Infinity;
    });
  }

  #reread() {
    clearTimeout(this.#rereadTimer);
    this.#rereadTimer = setTimeout(() => void this.reread().catch(() => {}), REREAD_MS);
  }

  /** @param {{messages: Message[], total_messages: number}} history */
  #setMessages({ messages, total_messages: total }) {
    this.messages = messages;
    this.earlier = total - messages.length;
    if (this.pending?.isSent) this.pending = null;
  }

  /** @param {string} session */
  #follow(session) {
    void follow(
      {
        open: (signal) => this.service.sessionEvents(session, this.#after, signal),
        tell: (event) => this.#tell(event),
        poll: () => this.reread(),
        online: (is) => this.#online(is),
      },
      this.#stop.signal,
    );
  }

  /** @param {import("../widget/client.js").Event} event */
  #tell({ event, id, data }) {
    if (id) this.#after = Number(id);
    if (event === "session" && this.session) Object.assign(this.session, { owner: data.owner, status: data.status });
    if (event === "message") this.#take(data);
    if (event === "owner" && this.session) this.session.owner = data.owner;
    if (event === "ticket" || event === "note") this.#reread();
    if (event === "typing") this.#setTyping(data);
    if (event === "presence") this.isUserHere = data.user;
    this.#changed();
  }

  /** @param {Message} message */
  #take(message) {
    const index = this.messages.findIndex((one) => one.message_id === message.message_id);
    if (index >= 0) {
      this.messages = this.messages.with(index, message);
      return;
    }
    this.messages = [...this.messages, message].sort((a, b) => a.sequence - b.sequence);
    if (message.sender === "expert" && message.content === this.pending?.text) this.#hear();
    if (message.sender !== "user") return;
    this.#setTyping({ who: "user", name: null, typing: false });
    this.dispatchEvent(new CustomEvent("news", { detail: message }));
  }

  /** @param {{who: string, name: string | null, typing: boolean}} sign */
  #setTyping({ who, name, typing }) {
    clearTimeout(this.#typingTimer);
    this.typing = typing ? (who === "user" ? "" : (name ?? "")) : null;
    if (!typing) return;
    this.#typingTimer = setTimeout(() => {
      this.typing = null;
      this.#changed();
    }, TYPING_MS);
  }

  /** @param {boolean} is */
  #online(is) {
    if (this.isOnline === is) return;
    this.isOnline = is;
    this.#changed();
  }

  #changed() {
    this.dispatchEvent(new Event("change"));
  }
}
