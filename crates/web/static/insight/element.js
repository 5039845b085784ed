// @ts-check
// <handover-insight>: the page that shows where the assistant fails and what helped. What it draws is in the *_view files
// and in draw/; what it has read is in facts.js; where one is stands in the address.
import { BASE, StaffPage } from "../staff/element.js";
import { VIEWS, read, write } from "./address.js";
import { Behind } from "./behind.js";
import { Facts } from "./facts.js";
import { frameView } from "./frame_view.js";
import { save } from "./keep.js";
import { Lessons } from "./lessons.js";
import { hideTip, listenToMarks } from "./marks.js";
import { needs } from "./needs.js";
import { Service } from "./service.js";

/** @typedef {import("./address.js").Choice} Choice */

const LEADS = ["lead", "admin", "operator"];
/** What a picture gets until its place is measured. */
const USUAL_ROOM = 640;
/** After so long away the figures are read anew. */
const FRESH_MS = 5 * 60_000;

/** @extends {StaffPage<Service>} */
export class HandoverInsight extends StaffPage {
  /** The width of each picture's place. @type {Map<string, number>} */
  #rooms = new Map();
  #observer = new ResizeObserver((entries) => this.#measured(entries));
  /** @type {Set<Element>} */
  #observed = new Set();
  #readAt = 0;

  constructor() {
    super(new Service(BASE), "desk", "insight");
    /** @type {{role: string, name: string, account_id: string | null, organization?: string | null}} */
    this.me = { role: "", name: "", account_id: null };
    this.choice = read(location.search);
    this.facts = new Facts(this.service);
    this.behind = new Behind(this);
    this.lessons = new Lessons(this);
    /** The panels that show their table. @type {Set<string>} */
    this.tables = new Set();
    /** Whether all problems are shown. */
    this.isAll = false;
    /** The machines that tickets are about, where the service tells. @type {string[]} */
    this.models = [];
    /** Whether the figures come by mail each week; null for whoever can have none. @type {boolean | null} */
    this.weekly = null;
    /** Whether people sign in here. */
    this.hasAccounts = false;
    /** The rule whose replay is asked about. @type {string | null} */
    this.replaying = null;
  }

  connectedCallback() {
    super.connectedCallback();
    this.facts.addEventListener("change", () => this.requestUpdate());
    window.addEventListener("popstate", () => this.#show());
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden && this.phase === "open" && Date.now() - this.#readAt > FRESH_MS) void this.again();
    });
    this.addEventListener("click", (event) => this.#follow(event));
    listenToMarks(this);
    void this.begin();
  }

  render() {
    return this.words ? frameView(this) : undefined;
  }

  updated() {
    if (!this.words) return;
    document.title = `${this.words.say(`insight-${this.choice.view}`)} · ${this.words.say("insight-title")}`;
    for (const room of this.querySelectorAll("[data-room]")) {
      if (this.#observed.has(room)) continue;
      this.#observed.add(room);
      this.#observer.observe(room);
    }
    // One mark of each picture is reached by Tab, the others from there by arrows.
    for (const plot of this.querySelectorAll("svg.plot")) {
      if (!plot.querySelector('a[tabindex="0"]')) plot.querySelector("a[data-here]")?.setAttribute("tabindex", "0");
    }
  }

  async enter() {
    try {
      const ways = await this.service.ways();
      this.hasAccounts = ways.sign_in;
      if (ways.sign_in && !ways.signed_in) this.phase = "out";
      else {
        [this.me] = await Promise.all([this.service.me(), this.service.learn()]);
        this.phase = "open";
      }
    } catch {
      this.phase = "failed";
    }
    this.requestUpdate();
    if (this.phase !== "open") return;
    this.arrive();
    void this.#learnModels();
    void this.#learnWeekly();
    await this.#show();
  }

  /** What the filter by machine model offers. Without it the page does all else. */
  async #learnModels() {
    this.models = await this.service.models().catch(() => []);
    this.requestUpdate();
  }

