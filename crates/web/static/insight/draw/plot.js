// @ts-check
// What all pictures share: their frame, axes, legend, and marks that lead to the transcripts behind them.
//
// Everything is measured from where a line of text begins, and mirrored where that is on the right.
import { html, nothing, svg } from "../../vendor/lit.js";

/** @typedef {import("../element.js").HandoverInsight} Page */
/** @typedef {{key: string, name: string, tone: number}} Series what is stacked; `tone` is its colour's number */

/** The colour of each reason, everywhere. @type {Record<string, number>} */
export const TONES = { user_request: 1, low_confidence: 2, steps_exceeded: 3, safety_concern: 4, complex_issue: 5, expert_required: 6 };
export const REASONS = Object.keys(TONES);
/** The colour of what is no reason. */
export const PLAIN = 7;

export class Frame {
  /**
   * @param {Page} page
   * @param {{width: number, height: number, start?: number, end?: number, top?: number, bottom?: number}} size
   */
  constructor(page, { width, height, start = 44, end = 12, top = 14, bottom = 26 }) {
    this.width = Math.max(width, start + end + 40);
    this.height = height;
    this.start = start;
    this.end = this.width - end;
    this.top = top;
    this.bottom = height - bottom;
    this.isMirrored = page.words.dir === "rtl";
  }

  /** Where something is to be put that is `x` from the beginning and `width` wide. @param {number} x @param {number} [width] */
  at(x, width = 0) {
    return round(this.isMirrored ? this.width - x - width : x);
  }
}

/** To a tenth of a pixel. @param {number} value */
export const round = (value) => Math.round(value * 10) / 10;

/** @param {Frame} frame @param {string} label @param {unknown} content */
export const picture = ({ width, height }, label, content) =>
  html`<svg class="plot" viewBox=${`0 0 ${width} ${height}`} width=${width} height=${height} role="group" aria-label=${label}>${content}</svg>`;

/**
 * Something drawn that stands for a number: with a mark it is a link to what is behind it.
 * @param {Page} page
 * @param {{mark?: string | undefined, label: string, value: number | null}} what
 * @param {unknown} shape
 */
export function spot(page, { mark, label, value }, shape) {
  if (mark === undefined) return svg`<g role="img" aria-label=${label} data-tip data-value=${value ?? ""}>${shape}</g>`;
  return svg`<a href=${page.address({ mark })} data-here data-tip data-value=${value ?? ""} tabindex="-1" aria-label=${label}>${shape}</a>`;
}

/** Two marks that both hold. @param {string | undefined} mark @param {string} more */
export const joined = (mark, more) => (mark === undefined ? undefined : mark ? `${mark};${more}` : more);

/**
 * Lines across with their numbers at the beginning.
 * @param {Frame} frame
 * @param {(value: number) => number} place
 * @param {number[]} ticks
 * @param {(value: number) => string} text
 */
export const levels = (frame, place, ticks, text) =>
  ticks.map((tick) => {
    const y = round(place(tick));
    return svg`<line class="grid" x1=${frame.at(frame.start)} x2=${frame.at(frame.end)} y1=${y} y2=${y}></line><text class="tick" x=${frame.at(frame.start - 7)} y=${y} dy=".32em" text-anchor="end">${text(tick)}</text>`;
  });

/**
 * Names below, as many as there is room for.
 * @param {Frame} frame
 * @param {{x: number, text: string}[]} names
 * @param {number} [room] what one takes
 */
export function names(frame, names, room = 52) {
  const every = Math.max(1, Math.ceil((names.length * room) / (frame.end - frame.start)));
  return names.map(({ x, text }, index) => (index % every ? nothing : svg`<text class="tick" x=${frame.at(x)} y=${frame.bottom + 17} text-anchor="middle">${text}</text>`));
}

/** What the colours mean. @param {Series[]} series @param {string | null} [before] what the line beside each bar means, where there is one */
export const legend = (series, before = null) => html`
  <ul class="legend">
    ${series.map(({ name, tone }) => html`<li><svg width="14" height="14" aria-hidden="true">${shade(tone, 1, 1, 12, 12)}</svg>${name}</li>`)}
    ${before === null ? nothing : html`<li><svg width="20" height="14" aria-hidden="true"><rect class="before" x="1" y="5.5" width="18" height="3"></rect></svg>${before}</li>`}
  </ul>
`;

/** Colours have a hatching too, which shows in print. @param {number} tone @param {number} x @param {number} y @param {number} width @param {number} height */
export const shade = (tone, x, y, width, height) =>
  svg`<rect class=${`tone-${tone}`} x=${x} y=${y} width=${round(width)} height=${round(height)}></rect><rect class="hatch" x=${x} y=${y} width=${round(width)} height=${round(height)} fill=${`url(#hatch-${tone})`}></rect>`;

/** The hatchings, once on the page. */
export const hatchings = html`
  <svg class="unseen" width="0" height="0" aria-hidden="true" focusable="false">
    <defs>
      ${["", "M0 6L6 0", "M0 0L6 6", "M3 0V6", "M0 3H6", "M0 3H6M3 0V6", "M0 6L6 0M0 0L6 6", ""].map(
        (path, tone) => svg`<pattern id=${`hatch-${tone}`} width="6" height="6" patternUnits="userSpaceOnUse"><path d=${path} stroke="#fff" stroke-width="1.2" fill="none"></path></pattern>`,
      )}
    </defs>
  </svg>
`;
