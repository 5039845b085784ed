// @ts-check
// What the desk keeps in the browser: settings, and what was begun to write and not sent.
import { kept } from "../memory.js";

/** So many tickets' drafts are kept; the oldest give way. */
const MOST_DRAFTS = 50;

/** @typedef {{sound: boolean, keys: boolean, expert: string, expertName: string}} Settings */
/** @typedef {"answer" | "note"} Kind */

/** `expert` is who acts where nobody signs in. */
export const settings = kept(
  () => localStorage,
  "handover.desk",
  /** @type {Settings} */ ({ sound: false, keys: true, expert: "", expertName: "" }),
);

const drafts = kept(() => localStorage, "handover.drafts", /** @type {{all: [string, string][]}} */ ({ all: [] }));

/** @param {string} ticket @param {Kind} kind */
export const draft = (ticket, kind) => drafts.get().all.find(([key]) => key === `${kind} ${ticket}`)?.[1] ?? "";

/** @param {string} ticket @param {Kind} kind @param {string} text */
export function keepDraft(ticket, kind, text) {
  const key = `${kind} ${ticket}`;
  const others = drafts.get().all.filter(([one]) => one !== key);
  /** @type {[string, string][]} */
  const all = text.trim() ? [...others, [key, text]] : others;
  drafts.set({ all: all.slice(-MOST_DRAFTS) });
}

/** Whoever sits here next is to find nothing of this. */
export const forgetDrafts = () => drafts.set({ all: [] });
