// @ts-check
// Small pictures between words: a line of weeks, and parts of a whole.
import { line, scaleLinear } from "../../vendor/d3.js";
import { html, nothing, svg } from "../../vendor/lit.js";
import { round, shade, spot } from "./plot.js";

/** @typedef {import("../element.js").HandoverInsight} Page */

/** The weeks in a line; the last one has a dot. @param {Page} page @param {number[]} values @param {string} label */
export function spark({ words }, values, label) {
  if (values.length < 2) return nothing;
  const [wide, high] = [96, 26];
  const across = scaleLinear([0, values.length - 1], [4, wide - 4]);
  const up = scaleLinear([0, Math.max(1, ...values)], [high - 4, 4]);
  const x = (/** @type {number} */ index) => round(words.dir === "rtl" ? wide - across(index) : across(index));
  const path = line().x(([index]) => x(index)).y(([, value]) => round(up(value)))(values.map((value, index) => [index, value]));
  const last = values.length - 1;
  return html`<svg class="spark" viewBox=${`0 0 ${wide} ${high}`} width=${wide} height=${high} role="img" aria-label=${label}>
    <path class="line line-1" d=${path ?? ""}></path><circle class="tone-1" cx=${x(last)} cy=${round(up(values[last] ?? 0))} r="3"></circle>
  </svg>`;
}

/**
 * A bar of parts; `whole` is what a full bar stands for.
 * @param {Page} page
 * @param {{label: string, whole: number, width: number, height?: number, parts: {name: string, value: number, tone: number, mark?: string | undefined}[]}} what
 */
export function partsBar(page, { label, whole, width, height = 22, parts }) {
  const { words } = page;
  const along = scaleLinear([0, Math.max(1, whole)], [0, width]);
  let sum = 0;
  const drawn = parts.map(({ name, value, tone, mark }) => {
    if (!value) return nothing;
    const from = along(sum);
    sum += value;
    const wide = Math.max(1, along(value) - 1.5);
    const x = round(words.dir === "rtl" ? width - from - wide : from);
    return spot(page, { mark, label: words.say("mark-part", { place: label, part: name, value: words.number(value) }), value }, shade(tone, x, 0, wide, height));
  });
  return html`<svg class="plot parts" viewBox=${`0 0 ${width} ${height}`} width=${width} height=${height} role="group" aria-label=${label}>${svg`${drawn}`}</svg>`;
}
