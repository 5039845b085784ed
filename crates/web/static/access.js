// @ts-check
// Speaks to the service about who somebody is. What vouches for a person is a cookie that no script can read.

/**
 * @typedef {{role: string, name: string, email: string | null}} Myself
 * @typedef {{sign_in: boolean, visitors: boolean, signed_in: boolean, reset_by_mail: boolean, provider: string | null}} Ways
 * @typedef {{purpose: "invite" | "reset", email: string, name: string}} LinkOwner
 */

const PATIENCE_MS = 20_000;

/** Why the service did not do it. */
export class Refused extends Error {
  /**
   * @param {string} kind the last part of the problem's type; "unreachable" without an answer
   * @param {string} [field] the field that could not be accepted
   * @param {number} [seconds] how long to wait before trying again
   */
  constructor(kind, field = "", seconds = 0) {
    super(kind);
    this.kind = kind;
    this.field = field;
    this.seconds = seconds;
  }
}

/**
 * @param {"GET" | "POST"} method
 * @param {string} path
 * @param {object} [body]
 * @returns {Promise<any>}
 */
async function request(method, path, body) {
  /** @type {Record<string, string>} */
  const headers = { Accept: "application/json" };
  if (method === "POST") {
    headers["Content-Type"] = "application/json";
    // No page of another site can send this.
    headers["X-Handover-Request"] = "1";
  }
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), PATIENCE_MS);
  let response, answer;
  try {
    const url = new URL(`api/auth/${path}`, document.baseURI);
    const content = method === "POST" ? JSON.stringify(body ?? {}) : undefined;
    response = await fetch(url, { method, headers, body: content, signal: stop.signal });
    answer = response.status === 204 ? null : await response.json();
  } catch {
    throw new Refused("unreachable");
  } finally {
    clearTimeout(timer);
  }
  if (response.ok) return answer;
  const kind = String(answer?.type ?? "").replace(/.*\//, "") || "internal";
  const field = String(answer?.errors?.[0]?.pointer ?? "").slice(1);
  throw new Refused(kind, field, Number(response.headers.get("Retry-After") ?? 0));
}

/** @type {() => Promise<Ways>} */
export const ways = () => request("GET", "ways");

/** @type {() => Promise<Myself>} */
export const me = () => request("GET", "me");

/** @type {(email: string, password: string) => Promise<Myself>} */
export const signIn = (email, password) => request("POST", "sign-in", { email, password });

export const signOut = () => request("POST", "sign-out");

export const signOutEverywhere = () => request("POST", "sign-out-everywhere");

/** @type {(email: string) => Promise<unknown>} */
export const askForReset = (email) => request("POST", "reset", { email });

/** @type {(token: string) => Promise<LinkOwner>} */
export const ownerOfLink = (token) => request("POST", "link", { token });

/** @type {(token: string, password: string) => Promise<null>} */
export const useLink = (token, password) => request("POST", "link/password", { token, password });

/** @type {(current: string, next: string) => Promise<Myself>} */
export const changePassword = (current, next) =>
  request("POST", "password", { current_password: current, new_password: next });
