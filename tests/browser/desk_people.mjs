// Those who meet at the desk: experts with an account, each in a browser of their own, and a user who asks for one; and
// the parts of the desk that they look at.
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { watchedPage } from "./chromium.mjs";

/** Everybody's. */
export const PASSWORD = "a long walk along the quay";

/** A ticket in the queue. */
export const row = (page, number) => page.locator(`[data-row="${number}"]`);
/** A part of the ticket that is open. */
export const card = (page, title) => page.getByRole("region", { name: title, exact: true });
/** Waits until the keyboard is there: at one of the parts with those ids, or the rows of those tickets. */
export const focusOn = (page, ...places) => page.waitForFunction((places) => [document.activeElement?.id, document.activeElement?.dataset.row].some((one) => places.includes(one)), places);

/** Who was invited to which house already. @type {WeakMap<object, Set<string>>} */
const invited = new WeakMap();

/** An expert who is signed in, in a fresh browser context. */
export async function expert(browser, house, name, { role = "expert", email = `${name.split(" ")[0].toLowerCase()}@support.example`, ...options } = {}) {
  const { origin, run } = house;
  const known = invited.get(house) ?? new Set();
  const isNew = !known.has(email);
  invited.set(house, known.add(email));
  const link = isNew ? run("user", "invite", email, "--name", name, "--role", role, "--language", "en").match(/#link=(\S+)/)[1] : null;
  const { page, wrong } = await watchedPage(browser, origin, { viewport: { width: 1440, height: 900 }, ...options });
  page.setDefaultTimeout(20_000);
  await page.goto(`${origin}/account.html`);
  const statuses = await page.evaluate(
    async ({ link, email, password }) => {
      const post = async (path, body) => {
        const headers = { "Content-Type": "application/json", "X-Handover-Request": "1" };
        return (await fetch(`api/auth/${path}`, { method: "POST", headers, body: JSON.stringify(body) })).status;
      };
      const chosen = link ? [await post("link/password", { token: link, password })] : [];
      return [...chosen, await post("sign-in", { email, password })];
    },
    { link, email, password: PASSWORD },
  );
  assert.ok(statuses.every((status) => status < 300), `${name} cannot sign in: ${statuses}`);
  return { page, wrong };
}

/** A visitor who talks to the service without a browser. */
export function visitor(origin, language = "en") {
  const capability = `hov_${randomBytes(32).toString("hex")}`;
  let session = null;
  const ask = async (method, path, body) => {
    const headers = { "Content-Type": "application/json", "X-Handover-Visitor": capability };
    const response = await fetch(`${origin}/api/ai/${path}`, { method, headers, body: body && JSON.stringify(body) });
    const text = await response.text();
    assert.ok(response.ok, `${method} ${path}: ${response.status} ${text}`);
    return text ? JSON.parse(text) : null;
  };
  const begin = async () => (session ??= (await ask("POST", "sessions", { language })).session_id);
  return {
    say: async (message) => ask("POST", "chat", { message, language, session_id: await begin() }),
    escalate: async (priority, notes = null) => {
      const body = { escalation_reason: "user_request", priority, additional_notes: notes };
      return (await ask("POST", `sessions/${await begin()}/escalate`, body)).ticket_number;
    },
    history: async () => (await ask("GET", `sessions/${await begin()}/history`)).messages,
  };
}

/** A program that acts for the users of the host, with a key of its own. */
export function hostSystem({ origin, run }) {
  const key = run("key", "add", "host", "--scope", "chat,sessions,tickets,profiles").match(/hok_\S+/)[0];
  return async (method, path, body) => {
    const headers = { "Content-Type": "application/json", Authorization: `Bearer ${key}` };
    const response = await fetch(`${origin}/api/ai/${path}`, { method, headers, body: body && JSON.stringify(body) });
    const text = await response.text();
    assert.ok(response.ok, `${method} ${path}: ${response.status} ${text}`);
    return text ? JSON.parse(text) : null;
  };
}
