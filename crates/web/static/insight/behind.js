// @ts-check
// The transcripts behind a mark: which ones, in pages, and what was said in those that are opened.
import { Problem } from "../widget/client.js";

/** @typedef {import("./element.js").HandoverInsight} Page */
/** @typedef {import("./wire.js").Transcript} Transcript */
/** @typedef {{sender: string, content: string, timestamp: string, author?: string | null}} Message */

export class Behind {
  /** What the transcripts are of; null when none are shown. @type {string | null} */
  mark = null;
  /** @type {"loading" | "ready" | "failed"} */
  phase = "loading";
  /** @type {Problem | null} */
  problem = null;
  /** @type {Transcript[]} */
  list = [];
  /** @type {string | null} */
  cursor = null;
  /** What was said, by session; null while it is read, a problem when it cannot be. @type {Map<string, Message[] | Problem | null>} */
  said = new Map();
  #path = "";
  /** How often was read: only the newest answer counts. */
  #reads = 0;
  /** @type {Element | null} */
  #before = null;

  /** @param {Page} page */
  constructor(page) {
    this.page = page;
  }

  /** Shows what the address asks for. @param {import("./address.js").Choice} choice */
  show(choice) {
    const { mark } = choice;
    const path = mark === null ? "" : this.page.service.path("sessions", choice, mark ? { mark } : {});
    const isNew = path !== this.#path;
    this.mark = mark;
    this.#path = path;
    if (isNew && mark !== null) void this.again();
    void this.#place();
  }

  async again() {
    this.list = [];
    this.cursor = null;
    this.said.clear();
    await this.more();
  }

  async more() {
    const path = this.#path;
    this.#reads += 1;
    const mine = this.#reads;
    this.phase = "loading";
    this.page.requestUpdate();
    try {
      const cursor = this.cursor ? `&cursor=${encodeURIComponent(this.cursor)}` : "";
      /** @type {import("./wire.js").Transcripts} */
      const { sessions, next_cursor: next } = await this.page.service.read(path + cursor);
      if (mine !== this.#reads) return;
      this.list = [...this.list, ...sessions];
      this.cursor = next;
      this.phase = "ready";
    } catch (error) {
      if (mine !== this.#reads) return;
      this.problem = error instanceof Problem ? error : new Problem("refused");
      this.phase = "failed";
    }
    this.page.requestUpdate();
  }

  /** Reads what was said. @param {string} session */
  async open(session) {
    if (this.said.get(session) instanceof Array) return;
    this.said.set(session, null);
    this.page.requestUpdate();
    try {
      this.said.set(session, (await this.page.service.history(session)).messages);
    } catch (error) {
      this.said.set(session, error instanceof Problem ? error : new Problem("refused"));
    }
    this.page.requestUpdate();
  }

  /** Opens or closes the sheet as the address says, and gives the keyboard back to where it was. */
  async #place() {
    await this.page.updateComplete;
    const sheet = this.page.querySelector("#behind");
    if (!(sheet instanceof HTMLDialogElement)) return;
    if (this.mark !== null && !sheet.open) {
      this.#before = document.activeElement;
      sheet.showModal();
    }
    if (this.mark === null && sheet.open) {
      sheet.close();
      if (this.#before instanceof HTMLElement || this.#before instanceof SVGElement) this.#before.focus();
    }
  }

  /** The sheet was closed by its key. @param {Event} event */
  closed = (event) => {
    event.preventDefault();
    this.page.go({});
  };
}
