// @ts-check
// The list of tickets: which ones, in pages, kept current by the queue's events or by asking now and then.
import { Problem } from "../widget/client.js";
import { follow } from "./stream.js";

/** @typedef {import("./wire.js").Ticket} Ticket */
/** @typedef {import("./wire.js").Counts} Counts */
/** @typedef {{view: string, status: string, priority: string}} Filter */

export const VIEWS = ["mine", "open", "all"];
const PAGE = 50;
const MOST = 200;
const OVER = ["resolved", "closed"];
const URGENCY = ["urgent", "high", "medium", "low"];

/**
 * Tells `change` when something is to be drawn anew, `arrived` (`detail`: the ticket) when one came in, and `typing`.
 */
export class Queue extends EventTarget {
  /** @type {Filter} */
  filter = { view: "open", status: "", priority: "" };
  /** @type {"loading" | "ready" | "failed"} */
  phase = "loading";
  /** @type {Problem | null} */
  problem = null;
  isOnline = true;
  isLoadingMore = false;
  /** @type {Counts | null} */
  counts = null;
  /** Whom tickets were given to, as far as seen: ids and names. @type {Map<string, string>} */
  experts = new Map();
  /** The pages of the filter that were read, newest ticket first. @type {Ticket[]} */
  #pages = [];
  /** @type {string | null} */
  #cursor = null;
  /** All tickets in work and open, while the service tells of all of them. @type {Map<string, Ticket> | null} */
  #board = null;
  #stop = new AbortController();
  /** Tells the answers to an older question from those to the newest. */
  #asked = 0;

  /** @param {import("./service.js").Service} service */
  constructor(service) {
    super();
    this.service = service;
    /** Who "mine" is about; empty when nobody is known. */
    this.me = "";
  }

  begin() {
    void follow(
      {
        open: (signal) => this.service.queueEvents(signal),
        tell: (event) => this.#tell(event),
        poll: () => this.#refresh(),
        online: (is) => this.#online(is),
      },
      this.#stop.signal,
    );
  }

  end() {
    this.#stop.abort();
  }

  /** @param {Partial<Filter>} filter */
  async show(filter) {
    this.filter = { ...this.filter, ...filter };
    if (this.filter.view === "open") this.filter.status = "";
    this.#pages = [];
    this.#cursor = null;
    this.phase = "loading";
    await this.#refresh().catch(() => {});
  }

  /** What is shown, in its order. */
  get rows() {
    const board = this.#shownBoard;
    if (!board) return this.#pages;
    return [...board.values()].filter((one) => this.#fits(one)).sort(moreUrgent);
  }

  /** Whether there are further pages. */
  get hasMore() {
    return !this.#shownBoard && this.#cursor !== null;
  }

  /** The board, where it has all that is asked for: nothing that is over is on it. */
  get #shownBoard() {
    const { view, status } = this.filter;
    return view === "all" || OVER.includes(status) ? null : this.#board;
  }

  /** How many wait for an expert; null when that is not known. */
  get waiting() {
    return this.counts?.open ?? null;
  }

  get hasUrgent() {
    const seen = this.#board ? [...this.#board.values()] : this.#pages;
    return seen.some((one) => one.status === "open" && one.priority === "urgent");
  }

