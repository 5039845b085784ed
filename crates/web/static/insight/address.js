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
  const { from, to } = period(choice);
  const days = (Date.parse(to) - Date.parse(from)) / DAY_MS + 1;
  return days <= 62 ? "day" : days <= 400 ? "week" : "month";
}

/** Today in a time zone, as a date. @param {string} [zone] */
export function today(zone) {
  const parts = new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" });
  return parts.format(new Date());
}

/**
 * The first and last day that are asked for.
 * @param {Choice} choice
 * @param {string} [zone] the organization's, as soon as it is known
 */
export function period({ days, from, to }, zone) {
  if (!days) return from <= to ? { from, to } : { from: to, to: from };
  const last = today(zone);
  const first = new Date(Date.parse(last) - (days - 1) * DAY_MS).toISOString().slice(0, 10);
  return { from: first, to: last };
}
