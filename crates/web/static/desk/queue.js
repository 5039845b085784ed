// @ts-check
// The list of tickets: which ones, in pages, kept current by the queue's events or by asking now and then.
import { Problem } from "../widget/client.js";
import { askFor, everything, fits, narrowed, order } from "./filter.js";
import { follow } from "./stream.js";

/** @typedef {import("./wire.js").Ticket} Ticket */
/** @typedef {import("./wire.js").Counts} Counts */
/** @typedef {import("./wire.js").Facets} Facets */
/** @typedef {import("./filter.js").Filter} Filter */

const PAGE = 50;
const MOST = 200;
const OVER = ["resolved", "closed"];
/** Many changes at once are counted once. */
const RECOUNT_MS = 1_000;

/**
 * Tells `change` when something is to be drawn anew, `arrived` (`detail`: the ticket) when one came in, `typing` and
 * `availability`.
 */
export class Queue extends EventTarget {
  filter = everything("open");
  /** @type {"loading" | "ready" | "failed"} */
  phase = "loading";
  /** @type {Problem | null} */
  problem = null;
  isOnline = true;
  isLoadingMore = false;
  /** Whether what is shown is that of the filter before. */
  isStale = false;
  /** @type {Counts | null} */
  counts = null;
  /** How many there are of what is asked for, and of each kind. @type {Facets | null} */
  facets = null;
  /** Whom tickets were given to, as far as seen: ids and names. @type {Map<string, string>} */
  experts = new Map();
  /** What is shown, in its order. @type {Ticket[]} */
  rows = [];
  /** @type {string | null} */
  #cursor = null;
  /** All tickets in work and open, while the service tells of all of them. @type {Map<string, Ticket> | null} */
  #board = null;
  #stop = new AbortController();
  /** Tells the answers to an older question from those to the newest. */
  #asked = 0;
  /** What was told while a list was on its way, which may be older. @type {Map<string, Ticket> | null} */
  #told = null;
  #recountTimer = 0;
  #isCounting = false;

  /** @param {import("./service.js").Service} service */
  constructor(service) {
    super();
    this.service = service;
    /** Who "mine" is about; empty when nobody is known. */
    this.me = "";
    /** Whether the service knows by itself who that is. */
    this.isAccount = false;
  }

  begin() {
    void follow(
      {
        open: (signal) => this.service.queueEvents(signal),
        tell: (event) => this.#tell(event),
        poll: () => this.refresh(),
        online: (is) => this.#online(is),
      },
      this.#stop.signal,
    );
  }

  end() {
    this.#stop.abort();
  }

  /** @param {Filter} filter */
  async show(filter) {
    const isOther = filter.view !== this.filter.view || this.phase !== "ready";
    this.filter = filter;
    this.isStale = !isOther;
    if (isOther) {
      this.rows = [];
      this.phase = "loading";
    }
    this.#cursor = null;
    this.facets = null;
    this.#changed();
    void this.#count();
    await this.refresh(PAGE).catch(() => {});
  }

  /** Whether there are further pages. */
  get hasMore() {
    return this.#cursor !== null;
  }

  /** How many wait for an expert; null when that is not known. */
  get waiting() {
    return this.counts?.open ?? null;
  }

  get hasUrgent() {
    const seen = this.#board ? [...this.#board.values()] : this.rows;
    return seen.some((one) => one.status === "open" && one.priority === "urgent");
  }