  async more() {
    if (!this.#cursor || this.isLoadingMore) return;
    this.isLoadingMore = true;
    this.#changed();
    const asked = this.#asked;
    try {
      const page = await this.service.list(this.#query(), PAGE, this.#cursor);
      if (asked !== this.#asked) return;
      const known = new Set(this.#pages.map((one) => one.id));
      this.#pages = [...this.#pages, ...page.tickets.filter((one) => !known.has(one.id))];
      this.#cursor = page.next_cursor;
      this.#learn(page.tickets);
    } catch (error) {
      this.problem = problemOf(error);
    } finally {
      this.isLoadingMore = false;
      this.#changed();
    }
  }

  /** A ticket as it is now, from wherever it is known. @param {Ticket} ticket */
  put(ticket) {
    this.#learn([ticket]);
    if (OVER.includes(ticket.status)) this.#board?.delete(ticket.id);
    else this.#board?.set(ticket.id, ticket);
    const others = this.#pages.filter((one) => one.id !== ticket.id);
    const last = others.at(-1);
    const isInside = !this.#cursor || !last || last.created_at <= ticket.created_at;
    this.#pages = this.#fits(ticket) && isInside ? [...others, ticket].sort(newer) : others;
    this.#changed();
  }

  #query() {
    const { view, status, priority } = this.filter;
    /** @type {Record<string, string>} */
    const query = {};
    if (view === "mine") query.assigned_expert_id = this.me;
    if (view === "open" || status) query.status = view === "open" ? "open" : status;
    if (priority) query.priority = priority;
    return query;
  }

  /** @param {Ticket} ticket */
  #fits({ status, priority, assigned_expert_id: expert }) {
    const { filter } = this;
    if (filter.view === "mine" && expert !== this.me) return false;
    if (filter.view === "open" && status !== "open") return false;
    return (!filter.status || filter.status === status) && (!filter.priority || filter.priority === priority);
  }

  /** Reads anew as much as is shown. */
  async #refresh() {
    const asked = ++this.#asked;
    if (this.filter.view === "mine" && !this.me) return this.#ready();
    try {
      const limit = Math.min(MOST, Math.max(PAGE, this.#pages.length));
      const page = await this.service.list(this.#query(), limit, null);
      if (asked !== this.#asked) return;
      const before = new Set(this.#pages.map((one) => one.id));
      if (this.phase === "ready" && !this.#board) this.#announce(page.tickets.filter((one) => !before.has(one.id)));
      const rest = this.#pages.slice(MOST);
      this.#pages = [...page.tickets, ...rest];
      if (rest.length === 0) this.#cursor = page.next_cursor;
      this.#learn(page.tickets);
      this.#ready();
    } catch (error) {
      if (asked !== this.#asked) return;
      this.problem = problemOf(error);
      if (this.phase === "loading") this.phase = "failed";
      this.#changed();
      throw error;
    }
  }

  #ready() {
    this.phase = "ready";
    this.problem = null;
    this.#changed();
  }

  /** @param {Ticket[]} tickets */
  #announce(tickets) {
    for (const detail of tickets.filter((one) => one.status === "open")) this.dispatchEvent(new CustomEvent("arrived", { detail }));
  }

  /** @param {import("../widget/client.js").Event} event */
  #tell({ event, data }) {
    if (event === "snapshot") {
      this.counts = data.counts;
      const { open, in_progress: taken, waiting_on_user: waiting } = data.counts;
      // Part of them would look like all of them.
      const isWhole = open + taken + waiting <= data.tickets.length;
      this.#board = isWhole ? new Map(data.tickets.map((/** @type {Ticket} */ one) => [one.id, one])) : null;
      this.#learn(data.tickets);
      this.#changed();
      // What was missed while nobody told.
      void this.#refresh().catch(() => {});
    }
    if (event === "ticket") {
      if (data.counts) this.counts = data.counts;
      this.put(data.ticket);
      if (data.change?.includes("opened")) this.#announce([data.ticket]);
      else if (data.change?.includes("priority_changed") && data.ticket.priority === "urgent") this.#announce([data.ticket]);
    }
    if (event === "typing") this.dispatchEvent(new CustomEvent("typing", { detail: data }));
  }

  /** @param {boolean} is */
  #online(is) {
    if (this.isOnline === is) return;
    this.isOnline = is;
    this.#changed();
  }

  /** @param {Ticket[]} tickets */
  #learn(tickets) {
    for (const { assigned_expert_id: id, assigned_expert_name: name } of tickets) if (id) this.experts.set(id, name ?? id);
  }

  #changed() {
    this.dispatchEvent(new Event("change"));
  }
}

/** @param {unknown} error */
const problemOf = (error) => (error instanceof Problem ? error : new Problem("refused"));

/** @param {Ticket} a @param {Ticket} b */
const newer = (a, b) => (a.created_at < b.created_at ? 1 : a.created_at > b.created_at ? -1 : a.id < b.id ? 1 : -1);

/** The most urgent first, then who waits longest. @param {Ticket} a @param {Ticket} b */
const moreUrgent = (a, b) => URGENCY.indexOf(a.priority) - URGENCY.indexOf(b.priority) || -newer(a, b);
