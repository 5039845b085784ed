// @ts-check
// The routes that the desk uses, one function for each.
import { Client, Problem } from "../widget/client.js";

/** @typedef {import("./wire.js").Ticket} Ticket */
/** @typedef {import("./wire.js").TicketFile} TicketFile */
/** @typedef {{view: string, status: string, priority: string}} Filter */

export class Service {
  /** @type {Set<string>} */
  #routes = new Set();

  /** @param {URL} base ends in a slash */
  constructor(base) {
    // The cookie of a login says who is asking.
    this.client = new Client(base, async () => null, () => null);
  }

  /** @returns {Promise<import("./wire.js").Ways>} */
  ways = () => this.client.ask("GET", "auth/ways");
  /** @returns {Promise<import("./wire.js").Myself>} */
  me = () => this.client.ask("GET", "auth/me");
  /** Finds out which routes this service has: what it cannot do is neither asked nor offered. */
  async learn() {
    const response = await fetch(new URL("openapi.json", this.client.base));
    const { paths } = await response.json();
    // Without the beginning that all have.
    this.#routes = new Set(Object.keys(paths).map((path) => path.split("/").slice(3).join("/")));
  }
  /** @param {string} route as the description of the API names it, without its beginning */
  has = (route) => this.#routes.has(route);
  signOut = () => this.client.ask("POST", "auth/sign-out", { body: {} });

  /**
   * @param {Record<string, string>} filter
   * @param {number} limit
   * @param {string | null} cursor
   * @returns {Promise<{tickets: Ticket[], next_cursor: string | null}>}
   */
  list(filter, limit, cursor) {
    const query = new URLSearchParams({ ...filter, limit: String(limit) });
    if (cursor) query.set("cursor", cursor);
    return this.client.ask("GET", `ai/tickets?${query}`);
  }

  /** @param {string} ticket its id or number @returns {Promise<TicketFile>} */
  file = (ticket) => this.client.ask("GET", `ai/tickets/${encodeURIComponent(ticket)}`);
  /** @param {string} ticket @param {object} body @returns {Promise<TicketFile>} */
  change = (ticket, body) => this.client.ask("PATCH", `ai/tickets/${ticket}`, { body });
  /**
   * @param {"take" | "messages" | "notes" | "hand-back"} deed
   * @param {string} ticket
   * @param {object} body
   * @returns {Promise<TicketFile>}
   */
  act = (deed, ticket, body) => this.client.ask("POST", `ai/tickets/${ticket}/${deed}`, { body });
  /** @param {string} ticket @returns {Promise<import("./wire.js").Mails>} */
  mails = (ticket) => this.client.ask("GET", `ai/tickets/${ticket}/notifications`);

  /** @param {string} id @returns {Promise<import("./wire.js").Session>} */
  session = (id) => this.client.ask("GET", `ai/sessions/${id}`);
  /** @param {string} id @returns {Promise<{messages: import("./wire.js").Message[], total_messages: number}>} */
  history = (id) => this.client.ask("GET", `ai/sessions/${id}/history?limit=1000`);
  /** @param {string} id @returns {Promise<import("./wire.js").Trigger[]>} */
  triggers = (id) => this.client.ask("GET", `ai/sessions/${id}/escalation-history`);
  /** @param {import("./wire.js").Citation} citation @returns {Promise<import("./wire.js").Passage>} */
  passage({ document, passage }) {
    return this.client.ask("GET", `ai/knowledge/passage?${new URLSearchParams({ document, passage: String(passage) })}`);
  }

  /** @param {string} id */
  async typing(id) {
    if (!this.has("sessions/{session_id}/typing")) throw new Problem("refused", { status: 404 });
    return this.client.ask("POST", `ai/sessions/${id}/typing`, { body: { typing: true, as: "expert" } });
  }

  /** @param {string} id @param {number} after @param {AbortSignal} signal */
  sessionEvents = (id, after, signal) => this.client.stream("GET", `ai/sessions/${id}/events?as=expert`, { after, signal });

  /** @param {AbortSignal} signal */
  async *queueEvents(signal) {
    if (!this.has("tickets/events")) throw new Problem("refused", { status: 404 });
    yield* this.client.stream("GET", "ai/tickets/events", { signal });
  }
}
