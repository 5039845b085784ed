// @ts-check
// <handover-desk>: the page of those who help. What it shows is drawn in the *_view files; what it knows is in queue.js
// and case.js; what is done to a ticket is in deeds.js.
import { BASE, StaffPage } from "../staff/element.js";
import { firstWith } from "./brief.js";
import { Case } from "./case.js";
import { Deeds } from "./deeds.js";
import { deskView } from "./desk_view.js";
import { listenToKeys } from "./keys.js";
import { forgetDrafts, settings } from "./memory.js";
import { everything, isSame, readFilter, writeFilter } from "./filter.js";
import { Queue } from "./queue.js";
import { Service } from "./service.js";
import { Setup } from "./setup.js";
import { beep } from "./sound.js";
import { Team } from "./team.js";
import { Views } from "./views.js";

/** @typedef {import("./wire.js").Ticket} Ticket */
/** @typedef {import("./memory.js").Settings} Settings */
/** @typedef {import("./filter.js").Filter} Filter */

const STAFF = ["expert", "lead", "admin", "operator"];
const MINUTE_MS = 60_000;
/** How much of a message is read out. */
const HEARD_CHARACTERS = 160;

/** @extends {StaffPage<Service>} */
export class HandoverDesk extends StaffPage {
  /** Ends when the ticket that was opened last is shown. @type {Promise<void>} */
  #loading = Promise.resolve();

  constructor() {
    super(new Service(BASE), "desk");
    /** @type {import("../staff/service.js").Ways | null} */
    this.ways = null;
    /** @type {import("../staff/service.js").Myself | null} */
    this.me = null;
    this.queue = new Queue(this.service);
    /** The ticket that is open. @type {Case | null} */
    this.current = null;
    this.deeds = new Deeds(this);
    this.views = new Views(this.service, () => this.requestUpdate());
    this.team = new Team(this);
    this.setup = new Setup(this);
    /** What stands in the search field, and when it will be asked for. */
    this.typed = "";
    this.searchTimer = 0;
    /** Whether everything that can be filtered by is shown. */
    this.isFiltering = false;
    /** Which half of a ticket is shown where there is no room for both. @type {"talk" | "facts"} */
    this.side = "talk";
    /** What the box is for. @type {import("./memory.js").Kind} */
    this.writing = "answer";
    /** The message that was jumped to. */
    this.jumpedTo = 0;
    /** No language model is set up: it cannot be asked for a translation. */
    this.hasNoTranslator = false;
    /** Sessions whose user is typing. @type {Map<string, number>} */
    this.typists = new Map();
  }

