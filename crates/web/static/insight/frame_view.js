// @ts-check
// Draws the frame: the bar on top, what is looked at and chosen, the panels, and what is shown where there are none.
import { html, live, nothing } from "../vendor/lit.js";
import { doorView } from "../staff/door_view.js";
import { icon } from "../widget/icons.js";
import { LANGUAGES, NAMES, locale } from "../widget/words.js";
import { SPANS } from "./address.js";
import { behindView } from "./behind_view.js";
import { hatchings } from "./draw/plot.js";
import { days, languageName, moment } from "./figures.js";
import { knowledgeView } from "./knowledge_view.js";
import { mailView } from "./mail_view.js";
import { overviewView } from "./overview_view.js";
import { reasonsView, replayView } from "./reasons_view.js";
import { stepsView } from "./steps_view.js";
import { waitingView } from "./waiting_view.js";

/** @typedef {import("./element.js").HandoverInsight} Page */

/** @type {Record<string, (page: Page) => unknown>} */
const VIEW = { overview: overviewView, reasons: reasonsView, waiting: waitingView, steps: stepsView, knowledge: knowledgeView, mail: mailView };
/** Figures are brought up to date every few seconds; this much later something is wrong. */
const STALE_MS = 10 * 60_000;
const DOOR = { title: "insight-door", out: "insight-door_out", stranger: "insight-door_stranger" };

/** @param {Page} page */
export function frameView(page) {
  return html`
    ${barView(page)} ${page.phase === "open" ? openView(page) : doorView(page, DOOR)} ${behindView(page)} ${replayView(page)}
    <p class="unseen" role="status">${page.announcement}</p>
    <div id="tip" aria-hidden="true" hidden></div>
    ${hatchings}
  `;
}

/** @param {Page} page */
function barView(page) {
  const { words, phase, me } = page;
  const choose = (/** @type {Event} */ event) => page.chooseLanguage(/** @type {HTMLSelectElement} */ (event.target).value);
  return html`
    <header class="bar">
      <a class="home" href="insight" data-here><img src="favicon.svg" alt="" width="28" height="28"><h1>${words.say("insight-title")}</h1></a>
      <div class="bar-tools">
        ${phase === "open" ? html`<a href="desk">${words.say("insight-to_desk")}</a>` : nothing}
        <label><span class="unseen">${words.say("page-language")}</span>
          <select id="language" @change=${choose}>${LANGUAGES.map((code) => html`<option value=${code} lang=${locale(code)} .selected=${live(code === words.code)}>${NAMES[code]}</option>`)}</select>
        </label>
        ${phase === "open" && page.hasAccounts ? html`<span class="me">${icon("person", 16)} <bdi>${me.name}</bdi></span><button type="button" @click=${() => page.signOut()}>${words.say("account-sign_out")}</button>` : nothing}
      </div>
    </header>
  `;
}

/** @param {Page} page */
function openView(page) {
  const { words, choice } = page;
  return html`
    <main>
      <nav class="views" aria-label=${words.say("insight-views")}>
        ${page.views.map((view) => html`<a href=${page.address({ view })} data-here aria-current=${view === choice.view ? "page" : "false"}>${words.say(`insight-${view}`)}</a>`)}
      </nav>
      ${filtersView(page)} ${freshView(page)}
      <h2 class="unseen">${words.say(`insight-${choice.view}`)}</h2>
      ${contentView(page)} ${page.weekly === null ? nothing : weeklyView(page)}
    </main>
  `;
}

/** @param {Page} page */
function weeklyView(page) {
  const choose = (/** @type {Event} */ event) => void page.chooseWeekly(/** @type {HTMLInputElement} */ (event.target).checked);
  return html`<p class="weekly"><label class="check"><input id="weekly" type="checkbox" .checked=${live(page.weekly === true)} @change=${choose}><span>${page.words.say("insight-weekly")}</span></label></p>`;
}

/** Views that have nothing to show where there is no conversation. */
const OF_SESSIONS = ["overview", "reasons", "waiting", "steps"];

