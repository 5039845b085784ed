// @ts-check
// The conversation: sends what the user says, shows what comes back, and picks up after a reload.
import * as api from "./api.js";
import { byId } from "./parts.js";
import { known, language, say, t } from "./strings.js";
import { addBubble, addSaid, clear, conversation } from "./log.js";
import { addStep, close as closeStep, focusStep } from "./steps.js";
import { choices, claimedUser, forget, session } from "./memory.js";

/** @typedef {import("./api.js").ChatAnswer} ChatAnswer */
/** @typedef {import("./api.js").ChatRequest} ChatRequest */
/** @typedef {import("./api.js").Escalation} Escalation */
/** @typedef {import("./steps.js").Feedback} Feedback */

const MESSAGE_BYTES = 16 * 1024;

const form = /** @type {HTMLFormElement} */ (byId("composer"));
const box = /** @type {HTMLTextAreaElement} */ (byId("message"));
const sendButton = byId("send");
const waiting = byId("waiting");

/** How many answers are awaited; every conversation counts its own. */
let pending = 0;
/** Raised by a new conversation, so that an answer to the old one is not shown in it. */
let generation = 0;
/** The session being opened. @type {Promise<string> | null} */
let opening = null;

/** @type {(escalation: Escalation) => void} */
let onEscalation = () => {};

/**
 * Starts listening.
 * @param {{onEscalation: typeof onEscalation}} handlers what to do when an answer offers or made an escalation
 */
export function start(handlers) {
  onEscalation = handlers.onEscalation;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    submit();
  });
}

/** Begins a new conversation. */
export function reset() {
  generation += 1;
  pending = 0;
  opening = null;
  closeStep();
  clear();
  waiting.textContent = "";
  sendButton.removeAttribute("aria-disabled");
  addSaid("assistant", "chat-welcome");
}

/**
 * The session of this conversation, opened when there is none yet. The first message and an
 * escalation made while it is being answered must not open two.
 */
export function sessionId() {
  const { id } = session.get();
  if (id) return Promise.resolve(id);
  opening ??= openSession();
  return opening;
}

async function openSession() {
  const now = generation;
  const { machineId } = choices.get();
  try {
    const { session_id } = await api.openSession({
      user_id: claimedUser(),
      machine_id: machineId || null,
      language: language(),
    });
    if (now === generation) session.set({ id: session_id });
    return session_id;
  } finally {
    if (now === generation) opening = null;
  }
}

/** Shows what was said before a reload. A session the server does not know is forgotten. */
export async function restore() {
  const id = session.get().id;
  if (!id) return;
  const now = generation;
  try {
    const { messages } = await api.history(id);
    if (now !== generation) return;
    messages.forEach((message, index) => showStored(message, index === messages.length - 1));
  } catch (error) {
    if (error instanceof api.Problem && error.status === 404) forget();
    else showProblem(error);
  }
}

function submit() {
  const text = box.value.trim();
  if (!text || pending > 0) return box.focus();
  if (new TextEncoder().encode(text).length > MESSAGE_BYTES) {
    addSaid("failure", "chat-too_long");
    return;
  }
  box.value = "";
  const { machineId } = choices.get();
  /** @type {ChatRequest} */
  const request = {
    message: text,
    session_id: session.get().id,
    user_id: claimedUser(),
    machine_id: machineId || null,
    language: language(),
    conversation_history: conversation(),
  };
  endStep();
  addBubble("user", text);
  void deliver(request, api.newKey());
}

/**
 * Sends a message. A repeat carries the same key and body, so that it is stored once.
 * @param {ChatRequest} request
 * @param {string} key
 */
async function deliver(request, key) {
  const ask = async () => {
    request.session_id ??= await sessionId();
    const answer = await api.sendMessage(request, key);
    return () => showAnswer(answer);
  };
  await waitFor(ask, () => void deliver(request, key));
}

/**
 * Waits for an answer and shows it, or shows why there is none.
 * @param {() => Promise<() => void>} ask
 * @param {(() => void) | null} again what "Try again" does
 * @returns {Promise<boolean>} whether there was an answer
 */
