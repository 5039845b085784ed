// @ts-check
// <handover-chat>: the chat as an element for any page. What it shows is drawn in the *_view files and dialogs.js, what
// it knows is in conversation.js; here the two meet the page around them.
import { LitElement, html, nothing } from "../vendor/lit.js";
import { Client, Problem, randomHex } from "./client.js";
import { Conversation } from "./conversation.js";
import { escalationView, passageView } from "./dialogs.js";
import { Escalation } from "./escalation.js";
import { frameView } from "./frame_view.js";
import { Memory } from "./memory.js";
import { Panel } from "./panel.js";
import { RatingForm } from "./rating_view.js";
import { Scroll } from "./scroll.js";
import { sheet } from "./style.js";
import { speaker, textOf } from "./thread_view.js";
import { load, preferred, supported } from "./words.js";

/** @typedef {import("./wire.js").Citation} Citation */
/** @typedef {import("./wire.js").Machine} Machine */
/** @typedef {import("./wire.js").StepData} StepData */

/** Where the service is, when the page does not say: where this file came from. */
const HOME = new URL(import.meta.url.replace(/(w\/[0-9a-f]{16}\/)?widget\/[^/]*$/, ""));
/** Where the strings of this build are. */
const LOCALES = new URL("../locales/", import.meta.url);
const MESSAGE_BYTES = 16 * 1024;
/** How much of a message a notification of the system shows. */
const NOTICE_CHARACTERS = 100;

/**
 * Events for the page: `handover-open`, `handover-close`, `handover-ticket` (`detail`: `id`, `number`),
 * `handover-message` (`detail`: `sender`; somebody answered), `handover-language` (`detail`: `language`).
 */
export class HandoverChat extends LitElement {
  static styles = [sheet];
  static properties = {
    endpoint: { type: String },
    user: { type: String },
    machine: { type: String },
    language: { type: String },
    session: { type: String },
    inline: { type: Boolean, reflect: true },
    open: { type: Boolean, reflect: true },
    notify: { type: Boolean },
    bare: { type: Boolean },
    token: { attribute: false },
    machines: { attribute: false },
    mails: { type: Boolean },
  };

  constructor() {
    super();
    /** The address of the service. */
    this.endpoint = "";
    /** Who is asking, where the service takes the page's word for it. */
    this.user = "";
    /** The machine that it is about. */
    this.machine = "";
    /** The language to begin with. */
    this.language = "";
    /** The conversation to open, as a link in a mail names it. */
    this.session = "";
    /** Whether it fills its place on the page instead of floating above it. */
    this.inline = false;
    /** Whether the floating chat is open. */
    this.open = false;
    /** Whether the page itself offers language, machine and a new conversation. */
    this.bare = false;
    /** Whether to ask for leave to notify while the page is hidden. */
    this.notify = false;
    /**
     * Who is asking: a token, or a function that gets one; `refresh` says that the last one was refused.
     * @type {string | null | ((wish: {refresh: boolean}) => string | null | Promise<string | null>)}
     */
    this.token = null;
    /** The machines to choose from; without them the service is asked. @type {Machine[] | null} */
    this.machines = null;
    /** Whether to show the mails about the ticket, on pages whose reader may see them. */
    this.mails = false;

    /** @type {import("./words.js").Words} */
    this.words = /** @type {any} */ (null);
    /** @type {Conversation} */
    this.talk = /** @type {any} */ (null);
    this.escalation = new Escalation(this);
    /** @type {{citation: Citation, opened: import("./wire.js").Passage | null, failed: boolean} | null} */
    this.passage = null;
    /** The answer to a step that is under way. @type {{step: string, feedback: string} | null} */
    this.answering = null;
    /** @type {(() => string) | null} */
    this.stepFailure = null;
    this.rating = new RatingForm(this);
    /** What the ticket card asks. @type {"solved" | "email" | null} */
    this.asking = null;
    this.actionFailed = false;
    this.unread = 0;
    this.list = new Scroll(this);
    this.panel = new Panel(this);
    this.settingsOpen = false;
    /** @type {() => string} */
    this.composerFailure = () => "";
    this.announcement = "";
    /** Draws the mails about the ticket. @type {import("./mails_view.js").Mailbox | null} */
    this.mailbox = null;
    /** Where the keyboard was before a dialog. @type {HTMLElement | null} */
    this.focusedBefore = null;
  }

