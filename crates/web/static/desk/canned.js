// @ts-check
// Canned answers: which of them fit, and how their variables are filled in.

/** @typedef {import("./wire.js").CannedAnswer} CannedAnswer */
/** @typedef {Record<string, string | null | undefined>} Values */

/** What may stand in braces in a canned answer. */
export const VARIABLES = ["user.name", "machine.name", "machine.model", "ticket.number", "expert.name"];

/**
 * The text with its variables filled in, as plain text: nothing in a value is read again. A variable without a value
 * stays as it is written, so that whoever sends it sees what is missing.
 * @param {string} text
 * @param {Values} values
 */
export const fill = (text, values) => text.replace(/\{([a-z.]+)\}/g, (written, name) => (VARIABLES.includes(name) && values[name]) || written);

/** Where the first variable without a value stands: start and end, in UTF-16 units. @param {string} text @returns {[number, number] | null} */
export function gap(text) {
  const found = [...text.matchAll(/\{([a-z.]+)\}/g)].find(([, name = ""]) => VARIABLES.includes(name));
  return found ? [found.index, found.index + found[0].length] : null;
}

/** The canned answer whose shortcut was just typed after a slash, and where that begins. @param {CannedAnswer[]} all @param {string} before what stands before the cursor */
export function called(all, before) {
  const typed = before.match(/(?:^|\s)\/([\w-]+)\s$/)?.[1]?.toLowerCase();
  const answer = typed ? all.find(({ shortcut }) => shortcut?.toLowerCase() === typed) : undefined;
  return answer && typed ? { answer, start: before.length - typed.length - 2 } : null;
}

/** What the variables stand for in the open ticket. @param {import("./element.js").HandoverDesk} desk @returns {Values} */
export function valuesOf({ current, actorName }) {
  const file = current?.file;
  const machine = file?.machine_context ?? current?.card?.machine;
  return {
    "user.name": current?.card?.user?.name ?? file?.user_name,
    "machine.name": machine?.name,
    "machine.model": machine?.model ?? file?.machine_model,
    "ticket.number": file?.ticket_number,
    "expert.name": actorName || file?.assigned_expert_name,
  };
}

/**
 * Those that have all words of `query`; the one with that shortcut first, then those in the user's language, then those
 * for every language.
 * @param {CannedAnswer[]} all
 * @param {string} query
 * @param {string} language the user's
 */
export function fitting(all, query, language) {
  const words = folded(query).split(/\s+/).filter(Boolean);
  const rank = (/** @type {CannedAnswer} */ one) => (one.shortcut && folded(one.shortcut) === folded(query) ? 0 : one.language === language ? 1 : one.language ? 3 : 2);
  const has = (/** @type {CannedAnswer} */ { title, shortcut, category, text }) => words.every((word) => folded(`${title} ${shortcut ?? ""} ${category ?? ""} ${text}`).includes(word));
  return all.filter(has).sort((a, b) => rank(a) - rank(b) || a.title.localeCompare(b.title));
}

/** Without case and accents. @param {string} text */
const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim();