  connectedCallback() {
    super.connectedCallback();
    this.queue.addEventListener("change", () => this.requestUpdate());
    this.queue.addEventListener("arrived", (event) => this.#arrived(/** @type {CustomEvent} */ (event).detail));
    this.queue.addEventListener("availability", (event) => this.team.hear(/** @type {CustomEvent} */ (event).detail));
    this.queue.addEventListener("typing", (event) => this.#typing(/** @type {CustomEvent} */ (event).detail));
    window.addEventListener("popstate", () => this.#readAddress());
    listenToKeys(this);
    setInterval(() => this.requestUpdate(), MINUTE_MS);
    void this.begin();
  }

  render() {
    return this.words ? deskView(this) : undefined;
  }

  updated() {
    if (!this.words) return;
    const { waiting, hasUrgent } = this.queue;
    const badge = waiting ? `(${this.words.number(waiting)}${hasUrgent ? "!" : ""}) ` : hasUrgent ? "(!) " : "";
    const number = this.current?.file?.ticket_number;
    const part = this.setup.part && `${this.words.say(`setup-${this.setup.part}`)} · `;
    document.title = badge + (part || (number ? `${number} · ` : "")) + this.words.say("desk-title");
  }

  async enter() {
    try {
      this.ways = await this.service.ways();
      const isKnown = !this.ways.sign_in || this.ways.signed_in;
      this.me = isKnown ? await this.service.me() : null;
      if (this.me) await this.service.learn();
    } catch {
      this.phase = "failed";
      this.requestUpdate();
      return;
    }
    this.phase = !this.me ? "out" : STAFF.includes(this.me.role) ? "open" : "stranger";
    this.requestUpdate();
    if (this.phase !== "open") return;
    this.arrive();
    this.queue.me = this.actsAs;
    this.queue.isAccount = !this.isOpenMode;
    this.queue.begin();
    void this.views.load();
    void this.team.load(this.me?.available);
    this.#readAddress();
  }

  /** Who acts: the account, or where nobody signs in whoever was chosen. */
  get actsAs() {
    return this.isOpenMode ? settings.get().expert : (this.me?.expert_id ?? this.me?.account_id ?? "");
  }

  /** Their name. */
  get actorName() {
    return this.isOpenMode ? settings.get().expertName : (this.me?.name ?? "");
  }

  get isOpenMode() {
    return this.ways?.sign_in === false;
  }

  /** @param {Partial<Settings>} change */
  set(change) {
    settings.set(change);
    if (change.sound) beep();
    if (change.expert !== undefined) {
      this.queue.me = this.actsAs;
      void this.team.load(null);
      void this.queue.show(this.queue.filter);
    }
    this.requestUpdate();
  }

  leave() {
    this.queue.end();
    this.current?.end();
    forgetDrafts();
  }

  // Where one is

  /**
   * The address of the desk with these choices.
   * @param {Filter} [filter]
   * @param {string | null} [ticket]
   * @param {string | null} [message] the one to show first
   */
  address(filter = this.queue.filter, ticket = this.current?.which ?? null, message = null) {
    const query = writeFilter(filter);
    if (ticket) query.set("ticket", ticket);
    if (ticket && message) query.set("message", message);
    return `desk?${query}`;
  }

  #readAddress() {
    const query = new URLSearchParams(location.search);
    const filter = readFilter(query);
    if (!isSame(filter, this.queue.filter) || this.queue.phase !== "ready") void this.queue.show(filter);
    this.typed = filter.q;
    this.setup.open(query.get("settings"));
    const ticket = query.get("ticket");
    if ((ticket ?? "") !== (this.current?.which ?? "")) this.#open(ticket, query.get("message"));
    this.requestUpdate();
  }

  /** @param {import("./setup.js").Part} part */
  async openSetup(part) {
    history.pushState(null, "", new URL(`desk?settings=${part}`, BASE));
    this.setup.open(part);
    await this.updateComplete;
    this.find("#setup-heading")?.focus();
  }

  /** @param {string | null} id */
  async editSetup(id) {
    this.setup.edit(id);
    await this.updateComplete;
    this.find(id === null ? "#setup-heading" : "#setup-form")?.focus();
  }

  leaveSetup() {
    history.pushState(null, "", new URL(this.address(), BASE));
    this.setup.open(null);
    this.requestUpdate();
  }

  /** @param {Filter} filter */
  filter(filter) {
    history.pushState(null, "", new URL(this.address(filter), BASE));
    this.typed = filter.q;
    void this.queue.show(filter);
  }

  /** While somebody types, the way back is to what was before. @param {string} q */
  search(q) {
    const before = this.queue.filter;
    const filter = { ...before, q };
    const isTyping = before.q !== "" && q !== "";
    history[isTyping ? "replaceState" : "pushState"](null, "", new URL(this.address(filter), BASE));
    void this.queue.show(filter);
  }

  clearFilters() {
    this.filter(everything(this.queue.filter.view));
    // The button goes with what it cleared.
    this.find("#filters-open")?.focus();
  }

  /** @param {boolean} isFiltering */
  openFilters(isFiltering) {
    this.isFiltering = isFiltering;
    this.queue.showCounts(isFiltering);
    this.requestUpdate();
  }

  /** Opens a ticket, or none. @param {string | null} ticket its number @param {string | null} [message] the one to show */
  async go(ticket, message = null) {
    const before = this.current?.which;
    history.pushState(null, "", new URL(this.address(this.queue.filter, ticket, message), BASE));
    this.#open(ticket, message);
    await this.#loading;
    await this.updateComplete;
    if (ticket === this.current?.which && !this.jumpedTo) this.find("#ticket-title")?.focus();
    if (!ticket && !this.current) this.find(`[data-row="${CSS.escape(before ?? "")}"]`)?.focus();
  }

  /** @param {string | null} which @param {string | null} message */
  #open(which, message) {
    this.current?.end();
    this.deeds.reset();
    this.side = "talk";
    this.writing = "answer";
    this.jumpedTo = 0;
    this.current = which ? new Case(this.service, which) : null;
    this.requestUpdate();
    this.#loading = Promise.resolve();
    const current = this.current;
    if (!current) return;
    current.addEventListener("change", () => {
      if (current !== this.current) return;
      const isAtEnd = this.#isAtEnd();
      this.requestUpdate();
      if (isAtEnd) void this.#toEnd();
    });
    current.addEventListener("ticket", (event) => this.queue.put(/** @type {CustomEvent} */ (event).detail));
    current.addEventListener("news", (event) => this.#news(/** @type {CustomEvent} */ (event).detail));
    this.#loading = current.load().then(async () => {
      if (current !== this.current) return;
      const found = current.messages.find(({ message_id: id }) => id === message) ?? firstWith(current.messages, this.queue.filter.q);
      await (found ? this.jump(found.sequence) : this.#toEnd());
    });
  }

  #isAtEnd() {
    const log = this.find(".log");
    return !log || log.scrollHeight - log.scrollTop - log.clientHeight < 80;
  }

