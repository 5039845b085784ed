// @ts-check
// Draws the history of settings: who changed what, from what, to what, in the words of the forms where they are changed.
import { html, nothing } from "../vendor/lit.js";
import { chosenLabels } from "./filters_view.js";
import { categoryName, known, languageName, moment, said, timeView, whoView } from "./look.js";
import { scopeName } from "./setup_keys.js";
import { filterOf } from "./views.js";

/** @typedef {import("./element.js").HandoverDesk} Desk */
/** @typedef {import("../widget/words.js").Words} Words */

/** What each kind of setting consists of. @type {Record<string, Record<string, {label: string, none?: string, say?: (desk: Desk, value: string) => string}>>} */
const FACTS = {
  canned_answer: {
    title: { label: "canned-name" },
    language: { label: "page-language", none: "canned-any", say: ({ words }, code) => languageName(words, code) },
    category: { label: "filter-category", none: "canned-any", say: ({ words }, one) => categoryName(words, one) },
    shortcut: { label: "canned-shortcut", say: (_, word) => `/${word}` },
  },
  expert: {
    languages: { label: "experts-languages", none: "experts-all", say: ({ words }, all) => each(words, all, languageName) },
    categories: { label: "experts-categories", none: "experts-all", say: ({ words }, all) => each(words, all, categoryName) },
    auto_assign: { label: "experts-auto", say: ({ words }, is) => words.say(is === "true" ? "setup-yes" : "setup-no") },
  },
  api_key: {
    scopes: { label: "keys-scopes", say: ({ words }, all) => each(words, all, scopeName) },
    expires_at: { label: "keys-until", say: ({ words }, at) => moment(words, at) },
  },
  account: {
    name: { label: "who-name" },
    email: { label: "who-email" },
    role: { label: "who-role", say: ({ words }, role) => known(words, `staff-${role}`, role) },
    status: { label: "filter-status", say: ({ words }, status) => known(words, `access-${status}`, status) },
    contact_id: { label: "change-contact" },
  },
  saved_view: {
    name: { label: "who-name" },
    query: { label: "filter-open", say: (desk, query) => chosenLabels(desk, filterOf({ query })).join(" · ") },
  },
};

/** @param {Words} words @param {string} all @param {(words: Words, one: string) => string} nameOf */
const each = (words, all, nameOf) => all.split(", ").map((one) => nameOf(words, one)).join(" · ");

/** @param {Desk} desk */
export function changesSetup(desk) {
  const { words, setup } = desk;
  const { changes, next_cursor: next } = /** @type {{changes: import("./wire.js").Change[], next_cursor: string | null}} */ (setup.data);
  if (changes.length === 0) return html`<p class="empty">${words.say("changes-none")}</p>`;
  return html`
    <ol class="entries changes">${changes.map((one) => changeView(desk, one))}</ol>
    ${setup.form.failureView()}
    ${next ? html`<p class="more"><button type="button" aria-disabled=${setup.form.isBusy} @click=${() => setup.more()}>${words.say("queue-more")}</button></p>` : nothing}
  `;
}

/** @param {Desk} desk @param {import("./wire.js").Change} change */
function changeView(desk, { at, actor, what, subject, from, to }) {
  const { words } = desk;
  const [before, after] = [read(what, from), read(what, to)];
  return html`
    <li>
      <p class="line"><strong>${known(words, `change-${what}`, what)}</strong> ${said(subject)} <span class="soft">${whoView(words, actor)} · ${timeView(words, at)}</span></p>
      ${from ? html`<p class="before"><span class="unseen">${words.say("changes-from")}</span><del dir=${before ? nothing : "auto"}>${before ? factsView(desk, what, before, after) : from}</del></p>` : nothing}
      ${to ? html`<p class="after"><span class="unseen">${words.say("changes-to")}</span><ins dir=${after ? nothing : "auto"}>${after ? factsView(desk, what, after, before) : to}</ins></p>` : nothing}
    </li>
  `;
}

/**
 * The facts of a setting as it was or is, and its text; null for what is kept in words of its own.
 * @param {string} what @param {string | null} kept
 */
function read(what, kept) {
  if (kept === null || !FACTS[what]) return null;
  const [head = "", ...text] = kept.split("\n\n");
  const facts = new Map(head.split("\n").map((line) => /** @type {[string, string]} */ (line.split(/: ?(.*)/, 2))));
  if (String([...facts.keys()]) !== String(Object.keys(FACTS[what]))) return null;
  return { facts, text: text.join("\n\n") };
}

/**
 * What differs from the `other` side, or where there is none all that is chosen.
 * @typedef {NonNullable<ReturnType<typeof read>>} Facts
 * @param {Desk} desk @param {string} what @param {Facts} own @param {Facts | null} other
 */
function factsView(desk, what, own, other) {
  const { words } = desk;
  const told = Object.entries(FACTS[what] ?? {}).flatMap(([key, { label, none, say }]) => {
    const value = own.facts.get(key) ?? "";
    if (other ? value === other.facts.get(key) : !value) return [];
    const shown = value ? (say?.(desk, value) ?? value) : none ? words.say(none) : "–";
    return [html`<span class="fact">${words.say(label)}: ${said(shown)}</span>`];
  });
  const text = own.text === other?.text ? "" : own.text;
  return html`${told}${text ? html`<span class="fact" dir="auto">${text}</span>` : nothing}`;
}
