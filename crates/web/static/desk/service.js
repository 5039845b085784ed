// @ts-check
// The routes that the desk uses, one function for each.
import { StaffService } from "../staff/service.js";
import { Problem } from "../widget/client.js";

/** @typedef {import("./wire.js").Ticket} Ticket */
/** @typedef {import("./wire.js").TicketFile} TicketFile */
/** @typedef {import("./wire.js").FacetCount} FacetCount */

export class Service extends StaffService {
  /** Whether tickets can be found by their words. */
  get canSearch() {
    return this.takes("tickets", "q");
  }

  /**
   * @param {URLSearchParams} filter
   * @param {number} limit
   * @param {string | null} cursor
   * @returns {Promise<{tickets: Ticket[], next_cursor: string | null}>}
   */
  list(filter, limit, cursor) {
    const query = new URLSearchParams(filter);
    query.set("limit", String(limit));
    if (cursor) query.set("cursor", cursor);
    return this.client.ask("GET", `ai/tickets?${query}`);
  }

  /** How many there are of each kind. @param {URLSearchParams} filter @returns {Promise<import("./wire.js").Facets>} */
  async facets(filter) {
    const query = new URLSearchParams(filter);
    query.delete("sort");
    const { total, by, capped = false } = await this.client.ask("GET", `ai/tickets/counts?${query}`);
    const lists = Object.entries(by).map(([facet, counts]) => [facet, countsOf(counts)]);
    return { total, capped, by: Object.fromEntries(lists) };
  }

  /** @returns {Promise<import("./wire.js").SavedView[]>} */
  views = async () => (await this.client.ask("GET", "ai/desk/views")).views;
  /** @param {object} body */
  keepView = (body) => this.client.ask("POST", "ai/desk/views", { body });
  /** @param {string} id @param {object} body */
  changeView = (id, body) => this.client.ask("PUT", `ai/desk/views/${id}`, { body });
  /** @param {string} id */
  dropView = (id) => this.client.ask("DELETE", `ai/desk/views/${id}`);

  /** @returns {Promise<import("./wire.js").Expert[]>} */
  experts = async () => (await this.client.ask("GET", "ai/experts")).experts;
  /** @returns {Promise<import("./wire.js").CannedAnswer[]>} */
  canned = async () => (await this.client.ask("GET", "ai/desk/canned-answers")).canned_answers;
  /** @param {object} body */
  setAvailable = (body) => this.client.ask("PUT", "ai/desk/availability", { body });

  /** A part of what leads set up. @param {string} what */
  setup = (what) => this.client.ask("GET", `ai/desk/${what}`);
  /** @param {string} what @param {object} body */
  makeSetup = (what, body) => this.client.ask("POST", `ai/desk/${what}`, { body });
  /** @param {string} what @param {object} body */
  changeSetup = (what, body) => this.client.ask("PUT", `ai/desk/${what}`, { body });
  /** @param {string} what */
  dropSetup = (what) => this.client.ask("DELETE", `ai/desk/${what}`);
  /** @param {{text: string, language: string}} body @returns {Promise<import("./wire.js").Judged>} */
  judge = (body) => this.client.ask("POST", "ai/judge", { body });

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

  /** @param {string} ticket @returns {Promise<import("./wire.js").Card | null>} */
  async card(ticket) {
    return this.has("tickets/{ticket}/card") ? this.client.ask("GET", `ai/tickets/${ticket}/card`) : null;
  }
  /** @param {string} ticket @param {object} body @returns {Promise<TicketFile>} the one that it went into */
  merge = (ticket, body) => this.client.ask("POST", `ai/tickets/${ticket}/merge`, { body });
  /** @param {string} session @param {string} message @param {string} language @returns {Promise<import("./wire.js").Translation>} */
  translate = (session, message, language) =>
    this.client.ask("POST", `ai/sessions/${session}/messages/${message}/translation`, { body: { language } });

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

/** Counts come by value, or as a list. @param {any} counts @returns {FacetCount[]} */
const countsOf = (counts) => (Array.isArray(counts) ? counts : Object.entries(counts).map(([value, count]) => ({ value, count: Number(count) })));