async function waitFor(ask, again) {
  const now = generation;
  setPending(1);
  try {
    const show = await ask();
    if (now === generation) show();
    return true;
  } catch (error) {
    if (now === generation) showProblem(error, again);
    return false;
  } finally {
    if (now === generation) setPending(-1);
  }
}

/** @param {number} change */
function setPending(change) {
  pending += change;
  if (pending > 0) {
    sendButton.setAttribute("aria-disabled", "true");
    say(waiting, session.get().ticket ? "chat-sending" : "chat-thinking");
  } else {
    sendButton.removeAttribute("aria-disabled");
    waiting.removeAttribute("data-i18n");
    waiting.textContent = "";
  }
}

/** @param {ChatAnswer} answer */
function showAnswer(answer) {
  session.set({ id: answer.session_id });
  const escalated = answer.escalation?.decision === "escalate";
  if (answer.step_data && answer.message_type === "diagnostic_step") {
    showStep(answer);
  } else {
    const speaker = escalated || answer.model_used === "handoff" ? "system" : answer.success ? "assistant" : "failure";
    addBubble(speaker, answer.response);
  }
  if (answer.escalation) onEscalation(answer.escalation);
}

/** @param {Pick<ChatAnswer, "step_data" | "response">} answer */
function showStep({ step_data: data, response: text }) {
  if (!data) return null;
  session.set({ step: { text, data } });
  return addStep(data, text, data.requires_feedback ? (feedback) => giveFeedback(data.step_id, feedback) : null);
}

/** The step under way takes no answer any more. */
function endStep() {
  closeStep();
  session.set({ step: null });
}

/**
 * @param {string} stepId
 * @param {Feedback} feedback
 */
function giveFeedback(stepId, feedback) {
  const { id } = session.get();
  const hadFocus = byId("log").contains(document.activeElement);
  return waitFor(async () => {
    const answer = await api.sendStepFeedback({
      session_id: id ?? "",
      step_id: stepId,
      feedback,
      language: language(),
      user_id: claimedUser(),
    });
    return () => {
      session.set({ step: null });
      addSaid("user", `step-${feedback}`);
      showFeedbackAnswer(answer, hadFocus);
    };
  }, null);
}

/**
 * @param {api.FeedbackAnswer} answer
 * @param {boolean} hadFocus
 */
function showFeedbackAnswer(answer, hadFocus) {
  const next = answer.next_step;
  const card = next?.step_data ? showStep(next) : null;
  if (card && hadFocus) focusStep(card);
  else if (hadFocus) byId("log").focus({ preventScroll: true });
  if (next && !card) addBubble(next.success ? "assistant" : "failure", next.response);
  if (answer.completion_message) {
    const bubble = addBubble("system", answer.completion_message);
    bubble.classList.add(answer.workflow_status);
  }
  const escalation = answer.escalation ?? next?.escalation;
  if (escalation) onEscalation(escalation);
}

/**
 * The server's transcript holds words only, so just the step under way gets its card back.
 * @param {api.StoredMessage} message
 * @param {boolean} isLast
 */
function showStored(message, isLast) {
  const { sender, content, message_type: type } = message;
  const { step } = session.get();
  if (isLast && sender === "assistant" && step?.text === content) {
    showStep({ step_data: step.data, response: content });
    return;
  }
  const isAnswer = sender === "user" && type === "diagnostic_step" && known(`step-${content}`);
  const speaker = /** @type {import("./log.js").Speaker} */ (sender);
  addBubble(speaker, isAnswer ? t(`step-${content}`) : content, new Date(message.timestamp));
}

/**
 * A bubble that says why there is no answer, with a way to ask again.
 * @param {unknown} error
 * @param {(() => void) | null} [again]
 */
function showProblem(error, again = null) {
  const problem = error instanceof api.Problem ? error : new api.Problem("refused");
  const bubble = problem.detail
    ? addBubble("failure", problem.detail)
    : addSaid("failure", `problem-${problem.kind}`, { status: problem.status });
  if (!again) return;
  const button = say(document.createElement("button"), "problem-again");
  button.type = "button";
  button.className = "quiet";
  button.addEventListener("click", () => {
    if (pending > 0) return;
    button.remove();
    box.focus();
    again();
  });
  bubble.append(button);
}
