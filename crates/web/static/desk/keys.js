// @ts-check
// One key for each thing that is done often. They rest while somebody writes, and can be switched off.
import { settings } from "./memory.js";

/** @typedef {import("./element.js").HandoverDesk} Desk */

/** What there is, for the help: the keys, and the message that says what they do. @type {[string[], string][]} */
export const KEYS = [
  [["j", "k"], "key-rows"],
  [["Enter"], "key-open"],
  [["Esc"], "key-back"],
  [["1", "2", "3"], "key-views"],
  [["/"], "key-search"],
  [["a"], "key-take"],
  [["r"], "key-reply"],
  [["n"], "key-note"],
  [["h"], "key-hand_back"],
  [["e"], "key-resolve"],
  [["b"], "key-facts"],
  [["Ctrl", "Enter"], "key-send"],
  [["?"], "key-help"],
];

/** The letter on a Latin keyboard, whatever the layout writes. @param {KeyboardEvent} event */
function letterOf({ key, code }) {
  if (key === "؟") return "?";
  if (/^[\x20-\x7e]$/.test(key) || key.length > 1) return key.length === 1 ? key.toLowerCase() : key;
  return code.match(/^Key([A-Z])$/)?.[1]?.toLowerCase() ?? key;
}

/** @param {Desk} desk */
export function listenToKeys(desk) {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (desk.phase !== "open" || desk.deeds.asking) return;
    const target = /** @type {HTMLElement} */ (event.target);
    const isWriting = target.matches("input, select, textarea");
    if (event.key === "Escape") return escape(desk, isWriting ? target : null);
    if (isWriting || !settings.get().keys) return;
    if (press(desk, letterOf(event))) event.preventDefault();
  });
}

/** @param {Desk} desk @param {HTMLElement | null} field the one somebody writes in */
function escape(desk, field) {
  if (field && desk.current) desk.find("#ticket-title")?.focus();
  else if (field) desk.find("[data-row]")?.focus();
  else if (desk.current) void desk.go(null);
}

/** @param {Desk} desk @param {string} key @returns {boolean} whether it means something */
function press(desk, key) {
  const { deeds } = desk;
  /** @type {Record<string, () => void>} */
  const anywhere = {
    j: () => step(desk, 1),
    k: () => step(desk, -1),
    1: () => desk.filter({ view: "mine" }),
    2: () => desk.filter({ view: "open" }),
    3: () => desk.filter({ view: "all" }),
    "/": () => desk.find("#filter-priority")?.focus(),
    "?": () => deeds.ask({ kind: "help" }),
  };
  /** @type {Record<string, () => void>} */
  const inTicket = {
    a: () => void deeds.take(),
    r: () => void desk.write("answer"),
    n: () => void desk.write("note"),
    e: () => deeds.can("resolve") && deeds.ask({ kind: "resolve" }),
    h: () => deeds.can("hand_back") && deeds.ask({ kind: "hand_back" }),
    b: () => desk.show(desk.side === "talk" ? "facts" : "talk"),
  };
  const deed = anywhere[key] ?? (desk.current?.file ? inTicket[key] : undefined);
  deed?.();
  return deed !== undefined;
}

/** The next or previous row of the queue. @param {Desk} desk @param {number} by */
function step(desk, by) {
  const rows = /** @type {HTMLElement[]} */ ([...desk.querySelectorAll("[data-row]")]);
  const here = rows.findIndex((row) => row === document.activeElement);
  const open = rows.findIndex((row) => row.dataset.row === desk.current?.file?.ticket_number);
  const from = here >= 0 ? here : open;
  const next = from < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, from + by));
  rows[next]?.focus();
}
