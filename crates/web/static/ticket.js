// @ts-check
// A ticket, read by whoever has the link to it from a mail. Nothing can be done here but reading.
import { choices } from "./memory.js";
import { byId, find } from "./parts.js";
import * as strings from "./strings.js";

/** @typedef {{sender: string, author: string | null, content: string, timestamp: string}} Said */
/** @typedef {{name: string | null, organization_name: string | null}} User */
/** @typedef {{name: string | null, model: string | null, serial: string | null, hours: number | null, location: string | null}} Machine */
/**
 * @typedef {{ticket_number: string, status: string, priority: string, session_summary: string,
 *   additional_notes: string | null, resolution_notes: string | null, assigned_expert_name: string | null,
 *   user: User | null, machine: Machine | null, created_at: string, transcript: Said[], left_out: number, expires_at: string}} Ticket
 */

const languages = /** @type {HTMLSelectElement} */ (byId("language"));
const notice = byId("notice");

/** What is shown, to be said again in another language. @type {Ticket | null} */
let shown = null;

/**
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} name
 * @param {Record<string, string>} attributes
 * @param {...(string | Node)} children
 */
function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  made.append(...children);
  return made;
}

/** @param {string} at */
function time(at) {
  const words = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
  return element("bdi", {}, element("time", { datetime: at }, words.format(new Date(at))));
}

/** @param {string} key @param {...(Node | string | null | undefined)} values each keeps its own direction */
function fact(key, ...values) {
  const said = values.filter(Boolean).flatMap((value) => [" · ", element("bdi", {}, value ?? "")]).slice(1);
  return said.length ? [strings.say(element("dt", {}), key), element("dd", {}, ...said)] : [];
}

/** @param {string} key @param {string | null} words */
function text(key, words) {
  if (!words) return [];
  return [element("div", {}, strings.say(element("h3", {}), key), element("p", { class: "words", dir: "auto" }, words))];
}

/** @param {Said} said */
function message({ sender, author, content, timestamp }) {
  const who = author ? element("bdi", {}, author) : strings.say(element("bdi", {}), `linked-from_${sender}`);
  const head = element("p", { class: "said" }, who, " · ", time(timestamp));
  return element("li", { "data-sender": sender }, head, element("p", { class: "words", dir: "auto" }, content));
}

/** @param {Ticket} ticket */
function show(ticket) {
  shown = ticket;
  const { user, machine } = ticket;
  document.title = `${ticket.ticket_number} · Handover`;
  strings.say(byId("number"), "linked-title", { number: ticket.ticket_number });
  const word = (/** @type {string} */ key) => strings.say(element("span", {}), key);
  const hours = machine?.hours ?? null;
  byId("facts").replaceChildren(
    ...fact("linked-status", word(`linked-is_${ticket.status}`)),
    ...fact("linked-priority", word(`priority-${ticket.priority}`)),
    ...fact("linked-created", time(ticket.created_at)),
    ...fact("linked-expert", ticket.assigned_expert_name),
    ...fact("linked-user", user?.name, user?.organization_name),
    ...fact("linked-machine", machine?.name, machine?.model, machine?.serial, machine?.location),
    ...fact("linked-hours", hours === null ? null : new Intl.NumberFormat(document.documentElement.lang).format(hours)),
  );
  byId("texts").replaceChildren(
    ...text("linked-summary", ticket.session_summary),
    ...text("linked-notes", ticket.additional_notes),
    ...text("linked-resolution", ticket.resolution_notes),
  );
  const leftOut = byId("left-out");
  leftOut.hidden = ticket.left_out === 0;
  strings.say(leftOut, "linked-left_out", { count: ticket.left_out });
  byId("transcript").replaceChildren(...ticket.transcript.map(message));
  const until = time(ticket.expires_at).textContent ?? "";
  strings.say(byId("until"), "linked-until", { until });
  byId("to-desk").setAttribute("href", `desk?ticket=${encodeURIComponent(ticket.ticket_number)}`);
  byId("ticket").hidden = false;
  byId("onward").hidden = false;
  notice.removeAttribute("data-i18n");
  notice.textContent = "";
}

/** @param {"linked-gone" | "linked-failed"} key */
function fail(key) {
  notice.className = "notice bad";
  strings.say(notice, key);
  byId("again").hidden = key === "linked-gone";
  byId("onward").hidden = key === "linked-failed";
}

/** Asks for what the link opens. It stays behind the #, which goes to no server, and travels in a header. */
async function open() {
  const link = location.hash.slice(1);
  shown = null;
  for (const part of ["ticket", "again", "onward"]) byId(part).hidden = true;
  byId("to-desk").setAttribute("href", "desk");
  notice.className = "notice quiet";
  strings.say(notice, "linked-loading");
  try {
    const answer = await fetch(new URL("api/ai/ticket-by-link", document.baseURI), { headers: { "X-Handover-Link": link }, cache: "no-store", credentials: "omit" });
    if (answer.ok) show(await answer.json());
    else fail(answer.status === 404 ? "linked-gone" : "linked-failed");
  } catch {
    fail("linked-failed");
  }
}

async function begin() {
  /** @param {string} code */
  const use = async (code) => {
    await strings.use(code);
    languages.value = strings.language();
    if (shown) show(shown);
  };
  languages.addEventListener("change", () => {
    choices.set({ language: languages.value });
    void use(languages.value);
  });
  await use(choices.get().language || strings.preferred());
  window.addEventListener("hashchange", () => void open());
  find(document, "#again button").addEventListener("click", () => void open());
  await open();
  byId("number").focus();
}

void begin();
