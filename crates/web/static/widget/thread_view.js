// @ts-check
// Draws what was said: bubbles, guided steps, the state of what is on its way.
import { html, nothing, repeat } from "../vendor/lit.js";
import { icon } from "./icons.js";
import { FEEDBACK, spoken } from "./thread.js";
import { ticketView } from "./ticket_view.js";

/** @typedef {import("./element.js").HandoverChat} Chat */
/** @typedef {import("./thread.js").Item} Item */
/** @typedef {import("./wire.js").StepData} StepData */
/** @typedef {import("./wire.js").Citation} Citation */

/** @param {Chat} chat */
export function threadView(chat) {
  const { thread } = chat.talk;
  const open = thread.openStep();
  /** @type {string} */
  let day = "";
  return repeat(
    thread.items.filter((one) => !isAnnounced(chat, one)),
    (one) => one.key,
    (one) => {
      const date = chat.words.day(one.at);
      const isNew = day !== "" && date !== day;
      day = date;
      const heading = isNew ? html`<p class="day"><span>${date}</span></p>` : nothing;
      return html`${heading}${itemView(chat, one, one === open)}`;
    },
  );
}

/** What the ticket's card says already: the sentence that was stored with it, unless that says to stop work. @param {Chat} chat @param {Item} one */
function isAnnounced({ talk: { ticket } }, one) {
  if (!ticket?.created_at || one.sender !== "system" || ticket.escalation_reason === "safety_concern") return false;
  return !one.isTicket && !one.note && one.at.getTime() === Date.parse(ticket.created_at);
}

/** @param {Chat} chat @param {Item} one @param {boolean} isOpen */
function itemView(chat, one, isOpen) {
  if (one.isTicket) return ticketView(chat);
  return one.step ? stepView(chat, one, isOpen) : bubbleView(chat, one);
}

/** Whose words these are. @param {Chat} chat @param {Item} one */
export const speaker = ({ words }, { sender, author }) => author ?? words.say(`chat-${sender}`);

/** What is shown of an item: the chat's own sayings follow the language. @param {Chat} chat @param {Item} one */
export function textOf({ words }, { note, sender, text }) {
  if (note) return words.say(note.id, note.args);
  return spoken(words, sender, text);
}

/** @param {Chat} chat @param {Item} one */
function bubbleView(chat, one) {
  const { words } = chat;
  const time = html`<time datetime=${one.at.toISOString()}>${words.clock(one.at)}</time>`;
  return html`
    <div class=${`bubble ${one.sender}`} ?data-owed=${one.delivery !== null && one.delivery !== "sent"}>
      <p class="speaker"><bdi>${speaker(chat, one)}</bdi> ${time}${sentMark(chat, one)}</p>
      <p class="text" dir="auto">${textOf(chat, one)}</p>
      ${one.isStopped ? html`<p class="delivery">${icon("halt", 16)} ${words.say("talk-stopped")}</p>` : nothing}
      ${citationsView(chat, one.citations)} ${deliveryView(chat, one)}
    </div>
  `;
}

/** @param {Chat} chat @param {Item} one */
function sentMark({ words }, one) {
  if (one.delivery !== "sent") return nothing;
  return html`<span class="sent">${icon("check", 14)}<span class="hidden">${words.say("message-sent")}</span></span>`;
}

/** What has become of a message of the user. @param {Chat} chat @param {Item} one */
function deliveryView(chat, one) {
  const { words, talk } = chat;
  const { delivery, key, detail } = one;
  if (delivery === "sending") return html`<p class="delivery">${icon("clock", 16)} ${words.say("message-sending")}</p>`;
  if (delivery === "waiting") {
    return html`
      <p class="delivery">${icon("clock", 16)} ${words.say("message-waiting")}</p>
      ${talk.isOnline ? nothing : html`<p class="emergency">${icon("stop", 22)}<span>${words.say("offline-emergency")}</span></p>`}
    `;
  }
  if (delivery !== "failed") return nothing;
  return html`
    <p class="delivery failed">${icon("alert", 16)} ${words.say("message-failed")}</p>
    ${detail ? html`<p class="detail" dir="auto">${detail}</p>` : nothing}
    <div class="row">
      <button type="button" @click=${() => talk.delivery.retry(key)}>${words.say("message-retry")}</button>
      <button type="button" class="plain" @click=${() => talk.delivery.discard(key)}>${words.say("message-discard")}</button>
    </div>
  `;
}

/** @param {Chat} chat @param {Item} one @param {boolean} isOpen */
function stepView(chat, one, isOpen) {
  const { words } = chat;
  const step = /** @type {StepData} */ (one.step);
  const facts = [
    step.estimated_duration > 0 && words.say("step-minutes", { minutes: step.estimated_duration }),
    typeof step.confidence_score === "number" && words.say("step-confidence", { confidence: words.percent(step.confidence_score) }),
  ];
  return html`
    <article class="step" aria-labelledby=${`${one.key}-title`}>
      <header>
        <h3 id=${`${one.key}-title`} tabindex="-1" data-step=${step.step_id}>${words.say("step-title", { number: step.step_number })}</h3>
        <p class="facts">${facts.filter(Boolean).map((fact) => html`<span class="chip">${fact}</span>`)}</p>
      </header>
      ${listView("warnings", words.say("step-warnings"), step.safety_warnings)}
      <p class="text" dir="auto">${one.text}</p>
      ${listView("outcomes", words.say("step-outcomes"), step.expected_outcomes)}
      ${citationsView(chat, step.citations ?? one.citations)} ${isOpen ? answersView(chat, step) : nothing}
    </article>
  `;
}

/** @param {string} kind @param {string} title @param {string[] | undefined} lines */
function listView(kind, title, lines) {
  if (!lines?.length) return nothing;
  return html`<div class=${kind}><p class="label">${title}</p><ul dir="auto">${lines.map((line) => html`<li>${line}</li>`)}</ul></div>`;
}

/** @param {Chat} chat @param {Citation[] | undefined} citations */
function citationsView(chat, citations) {
  if (!citations?.length) return nothing;
  return html`
    <div class="citations">
      <p class="label">${chat.words.say("step-sources")}</p>
      <ul>${citations.map((citation) => html`<li>${citationView(chat, citation)}</li>`)}</ul>
    </div>
  `;
}

/** @param {Chat} chat @param {Citation} citation */
function citationView(chat, citation) {
  const name = citationName(citation);
  if (!citation.passage) return html`<span class="source">${icon("book", 16)} <bdi>${name}</bdi></span>`;
  return html`<button type="button" class="link" @click=${(/** @type {Event} */ event) => chat.showPassage(citation, event)}>${icon("book", 16)} <bdi>${name}</bdi></button>`;
}

/** @param {Citation} citation */
export const citationName = ({ title, section }) => (section && section !== title ? `${title} › ${section}` : title);

/** @param {Chat} chat @param {StepData} step */
function answersView(chat, step) {
  const { words, answering } = chat;
  const isBusy = answering?.step === step.step_id;
  const button = (/** @type {string} */ feedback) => html`
    <button type="button" aria-disabled=${isBusy} aria-pressed=${isBusy && answering?.feedback === feedback} @click=${() => chat.answerStep(step, feedback)}>
      ${words.say(`step-${feedback}`)}
    </button>
  `;
  return html`
    <div class="answers" role="group" aria-label=${words.say("step-question")}>
      <p class="label" aria-hidden="true">${words.say("step-question")}</p>
      ${FEEDBACK.map(button)}
      ${chat.stepFailure ? html`<p class="failure" role="alert">${chat.stepFailure()}</p>` : nothing}
    </div>
  `;
}
