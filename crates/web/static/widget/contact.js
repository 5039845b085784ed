// @ts-check
// Whom to call or write to, as links a phone can follow.
import { html, nothing } from "../vendor/lit.js";

/** @typedef {import("./wire.js").Contact} Contact */
/** @typedef {import("./words.js").Words} Words */

/** Between the parts of a contact sentence; each part gets its own line, the separator is only heard. */
const SEPARATOR = " - ";
const KEYPAD = ["abc", "def", "ghi", "jkl", "mno", "pqrs", "tuv", "wxyz"];

/**
 * The `tel:` address of a number as people write it: letters become keypad digits and
 * "ext. 201" becomes an extension. Empty when there is nothing to dial.
 * @param {string} phone
 */
export function telephone(phone) {
  const [number = "", extension = ""] = phone.toLowerCase().split(/\s*(?:extension|ext\.?|x)\s*(?=\d)/);
  const digits = number.replace(/[a-z]/g, (letter) => String(KEYPAD.findIndex((key) => key.includes(letter)) + 2));
  const dialled = digits.replace(/[^\d+]/g, "");
  if (!/\d/.test(dialled)) return "";
  const inner = extension.replace(/\D/g, "");
  return `tel:${dialled}${inner ? `;ext=${inner}` : ""}`;
}

/**
 * The contact sentence of a message with `name`, `phone` and `email`, phone and mail address as links.
 * @param {Words} words
 * @param {string} id
 * @param {Contact} contact
 */
export function contactLine(words, id, contact) {
  /** @type {unknown[][]} */
  const parts = [[]];
  for (const { text, name } of words.pieces(id, ["name", "phone", "email"])) {
    if (name) {
      parts.at(-1)?.push(filled(name, contact));
      continue;
    }
    const [first = "", ...more] = text.split(SEPARATOR);
    parts.at(-1)?.push(first);
    for (const next of more) parts.push([next]);
  }
  return parts.map((part, index) => html`${index ? html`<span class="hidden">${SEPARATOR}</span>` : nothing}<span class="part">${part}</span>`);
}

/** A sentence with a ticket's number, which stays in one piece. @param {Words} words @param {string} id @param {string} number */
export const withNumber = (words, id, number) =>
  words.pieces(id, ["number"]).map(({ text, name }) => (name ? html`<bdi class="number">${number}</bdi>` : text));

/** @param {string} name @param {Contact} contact */
function filled(name, { name: person, phone, email }) {
  if (name === "phone") return link(phone, telephone(phone));
  if (name === "email") return link(email, email && `mailto:${encodeURIComponent(email).replace("%40", "@")}`);
  return html`<bdi>${person}</bdi>`;
}

/** @param {string} text @param {string} address */
const link = (text, address) => (address ? html`<a href=${address} dir="ltr">${text}</a>` : html`<bdi>${text}</bdi>`);
