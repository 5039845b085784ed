// @ts-check
// The two dialogs: asking for an expert, and the passage that an answer rests on.
import { html, live, nothing } from "../vendor/lit.js";
import { withNumber } from "./contact.js";
import { icon } from "./icons.js";
import { citationName } from "./thread_view.js";

/** @typedef {import("./element.js").HandoverChat} Chat */

/** The wire's words, with the prototype's defaults first where there is one. */
const REASONS = ["user_request", "low_confidence", "steps_exceeded", "safety_concern", "complex_issue", "expert_required"];
const PRIORITIES = ["low", "medium", "high", "urgent"];

/**
 * What is filled in.
 * @typedef {{reason: string, priority: string, notes: string}} Form
 */

/** @returns {Form} */
export const emptyForm = () => ({ reason: "user_request", priority: "medium", notes: "" });

/** @param {Chat} chat */
export function escalationView(chat) {
  const { words, talk, escalation } = chat;
  const { form, isBusy } = escalation;
  const reason = (/** @type {string} */ value) => html`<option value=${value} ?selected=${value === form.reason}>${words.say(`reason-${value}`)}</option>`;
  const priority = (/** @type {string} */ value) => html`<option value=${value} ?selected=${value === form.priority}>${words.say(`priority-${value}`)}</option>`;
  const change = (/** @type {keyof Form} */ name) => (/** @type {Event} */ event) => {
    form[name] = /** @type {HTMLSelectElement} */ (event.target).value;
  };
  return html`
    <dialog id="escalation" aria-labelledby="escalation-title" aria-describedby="escalation-about" @cancel=${chat.cancelDialog} @close=${chat.closedDialog}>
      <form method="dialog" aria-busy=${isBusy} @submit=${escalation.send}>
        <h2 id="escalation-title">${words.say("escalate-title")}</h2>
        <p id="escalation-about">${words.say("escalate-about")}</p>
        ${talk.hasOpenTicket && talk.ticket ? html`<p class="standing">${withNumber(words, "escalate-standing", talk.ticket.ticket_number)}</p>` : nothing}
        <label class="field"><span>${words.say("escalate-reason")}</span>
          <select name="reason" .value=${live(form.reason)} @change=${change("reason")}>${REASONS.map(reason)}</select>
        </label>
        <label class="field"><span>${words.say("escalate-priority")}</span>
          <select name="priority" .value=${live(form.priority)} @change=${change("priority")}>${PRIORITIES.map(priority)}</select>
        </label>
        <label class="field"><span>${words.say("escalate-notes")}</span>
          <textarea name="notes" rows="3" dir="auto" maxlength="5000" .value=${live(form.notes)} @input=${change("notes")}></textarea>
        </label>
        ${sentView(chat)}
        <div class="actions">
          <p class="failure" role="alert">${escalation.failure().map((sentence) => html`<bdi>${sentence}</bdi> `)}</p>
          <button type="button" aria-disabled=${isBusy} @click=${chat.dismiss}>${words.say("escalate-cancel")}</button>
          <button class="primary" aria-disabled=${isBusy}>${words.say(isBusy ? "escalate-busy" : "escalate-submit")}</button>
        </div>
      </form>
    </dialog>
  `;
}

/** What goes to the expert, before it goes. @param {Chat} chat */
function sentView({ words, talk, machineName }) {
  const { messages, steps } = talk.thread.counts();
  const confidence = talk.thread.confidence();
  const said = confidence === null
    ? words.say("sent-confidence_none")
    : words.say("sent-confidence", { confidence: words.percent(confidence) });
  return html`
    <div class="sent-list">
      <p class="label">${words.say("sent-title")}</p>
      <ul>
        <li>${words.say("sent-messages", { count: messages })}</li>
        ${steps ? html`<li>${words.say("sent-steps", { count: steps })}</li>` : nothing}
        ${machineName ? html`<li>${words.say("sent-machine", { machine: machineName })}</li>` : nothing}
        <li>${said}</li>
      </ul>
    </div>
  `;
}

/** @param {Chat} chat */
export function passageView(chat) {
  const { words, passage } = chat;
  return html`
    <dialog id="passage" aria-labelledby="passage-title" @close=${chat.closedDialog}>
      <div class="dialog-head">
        <h2 id="passage-title" dir="auto">${passage ? citationName(passage.citation) : nothing}</h2>
        <button type="button" class="icon-button" aria-label=${words.say("widget-close")} @click=${chat.dismiss}>${icon("close")}</button>
      </div>
      ${passage ? passageText(chat, passage) : nothing}
    </dialog>
  `;
}

/**
 * @param {Chat} chat
 * @param {NonNullable<Chat["passage"]>} passage
 */
function passageText({ words }, { opened, failed }) {
  if (failed) return html`<p class="failure" role="alert">${words.say("passage-failed")}</p>`;
  if (!opened) return html`<p role="status">${words.say("passage-loading")}</p>`;
  const { title, language, notice, text } = opened;
  return html`
    <div class="passage" dir="auto" lang=${language} tabindex="0" role="region" aria-labelledby="passage-title">${text}</div>
    ${notice ? html`<p class="hint" dir="auto">${notice}</p>` : nothing}
    <p class="hint">${words.say("passage-from", { title })}</p>
  `;
}
