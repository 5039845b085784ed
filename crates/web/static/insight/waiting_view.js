// @ts-check
// Draws how long people waited: distributions by group, over time, and by the hour of the week.
import { html, nothing } from "../vendor/lit.js";
import { GROUPINGS, MEASURES } from "./address.js";
import { spread } from "./draw/spread.js";
import { languageName, span } from "./figures.js";
import { heatPanel, waitingTrendPanel } from "./overview_view.js";
import { panelView } from "./panel_view.js";

/** @typedef {import("./element.js").HandoverInsight} Page */
/** @typedef {import("./wire.js").Group} Group */
/** @typedef {import("./wire.js").Waiting} Waiting */

const MOST = 8;
const URGENCY = ["urgent", "high", "medium", "low"];
/** So many have to have waited before the page calls a group slow. */
const ENOUGH = 5;
const QUANTILES = /** @type {const} */ (["p10", "p25", "p50", "p75", "p90", "p95", "max"]);
const NAMED = /** @type {Record<string, string>} */ ({ p50: "waits-half", p90: "waits-most", max: "waits-longest" });

/** @param {Page} page */
export const waitingView = (page) => html`${spreadPanel(page)} ${waitingTrendPanel(page)} ${heatPanel(page, "waiting")}`;

/** @param {Page} page @param {string} group */
function groupName({ words, choice }, group) {
  if (choice.by === "language") return languageName(words, group);
  if (choice.by === "priority") return words.say(`priority-${group}`);
  if (choice.by === "reason") return words.say(`why-${group}`);
  return words.say("group-none");
}

/** @param {Page} page */
function spreadPanel(page) {
  const { words, choice } = page;
  const title = words.say(choice.measure === "resolution" ? "spread-resolution" : "spread-first_answer");
  return panelView(page, {
    id: "spread",
    need: "waiting",
    title,
    about: words.say("spread-about"),
    isWide: true,
    isEmpty: ({ groups }) => !groups.some((/** @type {Group} */ { quantiles }) => quantiles.count),
    finding: (waiting) => slowest(page, waiting),
    tools: html`${chooser(page, "measure", MEASURES)} ${chooser(page, "by", GROUPINGS)}`,
    draw: (/** @type {Waiting} */ { groups, previous }, width) => html`
      ${spread(page, {
        title,
        width,
        groups: ordered(page, groups).slice(0, MOST).map((group) => ({ ...group, name: groupName(page, group.group), before: previous?.groups.find((one) => one.group === group.group)?.quantiles.p50 ?? null })),
      })}
      <ul class="legend">
        <li><svg width="20" height="16" aria-hidden="true"><path class="half" d="M10 0V12"></path><circle class="half-dot" cx="10" cy="11" r="4.5"></circle></svg>${words.say("waits-half")}</li>
        <li><svg width="20" height="16" aria-hidden="true"><path class="most" d="M10 0V12"></path><rect class="most-dot" x="6" y="7" width="8" height="8"></rect></svg>${words.say("waits-most")}</li>
        <li><svg width="24" height="16" aria-hidden="true"><line class="inner" x1="2" x2="22" y1="11" y2="11"></line></svg>${words.say("waits-middle")}</li>
        ${previous ? html`<li><svg width="20" height="16" aria-hidden="true"><circle class="before-dot" cx="10" cy="11" r="4.5"></circle></svg>${words.say("waits-before")}</li>` : nothing}
      </ul>
    `,
    table: (/** @type {Waiting} */ { groups }) => ({
      columns: [
        { name: words.say(`by-${choice.by}`), kind: "text" },
        { name: words.say("column-count"), kind: "number" },
        ...QUANTILES.map((one) => ({ name: NAMED[one] ? words.say(NAMED[one]) : words.say("waits-share", { share: words.percent(Number(one.slice(1)) / 100) }), kind: /** @type {const} */ ("duration") })),
      ],
      rows: ordered(page, groups).map(({ group, mark, quantiles }) => ({ name: groupName(page, group), ...(mark === undefined ? {} : { mark }), values: [quantiles.count, ...QUANTILES.map((one) => quantiles[one])] })),
    }),
  });
}

/** Priorities by urgency, everything else the most frequent first. @param {Page} page @param {Group[]} groups */
function ordered({ choice }, groups) {
  const place = (/** @type {Group} */ { group, quantiles }) => (choice.by === "priority" ? URGENCY.indexOf(group) : -quantiles.count);
  return [...groups].sort((a, b) => place(a) - place(b));
}

/** @param {Page} page @param {"measure" | "by"} key @param {string[]} values */
function chooser({ words, choice, go }, key, values) {
  const choose = (/** @type {Event} */ event) => go({ [key]: /** @type {HTMLSelectElement} */ (event.target).value });
  return html`
    <label><span class="unseen">${words.say(`choose-${key}`)}</span>
      <select id=${`choose-${key}`} .value=${choice[key]} @change=${choose}>${values.map((value) => html`<option value=${value} ?selected=${value === choice[key]}>${words.say(key === "by" ? `by-${value}` : `measure-${value}`)}</option>`)}</select>
    </label>
  `;
}

/** The group that waits longest, against all others. @param {Page} page @param {Waiting} waiting */
function slowest(page, { groups }) {
  const { words } = page;
  const counted = groups.filter(({ quantiles }) => quantiles.count >= ENOUGH && quantiles.p50 !== null).sort((a, b) => Number(b.quantiles.p50) - Number(a.quantiles.p50));
  const [first, ...others] = counted;
  if (!first) return nothing;
  const half = span(words, first.quantiles.p50, "long");
  if (!others.length) return words.say("spread-finding_all", { half, most: span(words, first.quantiles.p90, "long") });
  const next = others.map(({ quantiles }) => Number(quantiles.p50));
  return words.say("spread-finding", { group: groupName(page, first.group), half, least: span(words, Math.min(...next), "long"), most: span(words, Math.max(...next), "long") });
}
