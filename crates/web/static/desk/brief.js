// @ts-check
// Reads the brief of a ticket: the lines of its summary, and which message each was taken from.

/** @typedef {import("./wire.js").Message} Message */
/** @typedef {{text: string, sequence: number | null}} Line */
/** @typedef {{number: number, text: string, outcome: string, feedback: string | null}} TriedStep */
/**
 * @typedef {{problem: string | null, category: string | null, confidence: number | null, causes: string[],
 *   warnings: string[], needsExpert: boolean, steps: TriedStep[], said: Line[]}} Brief
 */

/** How the summary spells the outcome of a step. @type {[string, string][]} */
const OUTCOMES = [
  ["(Successful)", "resolved"],
  ["(Unsuccessful)", "not_resolved"],
  ["(Partly successful)", "partially"],
  ["In Progress", "open"],
];
const SAID = /^User Message \d+ \(#(\d+)\): (.*)$/;
const STEP = /^Step (\d+): (.*) - (?:⏳|✓) ?(.*)$/u;
const UNKNOWN = "Not determined";

/** @param {string} summary @returns {Brief} */
export function readBrief(summary) {
  /** @type {Brief} */
  const brief = { problem: null, category: null, confidence: null, causes: [], warnings: [], needsExpert: false, steps: [], said: [] };
  for (const line of summary.split("\n")) {
    const said = line.match(SAID);
    const step = line.match(STEP);
    if (said) brief.said.push({ sequence: Number(said[1]), text: said[2] ?? "" });
    else if (step) brief.steps.push({ number: Number(step[1]), text: step[2] ?? "", outcome: outcomeOf(step[3] ?? ""), feedback: null });
    else readFact(brief, line);
  }
  return brief;
}

/** @param {string} state */
const outcomeOf = (state) => OUTCOMES.find(([spelt]) => state.includes(spelt))?.[1] ?? "unclear";

/** @param {Brief} brief @param {string} line */
function readFact(brief, line) {
  const [, label = "", value = ""] = line.match(/^\s*([A-Z][A-Za-z ]+): (.*)$/) ?? [];
  if (!value || value === UNKNOWN || value === "None") return;
  const step = brief.steps.at(-1);
  if (label === "User Feedback" && step) step.feedback = value;
  if (label === "Problem") brief.problem = value;
  if (label === "Problem Category") brief.category = value;
  if (label === "Confidence Level") brief.confidence = Number(value.match(/(\d+)%/)?.[1] ?? NaN) / 100;
  if (label === "Likely Causes") brief.causes = value.split("; ");
  if (label === "Safety Warnings") brief.warnings = value.split("; ");
  if (label === "Requires Expert") brief.needsExpert = value === "Yes";
}

/** What a ticket is about, in the user's first words. @param {string} summary */
export function headline(summary) {
  const said = summary.match(/^User Message 1 \(#\d+\): (.*)$/m)?.[1];
  return said ?? summary.match(/^Problem: (.*)$/m)?.[1] ?? "";
}

/** The language that the conversation began in. @param {string} summary */
export const languageOf = (summary) => summary.match(/^Language: (\w+)$/m)?.[1] ?? "";

/** Without case and accents. @param {string} text */
const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

/** The first message that has all words of a search. @param {Message[]} messages @param {string} query */
export function firstWith(messages, query) {
  const words = folded(query).split(/[\s"]+/).filter(Boolean);
  return words.length ? messages.find(({ content }) => words.every((word) => folded(content).includes(word))) : undefined;
}

/** The message that gave a step. @param {Message[]} messages @param {number} number */
export function sequenceOfStep(messages, number) {
  return messages.findLast(({ step_data: step }) => step?.step_number === number)?.sequence ?? null;
}

/** The first message of that side. @param {Message[]} messages @param {string} sender */
export const firstOf = (messages, sender) => messages.find((one) => one.sender === sender)?.sequence ?? null;

/**
 * A text cut at the spans that decided, which count Unicode scalar values. Spans that do not fit the text are left out.
 * @param {string} text
 * @param {{start: number, end: number, text: string}[]} spans
 * @returns {{text: string, isSpan: boolean}[]}
 */
export function highlighted(text, spans) {
  const letters = Array.from(text);
  const pieces = [];
  let done = 0;
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    if (span.start < done || letters.slice(span.start, span.end).join("") !== span.text) continue;
    pieces.push({ text: letters.slice(done, span.start).join(""), isSpan: false }, { text: span.text, isSpan: true });
    done = span.end;
  }
  pieces.push({ text: letters.slice(done).join(""), isSpan: false });
  return pieces.filter((piece) => piece.text !== "");
}
