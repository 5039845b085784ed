// @ts-check
// What the pages of those who work here have in common: their words, who may come in, and what is told.
import { LitElement } from "../vendor/lit.js";
import { choices } from "../memory.js";
import { takeWanted } from "../wanted.js";
import { load, preferred } from "../widget/words.js";

export const BASE = new URL("./", document.baseURI);
/** After so long the words are asked for again. */
const AGAIN_MS = 5_000;

/** @template {import("./service.js").StaffService} S */
export class StaffPage extends LitElement {
  /** @type {string[]} */
  #says;

  /** @param {S} service @param {...string} says the pages whose words this one says */
  constructor(service, ...says) {
    super();
    this.service = service;
    this.#says = says;
    /** @type {import("../widget/words.js").Words} */
    this.words = /** @type {any} */ (null);
    /** @type {"starting" | "out" | "stranger" | "failed" | "open"} */
    this.phase = "starting";
    this.announcement = "";
  }

  /** Labels and headings are found by their ids across the page: no shadow. */
  createRenderRoot() {
    return this;
  }

  async begin() {
    await this.speak(choices.get().language || preferred());
    await this.enter();
  }

  /** Finds out who is here, and opens the page to those who may see it. */
  async enter() {}

  /** Goes on to where somebody wanted to go before signing in, unless the address says where to. */
  arrive() {
    const place = takeWanted();
    if (!place || location.search) return;
    const url = new URL(place, BASE);
    if (url.pathname === location.pathname) history.replaceState(null, "", url);
    else location.replace(url);
  }

  /** @param {string} tag */
  async speak(tag) {
    try {
      this.words = await load(new URL("locales/", BASE), tag, ...this.#says);
    } catch {
      if (this.words) return;
      setTimeout(() => void this.begin(), AGAIN_MS);
      return;
    }
    document.documentElement.lang = this.words.locale;
    document.documentElement.dir = this.words.dir;
    this.requestUpdate();
  }

  /** @param {string} language */
  chooseLanguage(language) {
    choices.set({ language });
    void this.speak(language);
  }

  /** Says something to those who listen instead of looking. @param {string} id @param {import("../widget/words.js").Args} [args] */
  say(id, args) {
    this.announcement = this.words.say(id, args);
    this.requestUpdate();
  }

  /** Where a row of links is narrower than what is in it, the one to what is open shows. @param {string} row */
  async showCurrent(row) {
    await this.updateComplete;
    const nav = /** @type {HTMLElement | null} */ (this.querySelector(row));
    const link = /** @type {HTMLElement | null} */ (nav?.querySelector('[aria-current="page"]') ?? null);
    // Sideways only: where the page is scrolled to stays as it is.
    if (nav && link) nav.scrollLeft += link.getBoundingClientRect().left - nav.getBoundingClientRect().left - (nav.clientWidth - link.offsetWidth) / 2;
  }

  async signOut() {
    try {
      await this.service.signOut();
    } catch {
      return this.say("problem-unreachable");
    }
    this.leave();
    location.assign(new URL("account.html", BASE));
  }

  /** What a page does when somebody has signed out. */
  leave() {}
}