  async #learnWeekly() {
    if (!this.isLead || !this.me.account_id || !this.service.has("desk/report-mail")) return;
    this.weekly = await this.service.weekly().then(({ weekly }) => weekly, () => null);
    this.requestUpdate();
  }

  /** Has the figures sent to whoever is here each week, or not any more. @param {boolean} weekly */
  async chooseWeekly(weekly) {
    try {
      ({ weekly: this.weekly } = await this.service.setWeekly(weekly));
    } catch {
      return this.say("problem-unreachable");
    }
    this.say(this.weekly ? "insight-weekly_on" : "insight-weekly_off");
  }

  /** The views that this service has figures for. */
  get views() {
    /** @type {Record<string, string[]>} */
    const needed = { knowledge: ["analytics/gaps", "expert-knowledge"], mail: ["analytics/mail"] };
    return VIEWS.filter((view) => needed[view]?.some(this.service.has) ?? true);
  }

  get isLead() {
    return LEADS.includes(this.me.role);
  }

  /** The organization's time zone, as soon as it is known. @returns {string | undefined} */
  get zone() {
    return this.facts.of("overview")?.data?.time_zone;
  }

  // Where one is

  /** The address of the page with a change. @param {Partial<Choice>} change */
  address = (change) => write({ ...this.choice, mark: null, ...change });

  /** @param {Partial<Choice>} change */
  go = (change) => this.#goTo(new URL(this.address(change), BASE));

  /** @param {URL} url */
  #goTo(url) {
    history.pushState(null, "", url);
    void this.#show();
  }

  /** Shows what the address says. */
  async #show() {
    const before = this.choice;
    this.choice = read(location.search);
    if (this.phase === "open" && !this.views.includes(this.choice.view)) this.choice.view = "overview";
    hideTip();
    this.requestUpdate();
    if (this.phase !== "open") return;
    this.behind.show(this.choice);
    if (before.view !== this.choice.view) this.say(`insight-${this.choice.view}`);
    void this.showCurrent(".views");
    await this.#load();
  }

  async #load() {
    const wanted = needs(this);
    this.facts.keep(Object.keys(wanted));
    this.#readAt = Date.now();
    await this.facts.want(wanted);
    // Whoever may not read one figure may read none.
    if (this.facts.of("overview")?.problem?.status === 403) this.phase = "stranger";
    if (this.facts.of("overview")?.problem?.status === 401) this.phase = "out";
    this.requestUpdate();
  }

  /** Reads all figures anew. */
  async again() {
    this.#readAt = Date.now();
    await this.facts.again();
    this.say("insight-read");
  }

  /** Links that stay on the page are followed without loading it. @param {MouseEvent} event */
  #follow(event) {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    const link = /** @type {Element} */ (event.target).closest("a[data-here]");
    const to = link?.getAttribute("href");
    if (!to) return;
    event.preventDefault();
    this.#goTo(new URL(to, BASE));
  }

  // What is shown how

  /** @param {string} panel */
  roomOf = (panel) => this.#rooms.get(panel) ?? USUAL_ROOM;

  /** @param {ResizeObserverEntry[]} entries */
  #measured(entries) {
    let isNew = false;
    for (const { target, contentRect } of entries) {
      const panel = /** @type {HTMLElement} */ (target).dataset.room ?? "";
      const width = Math.floor(contentRect.width);
      if (width === 0 || this.#rooms.get(panel) === width) continue;
      this.#rooms.set(panel, width);
      isNew = true;
    }
    if (isNew) this.requestUpdate();
  }

  /** Shows the table of a panel, or its picture again. @param {string} panel */
  turn(panel) {
    if (!this.tables.delete(panel)) this.tables.add(panel);
    this.requestUpdate();
  }

  showAll() {
    this.isAll = true;
    this.requestUpdate();
  }

  /** Hands out the picture of a panel as a file. @param {string} panel @param {string} title @param {"svg" | "png"} kind */
  async keep(panel, title, kind) {
    const plots = /** @type {SVGSVGElement[]} */ ([...this.querySelectorAll(`#${panel} svg.plot`)]);
    const isKept = await save(plots, title, `handover-${panel}`, kind).catch(() => false);
    this.say(isKept ? "insight-kept" : "insight-not_kept");
  }
}

customElements.define("handover-insight", HandoverInsight);
