// @ts-check
// The page's words in six languages: chosen, formatted, and kept current when the language changes.
//
// An element that shows a string says which in `data-i18n` (text), `data-i18n-label` (aria-label) or
// `data-i18n-placeholder`, so that a switch of language can find it again.

/** The languages there are; each has its file in strings/. */
const LANGUAGES = ["en", "el", "ar", "es", "tr", "no"];
const RIGHT_TO_LEFT = ["ar"];

let current = "en";
/** @type {Record<string, string>} */
let words = {};

/** @returns {string} the language in use */
export const language = () => current;

/** Reduces a language tag to one there is. @param {string} tag */
function supported(tag) {
  const primary = tag.toLowerCase().split("-")[0] ?? "";
  const code = primary === "nb" || primary === "nn" ? "no" : primary;
  return LANGUAGES.includes(code) ? code : null;
}

/** The first language of the browser that there is, otherwise English. */
export function preferred() {
  for (const tag of navigator.languages ?? []) {
    const code = supported(tag);
    if (code) return code;
  }
  return "en";
}

/**
 * Switches the whole page to a language. If its file cannot be had, the page stays as it is.
 * @param {string} tag
 */
export async function use(tag) {
  const code = supported(tag) ?? "en";
  try {
    const response = await fetch(new URL(`strings/${code}.json`, document.baseURI));
    if (!response.ok) return;
    words = await response.json();
  } catch {
    return;
  }
  current = code;
  document.documentElement.lang = current;
  document.documentElement.dir = RIGHT_TO_LEFT.includes(current) ? "rtl" : "ltr";
  translate(document);
  for (const template of document.querySelectorAll("template")) translate(template.content);
}

/**
 * One string, with `{name}` replaced by the argument of that name.
 * @param {string} key
 * @param {Record<string, string | number>} [args]
 */
export function t(key, args = {}) {
  return (words[key] ?? key).replace(/\{(\w+)\}/g, (whole, name) => (name in args ? String(args[name]) : whole));
}

/** @param {string} key */
export const known = (key) => key in words;

/**
 * Shows a string in an element, now and after every switch of language.
 * @template {Element} E
 * @param {E} element
 * @param {string} key
 * @param {Record<string, string | number>} [args]
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
export const percent = (share) => new Intl.NumberFormat(locale(), { style: "percent" }).format(share);

/** @param {Date} date */
export const clock = (date) => new Intl.DateTimeFormat(locale(), { timeStyle: "short" }).format(date);

const locale = () => (current === "no" ? "nb" : current);

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
