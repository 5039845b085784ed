// @ts-check
// Small things that many parts of the desk show: times, ages, states, people.
import { html, nothing } from "../vendor/lit.js";
import { icon } from "../widget/icons.js";

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

/** Date and time, to the minute. @param {Words} words @param {string} at */
export const moment = (words, at) => new Intl.DateTimeFormat(words.locale, { dateStyle: "medium", timeStyle: "short" }).format(new Date(at));

/** @param {Words} words @param {string} at @param {string} [text] what to show of it */
export const timeView = (words, at, text = moment(words, at)) => html`<time datetime=${at} title=${moment(words, at)}>${text}</time>`;

/** @param {Words} words @param {string} priority */
export const priorityView = (words, priority) =>
  html`<span class="priority" data-priority=${priority}>${priority === "urgent" ? icon("alert", 14) : nothing}${words.say(`priority-${priority}`)}</span>`;

/** @param {Words} words @param {string} status */
export const statusView = (words, status) => html`<span class="state" data-state=${status}>${words.say(`state-${status}`)}</span>`;

/** Words of people keep their own direction. @param {string} text */
export const said = (text) => html`<bdi>${text}</bdi>`;

/** A line of a card: what it is, and what it says. @param {string} label @param {unknown} value */
export const fact = (label, value) => (value === null || value === "" || value === undefined ? nothing : html`<div><dt>${label}</dt><dd>${value}</dd></div>`);

/** @param {import("./wire.js").Citation} citation */
export const citationName = ({ title, section }) => (section && section !== title ? `${title} › ${section}` : title);
