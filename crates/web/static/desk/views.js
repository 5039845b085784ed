// @ts-check
// The views that were kept: a name for a filter, one's own or everybody's.
import { readFilter, writeFilter } from "./filter.js";

/** @typedef {import("./wire.js").SavedView} SavedView */
/** @typedef {import("./filter.js").Filter} Filter */

const ROUTE = "desk/views";

export class Views {
  /** @type {SavedView[]} */
  all = [];

  /** @param {import("./service.js").Service} service @param {() => void} changed */
  constructor(service, changed) {
    this.service = service;
    this.changed = changed;
  }

  get isOffered() {
    return this.service.has(ROUTE);
  }

  /** Without them the desk works as well: a failure leaves those that are known. */
  async load() {
    if (!this.isOffered) return;
    this.all = await this.service.views().catch(() => this.all);
    this.changed();
  }

  /** @param {string} name @param {Filter} filter @param {boolean} shared */
  async keep(name, filter, shared) {
    await this.service.keepView({ name, query: String(writeFilter(filter)), shared });
    await this.load();
  }

  /** Lets colleagues have a view, or no more. @param {SavedView} view @param {boolean} shared */
  async share({ id, name, query }, shared) {
    await this.service.changeView(id, { name, query, shared });
    await this.load();
  }

  /** @param {SavedView} view */
  async drop({ id }) {
    await this.service.dropView(id);
    await this.load();
  }
}

/** @param {Pick<SavedView, "query">} view */
export const filterOf = ({ query }) => readFilter(new URLSearchParams(query));
