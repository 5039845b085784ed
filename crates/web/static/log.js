// @ts-check
// The message list: what was said, by whom, as bubbles in a live region.
import { byId, find, make } from "./parts.js";
import { clock, say } from "./strings.js";

/** @typedef {import("./api.js").HistoryEntry} HistoryEntry */
/** @typedef {"user" | "assistant" | "expert" | "system" | "failure"} Speaker */

/** The server keeps the newest 50 entries; the body must stay far below its limit of 256 KiB. */
const ENTRIES = 50;
const ENTRY_CHARACTERS = 1_000;

const log = byId("log");

/** @type {HistoryEntry[]} */
let said = [];

/** What was said so far, as a chat request carries it: everybody but the user counts as the assistant. */
export const conversation = () => said.slice(-ENTRIES);

/** Forgets everything. */
export function clear() {
  said = [];
  log.replaceChildren();
}

/**
 * Remembers an utterance for later requests.
 * @param {Speaker} speaker
 * @param {string} text
 * @param {Date} at
 */
export function remember(speaker, text, at = new Date()) {
  said.push({
    role: speaker === "user" ? "user" : "assistant",
    content: Array.from(text).slice(0, ENTRY_CHARACTERS).join(""),
    timestamp: at.getTime() / 1000,
  });
}

/**
 * Adds an element at the end and brings it into view from its beginning.
 * @param {HTMLElement} element
 */
export function add(element) {
  log.append(element);
  const tall = element.offsetHeight > log.clientHeight;
  element.scrollIntoView({ block: tall ? "start" : "nearest" });
}

/** Brings the end into view again after the list has lost room. */
export const showEnd = () => log.lastElementChild?.scrollIntoView({ block: "nearest" });

/**
 * Adds one utterance.
 * @param {Speaker} speaker
 * @param {string} text
 * @param {Date} at
 */
export function addBubble(speaker, text, at = new Date()) {
  const bubble = make("bubble");
  bubble.root.classList.add(speaker);
  say(bubble.part("speaker"), `chat-${speaker}`);
  const time = /** @type {HTMLTimeElement} */ (bubble.part("time"));
  time.dateTime = at.toISOString();
  time.textContent = clock(at);
  bubble.part("text").textContent = text;
  remember(speaker, text, at);
  add(bubble.root);
  return bubble.root;
}

/**
 * Adds an utterance of the page itself, in the current language.
 * @param {Speaker} speaker
 * @param {string} key
 * @param {Record<string, string | number>} [args]
 */
export function addSaid(speaker, key, args) {
  const bubble = addBubble(speaker, "");
  const text = say(find(bubble, ".text"), key, args).textContent ?? "";
  const entry = said.at(-1);
  if (entry) entry.content = text;
  return bubble;
}