  async #toEnd() {
    await this.updateComplete;
    const log = this.find(".log");
    if (log) log.scrollTop = log.scrollHeight;
  }

  /** Shows a message of the transcript. @param {number | null} sequence */
  async jump(sequence) {
    if (sequence === null) return;
    this.side = "talk";
    this.jumpedTo = sequence;
    this.requestUpdate();
    await this.updateComplete;
    const place = this.find(`#message-${sequence}`);
    place?.scrollIntoView({ block: "center" });
    place?.focus({ preventScroll: true });
  }

  /** @param {"talk" | "facts"} side */
  show(side) {
    this.side = side;
    this.requestUpdate();
  }

  /** Puts the cursor into the box. @param {import("./memory.js").Kind} kind */
  async write(kind) {
    if (!this.deeds.can("note")) return;
    this.side = "talk";
    this.writing = kind;
    this.requestUpdate();
    await this.updateComplete;
    this.find("#box")?.focus();
  }

  /** Whether messages can be translated here, as far as is known. */
  get canTranslate() {
    return !this.hasNoTranslator && this.service.has("sessions/{session_id}/messages/{message_id}/translation");
  }

  /** @param {import("./wire.js").Message} message */
  async translateMessage(message) {
    const can = await this.current?.translate(message, this.words.code);
    if (can !== false) return;
    this.hasNoTranslator = true;
    this.say("translate-missing");
  }

  /** What the user said last, in the reader's language. */
  async translateLast() {
    const last = this.current?.messages.findLast(({ sender }) => sender === "user");
    if (last && this.canTranslate) await this.translateMessage(last);
  }

  // What is told

  /** @param {Ticket} ticket */
  #arrived({ ticket_number: number, priority }) {
    this.say("desk-arrived", { number, priority: this.words.say(`priority-${priority}`) });
    if (priority === "urgent" && settings.get().sound) beep();
  }

  /** @param {{session_id: string, who: string, typing: boolean}} sign */
  #typing({ session_id: id, who, typing }) {
    if (who !== "user") return;
    clearTimeout(this.typists.get(id));
    this.typists.delete(id);
    if (typing) {
      this.typists.set(
        id,
        setTimeout(() => {
          this.typists.delete(id);
          this.requestUpdate();
        }, 6_000),
      );
    }
    this.requestUpdate();
  }

  /** @param {import("./wire.js").Message} message */
  #news({ content }) {
    this.say("desk-heard", { text: Array.from(content).slice(0, HEARD_CHARACTERS).join("") });
  }

  /** @param {string} selector @returns {HTMLElement | null} */
  find(selector) {
    return this.querySelector(selector);
  }
}

customElements.define("handover-desk", HandoverDesk);
