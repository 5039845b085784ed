// @ts-check
// Guided steps: one card per step, with three answers on the one that waits for an answer.
import { fillList, find, make } from "./parts.js";
import { percent, say } from "./strings.js";
import { add, remember } from "./log.js";

/** @typedef {import("./api.js").ChatAnswer} ChatAnswer */
/** @typedef {import("./api.js").StepData} StepData */
/** @typedef {"worked" | "partially_worked" | "didnt_work"} Feedback */

/** The card that waits for an answer. @type {HTMLElement | null} */
let open = null;

/**
 * Adds a step's card. With `onFeedback` it asks how it went, otherwise it only tells.
 * @param {StepData} step
 * @param {string} text
 * @param {((feedback: Feedback) => Promise<boolean>) | null} onFeedback tells whether the answer was taken
 */
export function addStep(step, text, onFeedback) {
  close();
  const card = make("step");
  say(card.part("title"), "step-title", { number: step.step_number });
  showFacts(card, step);
  fillList(card.part("warnings"), card.part("warning-list"), step.safety_warnings ?? []);
  card.part("text").textContent = text;
  fillList(card.part("outcomes"), card.part("outcome-list"), step.expected_outcomes ?? []);
  fillList(card.part("citations"), card.part("sources"), (step.citations ?? []).map(title));
  const answers = card.part("answers");
  if (onFeedback) listen(card.root, answers, onFeedback);
  else answers.remove();
  remember("assistant", text);
  add(card.root);
  return card.root;
}

/** Takes the answers off the card that waits, because the conversation went on without them. */
export function close() {
  open?.querySelector(".answers")?.remove();
  open = null;
}

/** @param {import("./api.js").Citation} citation */
const title = ({ title, section }) => (section && section !== title ? `${title} › ${section}` : title);

/** Puts the keyboard on a step's card. @param {HTMLElement} card */
export const focusStep = (card) => find(card, "h3").focus({ preventScroll: true });

/**
 * @param {ReturnType<typeof make>} card
 * @param {StepData} step
 */
function showFacts(card, step) {
  if (step.estimated_duration > 0) say(card.part("minutes"), "step-minutes", { minutes: step.estimated_duration });
  else card.part("minutes").remove();
  if (Number.isFinite(step.confidence_score)) {
    say(card.part("confidence"), "step-confidence", { confidence: percent(step.confidence_score) });
  } else {
    card.part("confidence").remove();
  }
}

/**
 * @param {HTMLElement} card
 * @param {HTMLElement} answers
 * @param {(feedback: Feedback) => Promise<boolean>} onFeedback
 */
function listen(card, answers, onFeedback) {
  open = card;
  const buttons = answers.querySelectorAll("button");
  let asked = false;
  for (const button of buttons) {
    button.addEventListener("click", async () => {
      if (asked) return;
      asked = true;
      // Not `disabled`: that would throw the keyboard off the button.
      for (const each of buttons) each.setAttribute("aria-disabled", "true");
      button.setAttribute("aria-pressed", "true");
      const taken = await onFeedback(/** @type {Feedback} */ (button.dataset.feedback));
      if (taken) return answers.remove();
      asked = false;
      for (const each of buttons) each.removeAttribute("aria-disabled");
      button.removeAttribute("aria-pressed");
    });
  }
}
