// @ts-check
// One key for each thing that is done often. They rest while somebody writes, and can be switched off.
import { everything } from "./filter.js";
import { settings } from "./memory.js";
import { filterOf } from "./views.js";

/** @typedef {import("./element.js").HandoverDesk} Desk */

/** What there is, for the help: the keys, and the message that says what they do. @type {[string[], string][]} */
export const KEYS = [
  [["j", "k"], "key-rows"],
  [["Enter"], "key-open"],
  [["Esc"], "key-back"],
  [["1", "2", "3"], "key-views"],
  [["4", "…", "9"], "key-kept"],
  [["/"], "key-search"],
  [["f"], "key-filters"],
  [["v"], "key-keep"],
  [["o"], "key-available"],
  [["a"], "key-take"],
  [["r"], "key-reply"],
  [["n"], "key-note"],
  [["h"], "key-hand_back"],
  [["e"], "key-resolve"],
  [["c"], "key-canned"],
  [["i"], "key-assign"],
  [["p"], "key-priority"],
  [["m"], "key-merge"],
  [["t"], "key-translate"],
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
    if (desk.setup.part) return inSetup(desk, event);
    const target = /** @type {HTMLElement} */ (event.target);
    const isWriting = target.matches("input, select, textarea");
    if (event.key === "Escape") return escape(desk, isWriting ? target : null);
    if (isWriting || !settings.get().keys) return;
    if (press(desk, letterOf(event))) event.preventDefault();
  });
}

/** Where forms are filled in only leaving is a key. @param {Desk} desk @param {KeyboardEvent} event */
function inSetup(desk, event) {
  if (event.key !== "Escape") return;
  if (desk.setup.editing !== null) void desk.editSetup(null);
  else desk.leaveSetup();
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
    1: () => desk.filter(everything("mine")),
    2: () => desk.filter(everything("open")),
    3: () => desk.filter(everything("all")),
    "/": () => void search(desk),
    f: () => void openFilters(desk),
    v: () => desk.views.isOffered && deeds.ask({ kind: "views" }),
    o: () => void desk.team.turn(),
    "?": () => deeds.ask({ kind: "help" }),
  };
  /** @type {Record<string, () => void>} */
  const inTicket = {
    a: () => void deeds.take(),
    r: () => void desk.write("answer"),
    n: () => void desk.write("note"),
    e: () => deeds.can("resolve") && deeds.ask({ kind: "resolve" }),
    h: () => deeds.can("hand_back") && deeds.ask({ kind: "hand_back" }),
    c: () => void deeds.offerCanned(),
    i: () => void choose(desk, "#expert"),
    p: () => void choose(desk, "#priority"),
    m: () => deeds.offerMerge(),
    t: () => void desk.translateLast(),
    b: () => desk.show(desk.side === "talk" ? "facts" : "talk"),
  };
  const kept = /^[4-9]$/.test(key) ? desk.views.all[Number(key) - 4] : undefined;
  if (kept) desk.filter(filterOf(kept));
  const deed = anywhere[key] ?? (desk.current?.file ? inTicket[key] : undefined);
  deed?.();
  return deed !== undefined || kept !== undefined;
}

/** To where tickets are looked for: the field, or the filters where there is none. @param {Desk} desk */
async function search(desk) {
  const field = /** @type {HTMLInputElement | null} */ (desk.find("#search"));
  if (!field) return openFilters(desk);
  field.focus();
  field.select();
}

/** @param {Desk} desk */
async function openFilters(desk) {
  desk.openFilters(true);
  await desk.updateComplete;
  desk.find("#filters input")?.focus();
}

/** @param {Desk} desk @param {string} field */
async function choose(desk, field) {
  desk.show("facts");
  await desk.updateComplete;
  desk.find(field)?.focus();
}

/** The next or previous row of the queue. @param {Desk} desk @param {number} by */
function step(desk, by) {
  const rows = /** @type {HTMLElement[]} */ ([...desk.querySelectorAll("[data-row]")]);
  const here = rows.findIndex((row) => row === document.activeElement);
  const open = rows.findIndex((row) => row.dataset.row === desk.current?.file?.ticket_number);
  const from = here >= 0 ? here : open;
  if (from === rows.length - 1 && by > 0 && desk.queue.hasMore) return void further(desk, from + by);
  const next = from < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, from + by));
  rows[next]?.focus();
}

/** The first row of the next page. @param {Desk} desk @param {number} index */
async function further(desk, index) {
  await desk.queue.more();
  await desk.updateComplete;
  /** @type {NodeListOf<HTMLElement>} */ (desk.querySelectorAll("[data-row]"))[index]?.focus();
}
