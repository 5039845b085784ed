// @ts-check
// What is looked at, as the address of the page says it: a view can be kept as a bookmark and sent as a link.

/**
 * @typedef {{view: string, days: number, from: string, to: string, compare: boolean, model: string, language: string,
 *   measure: string, by: string, mark: string | null}} Choice
 * `days` counts back from today and is 0 where `from` and `to` are chosen; `mark` is null where no transcripts are shown.
 */

export const VIEWS = ["overview", "reasons", "waiting", "steps", "knowledge", "mail"];
export const SPANS = [7, 30, 90, 365];
export const GROUPINGS = ["language", "priority", "reason", "none"];
export const MEASURES = ["first_answer", "resolution"];
const USUAL_DAYS = 30;
const DAY_MS = 86_400_000;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** @param {string} search @returns {Choice} */
export function read(search) {
  const query = new URLSearchParams(search);
  const one = (/** @type {string} */ key, /** @type {string[]} */ known) => {
    const asked = query.get(key) ?? "";
    return known.includes(asked) ? asked : (known[0] ?? "");
  };
  const [from, to] = [query.get("from") ?? "", query.get("to") ?? ""];
  const isRange = DATE.test(from) && DATE.test(to);
  const days = Number(query.get("days"));
  return {
    view: one("view", VIEWS),
    days: isRange ? 0 : SPANS.includes(days) ? days : USUAL_DAYS,
    from: isRange ? from : "",
    to: isRange ? to : "",
    compare: query.get("compare") === "previous",
    model: query.get("machine_model") ?? "",
    language: query.get("language") ?? "",
    measure: one("measure", MEASURES),
    by: one("by", GROUPINGS),
    mark: query.get("mark"),
  };
}

/** The address of a choice, relative to the page. @param {Choice} choice */
export function write({ view, days, from, to, compare, model, language, measure, by, mark }) {
  const query = new URLSearchParams({ view });
  if (days) query.set("days", String(days));
  else {
    query.set("from", from);
    query.set("to", to);
  }
  if (compare) query.set("compare", "previous");
  if (model) query.set("machine_model", model);
  if (language) query.set("language", language);
  if (view === "waiting" && measure !== MEASURES[0]) query.set("measure", measure);
  if (view === "waiting" && by !== GROUPINGS[0]) query.set("by", by);
  if (mark !== null) query.set("mark", mark);
  return `insight?${query}`;
}

/** What one bar over time stands for, so that there are not too many. @param {Choice} choice @returns {"day" | "week" | "month"} */
export function stepOf(choice) {
  const span = Math.abs(Date.parse(choice.to) - Date.parse(choice.from));
  const days = choice.days || span / DAY_MS + 1;
  return days <= 62 ? "day" : days <= 400 ? "week" : "month";
}

/**
 * The days that are asked for: which day it is where the organization is, the service knows.
 * @param {Choice} choice @returns {{days: number} | {from: string, to: string}}
 */
function period({ days, from, to }) {
  if (days) return { days };
  return from <= to ? { from, to } : { from: to, to: from };
}

/** What figures are asked for: which days, of which sessions. @param {Choice} choice */
export const asked = (choice) => ({
  ...period(choice),
  ...(choice.model && { machine_model: choice.model }),
  ...(choice.language && { language: choice.language }),
});