  connectedCallback() {
    super.connectedCallback();
    window.addEventListener("online", this.#reconnect);
    window.addEventListener("offline", this.#disconnected);
    document.addEventListener("visibilitychange", this.#reconnect);
    this.panel.watch();
    void this.#begin();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    window.removeEventListener("online", this.#reconnect);
    window.removeEventListener("offline", this.#disconnected);
    document.removeEventListener("visibilitychange", this.#reconnect);
    this.talk?.end();
    this.panel.unwatch();
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (!this.hasUpdated) return;
    if (changed.has("language") && supported(this.language) !== this.words?.code) void this.speak(this.language);
    if (changed.has("endpoint") || changed.has("user") || changed.has("token")) void this.#begin();
    if (changed.has("machine") && this.talk) this.talk.memory.set({ machine: null });
  }

  /** Loads words and conversation: at first, and when the page says that somebody else is asking. */
  async #begin() {
    // Whatever the page sets right after making the element comes first.
    await Promise.resolve();
    if (!this.isConnected) return;
    this.talk?.end();
    const base = new URL(this.endpoint || HOME, document.baseURI);
    if (!base.pathname.endsWith("/")) base.pathname += "/";
    const scope = `${base.href} ${this.user}`;
    const memory = new Memory(scope);
    const client = new Client(base, (wish) => this.#bearer(wish), () => this.#visitor(base, memory));
    const talk = new Conversation(client, scope, () => this.#settings());
    talk.memory = memory;
    this.talk = talk;
    talk.addEventListener("change", () => talk === this.talk && this.requestUpdate());
    talk.addEventListener("news", (event) => this.#news(/** @type {CustomEvent} */ (event).detail));
    talk.addEventListener("moved", (event) => {
      this.announcement = this.words.say("queue-position", { position: /** @type {CustomEvent} */ (event).detail });
    });
    talk.addEventListener("ticket", (event) => this.#emit("ticket", /** @type {CustomEvent} */ (event).detail));
    if (!this.words) await this.speak(memory.get().language || this.language || preferred());
    if (this.mails) {
      const { Mailbox } = await import("./mails_view.js");
      this.mailbox = new Mailbox(talk, () => this.requestUpdate());
    }
    if (!this.inline && memory.get().open && !this.panel.isSmall) this.open = true;
    await this.#enter(talk);
  }

  /** @param {Conversation} talk */
  async #enter(talk) {
    const [ways, token] = await Promise.all([
      talk.client.ask("GET", "auth/ways").catch(() => null),
      this.#bearer({ refresh: false }),
    ]);
    talk.ways = ways;
    if (ways?.sign_in && !token) {
      if (!ways.visitors) talk.closedWhy = "closed-host";
      else if (ways.signed_in && talk.client.base.origin === location.origin) talk.closedWhy = "closed-staff";
    }
    if (talk.closedWhy) {
      talk.phase = "closed";
      this.requestUpdate();
      return;
    }
    const wanted = this.session;
    // Once only: a new conversation begun afterwards stays.
    this.session = "";
    await talk.start(wanted);
    if (this.machines) talk.machines = this.machines;
    else await talk.readMachines();
    this.list.toEnd();
  }

  /** Tries again what failed at the beginning. */
  again = () => void this.#enter(this.talk);

  #settings() {
    // Where callers prove who they are, nobody's word is taken for it.
    const user = this.talk.ways?.sign_in ? null : this.user || null;
    const { machine } = this.talk.memory.get();
    return { user, machine: (machine ?? this.machine) || null, language: this.words.code };
  }

  /** @param {{refresh: boolean}} wish @returns {Promise<string | null>} */
  async #bearer(wish) {
    if (typeof this.token === "function") return (await this.token(wish)) || null;
    if (this.token) return this.token;
    try {
      // Where the prototype's hosts keep it.
      return localStorage.getItem("token");
    } catch {
      return null;
    }
  }

  /** A visitor of another site has no cookie of the service. @param {URL} base @param {Memory} memory */
  #visitor(base, memory) {
    if (base.origin === location.origin || !this.talk.ways?.visitors) return null;
    if (!memory.get().visitor) memory.set({ visitor: `hov_${randomHex(32)}` });
    return memory.get().visitor;
  }

  /** Switches to a language. If its words cannot be had, everything stays as it is. @param {string} tag */
  async speak(tag) {
    try {
      this.words = await load(LOCALES, tag);
    } catch {
      if (this.words) return;
      // Without any words there is nothing to show; the service cannot be reached.
      setTimeout(() => void this.speak(tag), 5_000);
      return;
    }
    this.lang = this.words.locale;
    this.dir = this.words.dir;
    this.requestUpdate();
  }

  /** The reader chose a language. @param {Event} event */
  chooseLanguage = async (event) => {
    const language = /** @type {HTMLSelectElement} */ (event.target).value;
    this.talk.memory.set({ language });
    await this.speak(language);
    this.#emit("language", { language });
  };

  /** The reader chose a machine. @param {Event} event */
  chooseMachine = (event) => {
    const machine = /** @type {HTMLSelectElement} */ (event.target).value;
    this.talk.memory.set({ machine });
    if (machine) this.talk.thread.tell("machine-about", { machine: this.machineName });
    else this.talk.thread.tell("machine-about_none");
    this.requestUpdate();
    this.list.toEnd();
  };

  /** The machine that it is about, as people call it; empty when there is none. */
  get machineName() {
    const { machine } = this.#settings();
    const known = this.talk.machines.find((one) => one.machine_id === machine);
    return known ? [known.name, known.model].filter(Boolean).join(" · ") || known.machine_id : (machine ?? "");
  }

  // What is said

  /** Sends what is in the box. @param {Event} [event] */
  send = (event) => {
    event?.preventDefault();
    const box = /** @type {HTMLTextAreaElement} */ (this.find("#message"));
    const text = box.value.trim();
    box.focus();
    this.composerFailure = () => "";
    if (new TextEncoder().encode(text).length > MESSAGE_BYTES) this.composerFailure = () => this.words.say("chat-too_long");
    else if (text) {
      box.value = "";
      this.stepFailure = null;
      void this.talk.say(text);
      this.list.toEnd();
    }
    this.requestUpdate();
  };

  /** @param {KeyboardEvent} event */
  pressed = (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) this.send(event);
    else this.talk.presence.tellTyping();
  };

  /** @param {StepData} step @param {string} feedback */
  async answerStep(step, feedback) {
    if (this.answering) return;
    this.answering = { step: step.step_id, feedback };
    this.stepFailure = null;
    this.requestUpdate();
    const hadFocus = this.find(".log")?.contains(this.shadowRoot?.activeElement ?? null);
    try {
      await this.talk.answerStep(step, feedback);
      await this.updateComplete;
      const next = this.talk.thread.openStep()?.step?.step_id;
      const place = next ? this.find(`[data-step="${next}"]`) : this.find(".log");
      if (hadFocus) place?.focus({ preventScroll: true });
    } catch (error) {
      this.stepFailure = this.why(error);
    }
    this.answering = null;
    this.requestUpdate();
  }

  /** A sentence for what went wrong, in the language of the moment. @param {unknown} error @returns {() => string} */
  why(error) {
    const problem = error instanceof Problem ? error : new Problem("refused");
    const { kind, status, detail, retryAfter } = problem;
    if (kind !== "refused") return () => this.words.say(`problem-${kind === "timeout" ? kind : "unreachable"}`);
    if (status === 401) return () => this.words.say("problem-signed_out");
    if (status === 429) return () => this.words.say("problem-busy", { time: this.words.duration(retryAfter) });
    return () => detail || this.words.say("problem-refused", { status });
  }

  /** Somebody else said something. @param {import("./thread.js").Item} one */
  #news(one) {
    const name = speaker(this, one);
    this.announcement = this.words.say("talk-spoken", { name, text: textOf(this, one) });
    if (!this.inline && !this.open) this.unread += 1;
    this.#emit("message", { sender: one.sender });
    if (!document.hidden || !this.notify || window.Notification?.permission !== "granted") return;
    const body = Array.from(textOf(this, one)).slice(0, NOTICE_CHARACTERS).join("");
    new Notification(name, { body, lang: this.words.locale, dir: /** @type {"ltr" | "rtl"} */ (this.words.dir) });
  }

  // A person is asked for

  /** @param {string} [reason] what an offer gave as the reason */
  openEscalation = (reason) => this.escalation.open(reason);

  /** @param {"solved" | "email" | null} what */
  async ask(what) {
    const before = this.asking;
    this.asking = what;
    this.actionFailed = false;
    this.requestUpdate();
    await this.updateComplete;
    const place = what === "email" ? ".question input" : what ? "#solved-title" : `[data-ask="${before}"]`;
    this.find(place)?.focus();
  }

  /** Does something about the ticket. @param {() => Promise<unknown>} work @param {string} [then] what gets the keyboard */
  async act(work, then = "#ticket-number") {
    try {
      await work();
      this.asking = null;
      this.actionFailed = false;
    } catch {
      this.actionFailed = true;
    }
    this.requestUpdate();
    await this.updateComplete;
    if (!this.actionFailed) this.find(then)?.focus();
  }

  /** @param {SubmitEvent} event */
  saveEmail(event) {
    event.preventDefault();
    const email = String(new FormData(/** @type {HTMLFormElement} */ (event.target)).get("email") ?? "");
    return this.act(() => this.talk.notify(email.trim()));
  }

  /** @param {Citation} citation @param {Event} [event] */
  async showPassage(citation, event) {
    event?.preventDefault();
    this.passage = { citation, opened: null, failed: false };
    this.requestUpdate();
    this.showDialog("#passage");
    const where = new URLSearchParams({ document: citation.document, passage: String(citation.passage) });
    const opened = await this.talk.client.ask("GET", `ai/knowledge/passage?${where}`).catch(() => null);
    if (this.passage?.citation === citation) this.passage = { citation, opened, failed: opened === null };
    this.requestUpdate();
  }

  // Dialogs and the panel

  /** @param {string} selector */
  async showDialog(selector) {
    this.focusedBefore ??= /** @type {HTMLElement | null} */ (this.shadowRoot?.activeElement ?? null);
    await this.updateComplete;
    const dialog = /** @type {HTMLDialogElement | null} */ (this.find(selector));
    if (dialog && !dialog.open) dialog.showModal();
  }

  /** Leaving while the ticket is being made would leave the user not knowing whether there is one. @param {Event} event */
  cancelDialog = (event) => {
    if (this.escalation.isBusy) event.preventDefault();
  };

  dismiss = () => {
    if (this.escalation.isBusy) return;
    for (const dialog of this.renderRoot.querySelectorAll("dialog[open]:not(.panel)")) {
      /** @type {HTMLDialogElement} */ (dialog).close();
    }
  };

  closedDialog = () => {
    this.focusedBefore?.focus();
    this.focusedBefore = null;
  };

  show = async () => {
    this.open = true;
    this.unread = 0;
    this.talk.memory.set({ open: true });
    await this.updateComplete;
    this.panel.place();
    this.list.toEnd();
    this.find("#message")?.focus();
    this.#emit("open");
  };

  hide = async () => {
    this.open = false;
    this.talk.memory.set({ open: false });
    await this.updateComplete;
    this.panel.place();
    this.find(".launcher")?.focus();
    this.#emit("close");
  };

  toggleSettings = () => {
    this.settingsOpen = !this.settingsOpen;
    this.requestUpdate();
  };

  /** Begins anew. */
  fresh = async () => {
    this.escalation.clear();
    this.asking = null;
    this.stepFailure = null;
    await this.talk.fresh();
    this.find("#message")?.focus();
  };

  /** Forgets this person's conversation in this browser; for the page to call when somebody signs out. */
  async forget() {
    await this.talk.fresh();
    this.talk.memory.set({ machine: null, visitor: "", stopped: "" });
  }

  #reconnect = () => {
    if (document.hidden) return;
    this.talk?.live.hurry();
    this.talk?.delivery.hurry();
  };

  #disconnected = () => this.talk?.online(false);

  /** @param {string} name @param {object} [detail] */
  #emit(name, detail = {}) {
    this.dispatchEvent(new CustomEvent(`handover-${name}`, { detail, bubbles: true, composed: true }));
  }

  /** Puts the keyboard into the box to write in. */
  focus() {
    this.find("#message")?.focus();
  }

  render() {
    if (!this.words || !this.talk) return nothing;
    this.list.before();
    return html`${frameView(this)} ${escalationView(this)} ${passageView(this)}`;
  }

  /** @param {Map<string, unknown>} changed */
  updated(changed) {
    if (changed.has("open") && this.words) this.panel.place();
    this.list.after();
  }

  /** @param {string} selector @returns {HTMLElement | null} */
  find(selector) {
    return this.renderRoot?.querySelector(selector) ?? null;
  }
}

if (!customElements.get("handover-chat")) customElements.define("handover-chat", HandoverChat);
