// @ts-check
// The pictures that only the desk has, beside those of the chat.
import { html } from "../vendor/lit.js";
import { icon as shared } from "../widget/icons.js";

/** The outlines, in a square of 24. */
const SHAPES = {
  search: "M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM16 16l5 5",
  funnel: "M4 5h16l-6 8v6l-4-2v-4z",
  people: "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 19c.8-3.4 3.2-5 6.5-5s5.7 1.6 6.5 5M15.5 4.3a3.5 3.5 0 0 1 0 6.4M18 14.3c1.9.8 3.1 2.4 3.5 4.7",
  star: "M12 3.5l2.7 5.5 6 .9-4.3 4.2 1 6-5.4-2.8-5.4 2.8 1-6L3.3 9.9l6-.9z",
  globe: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM3 12h18M12 3c5 5.5 5 12.5 0 18M12 3c-5 5.5-5 12.5 0 18",
  wrench: "M14.5 6.5a4.2 4.2 0 0 1 5.4-4l-2.7 2.7 1.6 1.6 2.7-2.7a4.2 4.2 0 0 1-5.6 5.3l-8.3 8.4a1.9 1.9 0 0 1-2.7-2.7l8.4-8.3z",
  join: "M6 4v5c0 4 6 3 6 8v3M18 4v5c0 4-6 3-6 8M9 17l3 3 3-3",
};

/** @typedef {keyof typeof SHAPES | Parameters<typeof shared>[0]} Name */

/** @param {Name} name @param {number} [size] */
export function icon(name, size = 20) {
  const shape = /** @type {Record<string, string>} */ (SHAPES)[name];
  if (!shape) return shared(/** @type {Parameters<typeof shared>[0]} */ (name), size);
  return html`<svg viewBox="0 0 24 24" width=${size} height=${size} aria-hidden="true" focusable="false"><path d=${shape}></path></svg>`;
}
