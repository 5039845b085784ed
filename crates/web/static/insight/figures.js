// @ts-check
// Numbers, spans of time and dates as people read them.

/** @typedef {import("../widget/words.js").Words} Words */
/** @typedef {"number" | "percent" | "duration" | "date" | "mean" | "text"} Kind */

const MINUTE = 60;
const HOUR = 3_600;
const DAY = 86_400;

/** A span of time in one unit, to two digits. @param {Words} words @param {number | null} seconds @param {"short" | "long" | "narrow"} [unitDisplay] */
export function span(words, seconds, unitDisplay = "short") {
  if (seconds === null) return "–";
  const [unit, size] = seconds < 90 ? ["second", 1] : seconds < 90 * MINUTE ? ["minute", MINUTE] : seconds < 36 * HOUR ? ["hour", HOUR] : ["day", DAY];
  const value = seconds / Number(size);
  return words.number(value, { style: "unit", unit: String(unit), unitDisplay, maximumFractionDigits: value < 10 && size !== 1 ? 1 : 0 });
}

/** Units that a scale of time is written in, the largest first. @type {[string, number][]} */
const UNITS = [["day", DAY], ["hour", HOUR], ["minute", MINUTE], ["second", 1]];

/** A round span of time, in the largest unit of which it is a whole number. @param {Words} words @param {number} seconds */
export function roundSpan(words, seconds) {
  const [unit, size] = UNITS.find(([, size]) => seconds >= size && seconds % size === 0) ?? ["minute", MINUTE];
  return words.number(seconds / size, { style: "unit", unit, unitDisplay: "short" });
}

/** Times that lines across stand for where a scale grows in leaps: 10 s to 30 days. */
export const TIMES = [10, MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 4 * HOUR, DAY, 3 * DAY, 10 * DAY, 30 * DAY];

/** @param {Words} words @param {number | null} share 0 to 1 */
export const percent = (words, share) => (share === null ? "–" : words.number(share, { style: "percent", maximumFractionDigits: share > 0 && share < 0.1 ? 1 : 0 }));

/** A calendar day. @param {Words} words @param {string} date `2026-11-23` @param {Intl.DateTimeFormatOptions} [options] */
export const day = (words, date, options = { day: "numeric", month: "short" }) => new Intl.DateTimeFormat(words.locale, { ...options, timeZone: "UTC" }).format(new Date(`${date.slice(0, 10)}T12:00:00Z`));

/** A moment, to the minute. @param {Words} words @param {string} at @param {string} [timeZone] */
export const moment = (words, at, timeZone) => new Intl.DateTimeFormat(words.locale, { dateStyle: "medium", timeStyle: "short", timeZone }).format(new Date(at));

/** Two days with what is between them. @param {Words} words @param {string} from @param {string} to */
export const days = (words, from, to) =>
  new Intl.DateTimeFormat(words.locale, { dateStyle: "medium", timeZone: "UTC" }).formatRange(new Date(`${from}T12:00:00Z`), new Date(`${to}T12:00:00Z`));

/** Monday is 1. @param {Words} words @param {number} weekday @param {"long" | "short"} [weekdayStyle] */
export const weekdayName = (words, weekday, weekdayStyle = "short") => new Intl.DateTimeFormat(words.locale, { weekday: weekdayStyle, timeZone: "UTC" }).format(new Date(Date.UTC(2024, 0, weekday, 12)));

/** A full hour of the day. @param {Words} words @param {number} hour */
export const hourName = (words, hour) => new Intl.DateTimeFormat(words.locale, { hour: "numeric", minute: "2-digit", timeZone: "UTC" }).format(new Date(Date.UTC(2024, 0, 1, hour)));

/** @param {Words} words @param {string} code */
export function languageName(words, code) {
  const name = new Intl.DisplayNames(words.locale, { type: "language" }).of(code) ?? code;
  const first = name.slice(0, 1).toLocaleUpperCase(words.locale);
  return first + name.slice(1);
}

/** @param {Words} words @param {any} value @param {Kind} kind */
export function shown(words, value, kind) {
  if (value === null || value === undefined) return "–";
  if (kind === "number") return words.number(value);
  if (kind === "mean") return words.number(value, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  if (kind === "percent") return percent(words, value);
  if (kind === "duration") return span(words, value);
  if (kind === "date") return day(words, value, { dateStyle: "medium" });
  return String(value);
}