  async more() {
    if (!this.#cursor || this.isLoadingMore) return;
    this.isLoadingMore = true;
    this.#changed();
    const asked = this.#asked;
    try {
      const page = await this.service.list(this.#query, PAGE, this.#cursor);
      if (asked !== this.#asked) return;
      const known = new Set(this.rows.map((one) => one.id));
      this.rows = [...this.rows, ...page.tickets.filter((one) => !known.has(one.id))];
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
    this.#told?.set(ticket.id, ticket);
    if (OVER.includes(ticket.status)) this.#board?.delete(ticket.id);
    else this.#board?.set(ticket.id, ticket);
    this.#place(ticket);
    this.#changed();
    clearTimeout(this.#recountTimer);
    this.#recountTimer = setTimeout(() => void this.#count(), RECOUNT_MS);
  }

  /** Puts a ticket where it belongs in what is shown, or takes it out. @param {Ticket} told */
  #place(told) {
    const index = this.rows.findIndex((one) => one.id === told.id);
    const before = this.rows[index];
    const ticket = before ? { ...before, ...told } : told;
    const compare = order(this.filter);
    if (this.filter.q || !compare) {
      // Why it was found is still true, and nobody but the service knows where another would stand.
      if (before) this.rows = this.rows.with(index, ticket);
      return;
    }
    const others = this.rows.filter((one) => one.id !== ticket.id);
    const last = others.at(-1);
    const isInside = !this.#cursor || !last || compare(ticket, last) < 0;
    const isShown = fits(this.filter, ticket, this.me) && isInside;
    this.rows = isShown ? [...others, ticket].sort(compare) : others;
  }

  /** @param {Ticket} told */
  #catchUp(told) {
    const read = this.rows.find((one) => one.id === told.id);
    if (!read || read.version <= told.version) this.#place(told);
  }

  get #query() {
    return askFor(this.filter, this);
  }

  /** Nobody is known whose tickets these were. */
  get #isNobodys() {
    return this.filter.view === "mine" && !this.me && !this.isAccount;
  }

  /** Reads anew as much as is shown. @param {number} [limit] */
  async refresh(limit = Math.min(MOST, Math.max(PAGE, this.rows.length))) {
    const asked = ++this.#asked;
    if (this.#isNobodys) {
      this.rows = [];
      return this.#ready();
    }
    try {
      this.#told = new Map();
      const page = await this.service.list(this.#query, limit, null);
      if (asked !== this.#asked) return;
      const before = new Set(this.rows.map((one) => one.id));
      if (this.phase === "ready" && !this.isStale && !this.#board) this.#announce(page.tickets.filter((one) => !before.has(one.id)));
      const rest = this.isStale ? [] : this.rows.slice(limit);
      this.rows = [...page.tickets, ...rest];
      if (rest.length === 0) this.#cursor = page.next_cursor;
      this.#learn(page.tickets);
      for (const told of this.#told?.values() ?? []) this.#catchUp(told);
      this.#told = null;
      this.#ready();
    } catch (error) {
      if (asked !== this.#asked) return;
      this.problem = problemOf(error);
      if (this.phase === "loading" || this.isStale) this.phase = "failed";
      this.isStale = false;
      this.#changed();
      throw error;
    }
  }

  /** Everything that can be filtered by is shown with its numbers, or no more. @param {boolean} is */
  showCounts(is) {
    this.#isCounting = is;
    if (is) void this.#count();
  }

  /** Numbers are a help, no more: where they cannot be had there are none. */
  async #count() {
    clearTimeout(this.#recountTimer);
    const isShown = this.#isCounting || this.filter.q || narrowed(this.filter);
    if (!isShown || !this.service.has("tickets/counts") || this.#isNobodys) return;
    const { filter } = this;
    const facets = await this.service.facets(this.#query).catch(() => null);
    if (filter !== this.filter || !facets) return;
    this.facets = facets;
    for (const { value, name } of facets.by.assigned_expert_id ?? []) if (name) this.experts.set(value, name);
    this.#changed();
  }

  #ready() {
    this.phase = "ready";
    this.isStale = false;
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
      void this.refresh().catch(() => {});
    }
    if (event === "ticket") {
      if (data.counts) this.counts = data.counts;
      this.put(data.ticket);
      if (data.change?.includes("opened")) this.#announce([data.ticket]);
      else if (data.change?.includes("priority_changed") && data.ticket.priority === "urgent") this.#announce([data.ticket]);
    }
    if (event === "typing" || event === "availability") this.dispatchEvent(new CustomEvent(event, { detail: data }));
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
