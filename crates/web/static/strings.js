// @ts-check
// The words on a page: kept current when the language changes.
//
// An element that shows a string says which in `data-i18n` (text), `data-i18n-label` (aria-label) or
// `data-i18n-placeholder`, so that a switch of language can find it again.
import { load, preferred as preferredLanguage } from "./widget/words.js";

/** @typedef {import("./widget/words.js").Args} Args */
/** @typedef {import("./widget/words.js").Words} Words */

/** @type {Words | null} */
let words = null;

/** @returns {string} the language in use */
export const language = () => words?.code ?? "en";

/** The first language of the browser that there is, otherwise English. */
export const preferred = preferredLanguage;

/**
 * Switches the whole page to a language. If its file cannot be had, the page stays as it is.
 * @param {string} tag
 */
export async function use(tag) {
  try {
    words = await load(new URL("locales/", document.baseURI), tag);
  } catch {
    return;
  }
  document.documentElement.lang = words.code;
  document.documentElement.dir = words.dir;
  translate(document);
  for (const template of document.querySelectorAll("template")) translate(template.content);
}

/**
 * One string, with its arguments.
 * @param {string} key
 * @param {Args} [args]
 */
export const t = (key, args) => words?.say(key, args) ?? key;

/** @param {string} key */
export const known = (key) => words?.has(key) ?? false;

/**
 * Shows a string in an element, now and after every switch of language.
 * @template {Element} E
 * @param {E} element
 * @param {string} key
 * @param {Args} [args]
 * @returns {E}
 */
export function say(element, key, args) {
  element.setAttribute("data-i18n", key);
  if (args) element.setAttribute("data-i18n-args", JSON.stringify(args));
  else element.removeAttribute("data-i18n-args");
  const text = t(key, args);
  // Written only when it changes: a live region would say it again.
  if (element.textContent !== text) element.textContent = text;
  return element;
}

/** @param {number} share 0 to 1 */
export const percent = (share) => words?.percent(share) ?? "";

/** @param {Date} date */
export const clock = (date) => words?.clock(date) ?? "";

/** A message with arguments that are shown as elements, in pieces. @param {string} key @param {string[]} names */
export const pieces = (key, names) => words?.pieces(key, names) ?? [];

/** @param {ParentNode} root */
function translate(root) {
  for (const element of root.querySelectorAll("[data-i18n]")) {
    const key = element.getAttribute("data-i18n") ?? "";
    if (!known(key)) continue;
    element.textContent = t(key, JSON.parse(element.getAttribute("data-i18n-args") ?? "{}"));
  }
  for (const [attribute, target] of [["data-i18n-label", "aria-label"], ["data-i18n-placeholder", "placeholder"]]) {
    for (const element of root.querySelectorAll(`[${attribute}]`)) {
      const key = element.getAttribute(/** @type {string} */ (attribute)) ?? "";
      if (known(key)) element.setAttribute(/** @type {string} */ (target), t(key));
    }
  }
}
