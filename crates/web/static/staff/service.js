// @ts-check
// The routes that all pages of those who work here use, and what the service can do at all.
import { Client } from "../widget/client.js";

/** @typedef {{sign_in: boolean, signed_in: boolean}} Ways */
/**
 * @typedef {{role: string, name: string, account_id: string | null, organization?: string | null, email: string | null, contact_id?: string | null,
 *   expert_id?: string | null, available?: boolean | null}} Myself
 */

export class StaffService {
  /** What can be asked: the routes with what they may be given in the address. @type {Map<string, string[]>} */
  #routes = new Map();

  /** @param {URL} base ends in a slash */
  constructor(base) {
    // The cookie of a login says who is asking.
    this.client = new Client(base, async () => null, () => null);
  }

  /** @returns {Promise<Ways>} */
  ways = () => this.client.ask("GET", "auth/ways");
  /** @returns {Promise<Myself>} */
  me = () => this.client.ask("GET", "auth/me");
  signOut = () => this.client.ask("POST", "auth/sign-out", { body: {} });

  /** Finds out which routes this service has: what it cannot do is neither asked nor offered. */
  async learn() {
    const response = await fetch(new URL("openapi.json", this.client.base));
    const { paths } = await response.json();
    // Without the beginning that all have.
    const routes = Object.entries(paths).map(([path, { get }]) => {
      const names = (get?.parameters ?? []).map((/** @type {{name: string}} */ one) => one.name);
      return /** @type {[string, string[]]} */ ([path.split("/").slice(3).join("/"), names]);
    });
    this.#routes = new Map(routes);
  }

  /** @param {string} route as the description of the API names it, without its beginning */
  has = (route) => this.#routes.has(route);

  /** Whether a route that is read may be given a parameter. @param {string} route @param {string} parameter */
  takes = (route, parameter) => this.#routes.get(route)?.includes(parameter) ?? false;
}
