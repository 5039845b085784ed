// @ts-check
// The few pictures of the chat; each is decoration beside words that say the same.
import { html } from "../vendor/lit.js";

/** The outlines, in a square of 24. */
const SHAPES = {
  chat: "M4 5h16v11H10l-5 4v-4H4z",
  close: "M6 6l12 12M18 6L6 18",
  down: "M6 9l6 6 6-6",
  person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 20c1-4 4-6 8-6s7 2 8 6",
  send: "M4 12h14M12 5l7 7-7 7",
  alert: "M12 3.5 22 20.5H2zM12 10v5M12 17.6v.4",
  stop: "M8 2.5h8L21.5 8v8L16 21.5H8L2.5 16V8zM12 7v6M12 16.4v.4",
  check: "M5 12.5l4.5 4.5L19 7.5",
  clock: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7.5V12l3 2",
  halt: "M7 7h10v10H7z",
  star: "M12 3.2l2.7 5.7 6.1.8-4.5 4.3 1.1 6.2L12 17.2l-5.4 3 1.1-6.2-4.5-4.3 6.1-.8z",
  book: "M5 4h10l4 4v12H5zM9 11h6M9 15h6",
  gear: "M4 7h9M17 7h3M4 17h3M11 17h9M13 4.5v5M7 14.5v5",
};

/** @param {keyof typeof SHAPES} name @param {number} [size] */
export const icon = (name, size = 20) =>
  html`<svg viewBox="0 0 24 24" width=${size} height=${size} aria-hidden="true" focusable="false"><path d=${SHAPES[name]}></path></svg>`;
