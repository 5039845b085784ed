// @ts-check
// The routes that the page of insight uses, one function for each.
import { StaffService } from "../staff/service.js";
import { asked } from "./address.js";

/** @typedef {import("./address.js").Choice} Choice */
/** @typedef {import("./wire.js").Lesson} Lesson */

export class Service extends StaffService {
  /** The machine models that tickets are about, the most frequent first. @returns {Promise<string[]>} */
  async models() {
    if (!this.has("tickets/counts")) return [];
    /** @type {{by: {machine_model?: {value: string}[]}}} */
    const { by } = await this.client.ask("GET", "ai/tickets/counts");
    return (by.machine_model ?? []).map(({ value }) => value);
  }
  /** Whether the figures are sent to whoever is here each week. @returns {Promise<{weekly: boolean}>} */
  weekly = () => this.client.ask("GET", "ai/desk/report-mail");
  /** @param {boolean} weekly @returns {Promise<{weekly: boolean}>} */
  setWeekly = (weekly) => this.client.ask("PUT", "ai/desk/report-mail", { body: { weekly } });

  /**
   * Where the figures of a view are.
   * @param {string} route below `analytics/`
   * @param {Choice} choice
   * @param {Record<string, string>} [more]
   */
  path(route, choice, more = {}) {
    const query = new URLSearchParams(Object.entries({ ...asked(choice), ...more }).map(([key, value]) => [key, String(value)]));
    return `ai/analytics/${route}?${query}`;
  }

  /** @param {string} path @param {AbortSignal} [signal] @returns {Promise<any>} */
  read = (path, signal) => this.client.ask("GET", path, { signal });

  /** The same figures as a file. @param {string} path */
  table(path) {
    const url = new URL(`api/${path}`, this.client.base);
    url.searchParams.set("format", "csv");
    return url.href;
  }

  /** @param {string} session @returns {Promise<{messages: {message_id: string, sender: string, content: string, timestamp: string, author?: string | null}[]}>} */
  history = (session) => this.client.ask("GET", `ai/sessions/${session}/history?limit=1000`);
  /** @param {string} gap @param {ReturnType<typeof asked>} body what was looked at when the gap was seen @returns {Promise<Lesson>} */
  draft = (gap, body) => this.client.ask("POST", `ai/analytics/gaps/${encodeURIComponent(gap)}/draft`, { body });
  /** @param {string} id @param {object} body @returns {Promise<Lesson>} */
  changeLesson = (id, body) => this.client.ask("PATCH", `ai/expert-knowledge/${id}`, { body });
  /** @param {string} id */
  forgetLesson = (id) => this.client.ask("DELETE", `ai/expert-knowledge/${id}`);
  /** @param {string} id @returns {Promise<import("./wire.js").Effect>} */
  effect = (id) => this.client.ask("GET", `ai/analytics/effect?knowledge_id=${encodeURIComponent(id)}`);
}