/** The panels; one word where nothing could be read or nothing is there. @param {Page} page */
function contentView(page) {
  const { words, choice, facts } = page;
  const entry = facts.of("overview");
  if (entry?.phase === "failed" && !entry.data) {
    return html`
      <div class="panel failed" role="alert">
        <p>${words.say("insight-failed")}</p>
        ${entry.problem?.detail ? html`<p class="hint"><bdi>${entry.problem.detail}</bdi></p>` : nothing}
        <button type="button" @click=${() => page.again()}>${words.say("problem-again")}</button>
      </div>
    `;
  }
  if (entry?.phase === "ready" && entry.data.sessions === 0 && OF_SESSIONS.includes(choice.view)) {
    return html`
      <div class="panel blank">
        <p>${words.say("insight-empty")}</p>
        ${choice.model || choice.language ? html`<button type="button" @click=${() => page.go({ model: "", language: "" })}>${words.say("queue-clear")}</button>` : nothing}
      </div>
    `;
  }
  return html`<div class="panels" data-view=${choice.view}>${VIEW[choice.view]?.(page)}</div>`;
}

/** @param {Page} page */
function filtersView(page) {
  const { words, choice, facts } = page;
  /** @type {import("./wire.js").Overview | null} */
  const overview = facts.of("overview")?.data ?? null;
  const { machine_models: models = page.models, languages = LANGUAGES } = overview?.choices ?? {};
  const spans = (/** @type {Event} */ event) => {
    const value = Number(/** @type {HTMLSelectElement} */ (event.target).value);
    page.go(value ? { days: value } : { days: 0, from: overview?.from ?? "", to: overview?.to ?? "" });
  };
  const date = (/** @type {"from" | "to"} */ key) => (/** @type {Event} */ event) => {
    const { value } = /** @type {HTMLInputElement} */ (event.target);
    if (value) page.go({ [key]: value });
  };
  return html`
    <form class="filters" aria-label=${words.say("insight-filters")} @submit=${(/** @type {Event} */ event) => event.preventDefault()}>
      <label><span>${words.say("pick-period")}</span>
        <select id="pick-period" @change=${spans}>
          ${SPANS.map((value) => html`<option value=${value} .selected=${live(value === choice.days)}>${words.say("pick-days", { days: value })}</option>`)}
          <option value="0" .selected=${live(choice.days === 0)}>${words.say("pick-dates")}</option>
        </select>
      </label>
      ${choice.days
        ? nothing
        : html`
            <label><span>${words.say("pick-from")}</span><input type="date" .value=${live(choice.from)} @change=${date("from")}></label>
            <label><span>${words.say("pick-to")}</span><input type="date" .value=${live(choice.to)} @change=${date("to")}></label>
          `}
      ${pickView(page, "pick-model", "model", models, (model) => model)} ${pickView(page, "pick-language", "language", languages, (code) => languageName(words, code))}
      <label class="check"><input type="checkbox" .checked=${live(choice.compare)} @change=${() => page.go({ compare: !choice.compare })}><span>${words.say("pick-compare")}</span></label>
      <button type="button" class="print" @click=${() => window.print()}>${words.say("insight-print")}</button>
    </form>
  `;
}

/** @param {Page} page @param {"pick-model" | "pick-language"} label @param {"model" | "language"} key @param {string[]} known @param {(value: string) => string} name */
function pickView({ words, choice, go }, label, key, known, name) {
  const chosen = choice[key];
  const values = chosen && !known.includes(chosen) ? [chosen, ...known] : known;
  return html`
    <label><span>${words.say(label)}</span>
      <select id=${label} ?data-set=${chosen !== ""} @change=${(/** @type {Event} */ event) => go({ [key]: /** @type {HTMLSelectElement} */ (event.target).value })}>
        <option value="" .selected=${live(chosen === "")}>${words.say("pick-any")}</option>
        ${values.map((value) => html`<option value=${value} .selected=${live(value === chosen)}>${name(value)}</option>`)}
      </select>
    </label>
  `;
}

/** What the figures are of, and how fresh they are. @param {Page} page */
function freshView(page) {
  const { words, facts } = page;
  const entry = facts.of("overview");
  /** @type {import("./wire.js").Overview | null} */
  const overview = entry?.data ?? null;
  if (!overview) return html`<p class="fresh">&nbsp;</p>`;
  const { from, to, as_of: at, time_zone: zone } = overview;
  const age = at ? Date.now() - Date.parse(at) : 0;
  const text = words.say("insight-as_of", { days: days(words, from, to), at: at ? moment(words, at, zone) : "–", zone });
  const isStale = age > STALE_MS || entry?.phase === "failed";
  return html`
    <p class="fresh" ?data-stale=${isStale}>
      ${isStale ? html`<strong>${icon("clock", 16)} ${words.say("insight-stale")}</strong>` : nothing} <span>${text}</span>
      <button type="button" class="plain" aria-disabled=${entry?.phase === "loading" ? "true" : "false"} @click=${() => page.again()}>${words.say("ticket-refresh")}</button>
    </p>
  `;
}
