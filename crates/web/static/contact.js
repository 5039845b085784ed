// @ts-check
// Shows whom to call or write to, as links a phone can follow.
import { t } from "./strings.js";

/** @typedef {import("./api.js").Contact} Contact */

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
 * Fills an element with the contact sentence of a string, phone and mail address as links. The
 * caller draws it again when the language changes.
 * @param {HTMLElement} element
 * @param {string} key a string with `{name}`, `{phone}` and `{email}`
 * @param {Contact | null} contact
 */
export function showContact(element, key, contact) {
  element.hidden = !contact;
  if (!contact) return element.replaceChildren();
  const parts = t(key, { name: "{name}", phone: "{phone}", email: "{email}" }).split(SEPARATOR).map((part) => span("", ...part.split(/(\{\w+\})/).map((piece) => filled(piece, contact))));
  element.replaceChildren(...parts.flatMap((part, index) => (index ? [span("separator", SEPARATOR), part] : [part])));
}

/**
 * @param {string} className
 * @param {...(Node | string)} children
 */
function span(className, ...children) {
  const node = document.createElement("span");
  node.className = className;
  node.append(...children);
  return node;
}

/**
 * @param {string} piece plain words or one placeholder
 * @param {Contact} contact
 */
function filled(piece, { name, phone, email }) {
  if (piece === "{name}") return isolated(name);
  if (piece === "{phone}") return link(phone, telephone(phone));
  if (piece === "{email}") return link(email, email && `mailto:${encodeURIComponent(email).replace("%40", "@")}`);
  return document.createTextNode(piece);
}

/** Mixed-direction text keeps its own direction. @param {string} text */
function isolated(text) {
  const node = document.createElement("bdi");
  node.textContent = text;
  return node;
}

/**
 * @param {string} text
 * @param {string} address
 */
function link(text, address) {
  if (!address) return isolated(text);
  const node = document.createElement("a");
  node.href = address;
  node.dir = "ltr";
  node.textContent = text;
  return node;
}
