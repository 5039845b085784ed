// @ts-check
// Draws what a rule looked at, wherever a decision is explained.
import { html, nothing } from "../vendor/lit.js";
import { fact } from "./look.js";

/** @typedef {import("../widget/words.js").Words} Words */
/** @typedef {import("./wire.js").Evidence} Evidence */

/** What a rule looked at, whose values are shares. */
const SHARES = ["confidence", "confidence_threshold"];

/** @param {Words} words @param {string} name @param {number} value */
const measured = (words, name, value) => (SHARES.some((one) => name.endsWith(one)) ? words.percent(value) : words.number(value, { maximumFractionDigits: 2 }));

/** The nearest rule that did not fire. @param {Words} words @param {Evidence} evidence */
export const nearMissView = (words, { near_miss: near }) =>
  near ? fact(words.say("why-near"), html`<code>${near.rule}</code> <span class="figures">${measured(words, near.rule, near.value)} / ${measured(words, near.rule, near.threshold)}</span>`) : nothing;

/** @param {Words} words @param {Evidence} evidence */
export const inputsView = (words, { inputs }) =>
  inputs.length
    ? html`<details><summary>${words.say("why-inputs")}</summary><dl class="inputs">${inputs.map(({ name, value }) => html`<div><dt><code>${name}</code></dt><dd class="figures">${measured(words, name, value)}</dd></div>`)}</dl></details>`
    : nothing;
