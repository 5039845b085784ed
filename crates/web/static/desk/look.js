// @ts-check
// Small things that many parts of the desk show: times, ages, states, people.
import { html, nothing } from "../vendor/lit.js";
import { icon } from "./icons.js";

/** @typedef {import("../widget/words.js").Words} Words */

/** @type {[Intl.RelativeTimeFormatUnit, number][]} */
const UNITS = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];

/** How long ago, in one unit. @param {Words} words @param {string} at */
export function age(words, at) {
  const seconds = Math.max(0, (Date.now() - Date.parse(at)) / 1000);
  const [unit, size] = UNITS.find(([, most]) => seconds >= most) ?? ["minute", 60];
  return words.number(Math.floor(seconds / size), { style: "unit", unit, unitDisplay: "narrow" });
}

/** Date and time, to the minute; as it came where the browser cannot read it, as after the year 9999. @param {Words} words @param {string} at */
export function moment(words, at) {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return at;
  return new Intl.DateTimeFormat(words.locale, { dateStyle: "medium", timeStyle: "short" }).format(date);
}

/** The time of day where somebody else is; null where it is the same as here, or nobody knows. @param {Words} words @param {Date} at @param {string | null | undefined} zone */
export function clockThere(words, at, zone) {
  if (!zone) return null;
  try {
    const format = (/** @type {string} */ timeZone) => new Intl.DateTimeFormat(words.locale, { timeStyle: "short", timeZone }).format(at);
    const there = format(zone);
    return there === format(Intl.DateTimeFormat().resolvedOptions().timeZone) ? null : there;
  } catch {
    return null;
  }
}

/** @param {Words} words @param {string} at @param {string} [text] what to show of it */
export const timeView = (words, at, text = moment(words, at)) => html`<time datetime=${at} title=${moment(words, at)}>${text}</time>`;

/** @param {Words} words @param {string} priority */
export const priorityView = (words, priority) =>
  html`<span class="priority" data-priority=${priority}>${priority === "urgent" ? icon("alert", 14) : nothing}${words.say(`priority-${priority}`)}</span>`;

/** @param {Words} words @param {string} status */
export const statusView = (words, status) => html`<span class="state" data-state=${status}>${words.say(`state-${status}`)}</span>`;

/** What the reader calls a language. @param {Words} words @param {string} tag */
export function languageName(words, tag) {
  try {
    return new Intl.DisplayNames(words.locale, { type: "language" }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}

/** The kinds of problems there are. */
export const CATEGORIES = ["electrical", "hydraulic", "mechanical", "control", "other"];

/** The words for a value, or the value itself where there are none. @param {Words} words @param {string} id @param {string} value */
export const known = (words, id, value) => (words.has(id) ? words.say(id) : value);

/** @param {Words} words @param {string} category */
export const categoryName = (words, category) => known(words, `category-${category}`, category);

/** A text whose parts between the marks are found words; marks count Unicode scalar values. @param {string} text @param {[number, number][]} marks */
export function marked(text, marks) {
  const letters = Array.from(text);
  const pieces = [];
  let done = 0;
  for (const [start, end] of [...marks].sort((a, b) => a[0] - b[0])) {
    if (start < done || end <= start || end > letters.length) continue;
    pieces.push(letters.slice(done, start).join(""), html`<mark>${letters.slice(start, end).join("")}</mark>`);
    done = end;
  }
  return [...pieces, letters.slice(done).join("")];
}

/** A link that is followed without leaving the page, unless it is opened elsewhere. @param {() => void} work */
export const here = (work) => (/** @type {MouseEvent} */ event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
  event.preventDefault();
  work();
};

/** Words of people keep their own direction. @param {string} text */
export const said = (text) => html`<bdi>${text}</bdi>`;

/** Who did something: a name, or the words for the service itself and for whoever was there without an account. @param {Words} words @param {string} actor */
export const whoView = (words, actor) => said(known(words, `actor-${actor}`, actor));

/** A card of facts. @param {string} id @param {string} title @param {unknown} content */
export const card = (id, title, content) => html`<section class="card" aria-labelledby=${id}><h3 id=${id}>${title}</h3>${content}</section>`;

/** A line of a card: what it is, and what it says. @param {string} label @param {unknown} value */
export const fact = (label, value) => (value === null || value === "" || value === undefined ? nothing : html`<div><dt>${label}</dt><dd>${value}</dd></div>`);

/** @param {import("./wire.js").Citation} citation */
export const citationName = ({ title, section }) => (section && section !== title ? `${title} › ${section}` : title);
