// @ts-check
// Draws the way to a person: the offer, the stop-work banner, the ticket with its queue and its end.
import { html, nothing } from "../vendor/lit.js";
import { contactLine, telephone, withNumber } from "./contact.js";
import { icon } from "./icons.js";

/** @typedef {import("./element.js").HandoverChat} Chat */
/** @typedef {import("./wire.js").Ticket} Ticket */
/** @typedef {import("./wire.js").Contact} Contact */

/** @param {Chat} chat */
export function offerView(chat) {
  const { words, talk } = chat;
  const { offer } = talk;
  if (!offer) return nothing;
  return html`
    <section class="offer" aria-labelledby="offer-title">
      <h3 id="offer-title">${words.say("offer-title")}</h3>
      <p>${words.say(`offer-${offer.reason}`)}</p>
      ${offer.contact ? html`<p class="contact">${contactLine(words, "ticket-contact", offer.contact)}</p>` : nothing}
      <button type="button" class="primary" @click=${() => chat.openEscalation(offer.reason)}>${words.say("offer-accept")}</button>
    </section>
  `;
}

/** What must be right without any server but for number and contact. @param {Chat} chat */
export function stopWorkView(chat) {
  const { words, talk } = chat;
  if (!talk.stopWork) return nothing;
  const { number, contact } = talk.stopWork;
  // A made-up number would cost the minutes that matter.
  const isReal = talk.ways?.sample_contacts === false && contact !== null && telephone(contact.phone) !== "";
  return html`
    <section class="stop-work">
      ${icon("stop", 40)}
      <div>
        <h3>${words.say("stop-title")}</h3>
        <p>${words.say("stop-text")}</p>
        <p class="contact"><span class="part">${withNumber(words, "stop-ticket", number)}</span>
          ${isReal ? contactLine(words, "stop-contact", contact) : nothing}</p>
      </div>
    </section>
  `;
}

/** @param {Chat} chat */
export function ticketView(chat) {
  const { words, talk } = chat;
  const { ticket } = talk;
  if (!ticket) return nothing;
  const { primary_contact: contact, alternative_contacts: others } = ticket.expert_contact_info;
  const more = others.filter((other) => other.name !== contact.name);
  const isOver = !talk.hasOpenTicket;
  return html`
    <article class="ticket" aria-live="off" aria-labelledby="ticket-number">
      <p class="label">${words.say("ticket-label")}</p>
      <h3 id="ticket-number" dir="ltr" tabindex="-1">${ticket.ticket_number}</h3>
      <p class="facts">
        <span class=${`chip ${ticket.status}`}>${words.say(`status-${ticket.status}`)}</span>
        ${ticket.priority ? html`<span class=${`chip ${ticket.priority}`}>${words.say(`priority-${ticket.priority}`)}</span>` : nothing}
      </p>
      ${isOver ? overView(chat, ticket) : underwayView(chat, ticket)}
      <p class="contact">${contactLine(words, "ticket-contact", contact)}</p>
      ${detailsOf(contact) ? html`<p class="hint" dir="auto">${detailsOf(contact)}</p>` : nothing}
      ${more.length ? html`<ul class="alternatives">${more.map((other) => html`<li class="contact">${contactLine(words, "ticket-alternative", other)}</li>`)}</ul>` : nothing}
      ${isOver ? nothing : actionsView(chat, ticket)} ${chat.mailbox?.view(chat.words, ticket) ?? nothing}
    </article>
  `;
}

/** @param {Contact} contact */
const detailsOf = ({ hours, specialization }) => [hours, specialization].filter(Boolean).join(" · ");

/** @param {Chat} chat @param {Ticket} ticket */
function underwayView(chat, ticket) {
  const { words, talk } = chat;
  const name = ticket.assigned_expert_name;
  const standing = name ? words.say("ticket-assigned", { name }) : withNumber(words, "ticket-created", ticket.ticket_number);
  return html`
    ${talk.queue ? queueView(chat, ticket, talk.queue) : html`<p>${standing}</p>`}
    <p>${words.say("ticket-goes_on")}</p>
  `;
}

/**
 * The place in the queue, how long it usually takes, and what to do instead of waiting.
 * @param {Chat} chat
 * @param {Ticket} ticket
 * @param {import("./wire.js").Queue} queue
 */
function queueView(chat, ticket, queue) {
  const { words, asking } = chat;
  const canAsk = asking !== "email" && !ticket.notify_email;
  return html`
    <div class="queue">
      <p><strong>${words.say("queue-position", { position: queue.position })}</strong></p>
      <p>${waitingFor(words, queue)}</p>
      ${canAsk ? html`<p>${words.say("queue-free")}</p>${emailButton(chat)}` : nothing}
    </div>
  `;
}

/** @param {import("./words.js").Words} words @param {import("./wire.js").Queue} queue */
function waitingFor(words, { expected_seconds: expected, at_most_seconds: most, nobody_available: nobody }) {
  // Past times say nothing while nobody is there to answer.
  if (nobody) return [words.say("queue-unattended"), words.say("queue-unattended_next")].join(" ");
  if (expected === null) return words.say("queue-unknown");
  const time = words.duration(expected);
  const longest = most === null ? time : words.duration(most);
  const usually = words.say("queue-expected", { time });
  return longest === time ? usually : `${usually} ${words.say("queue-most", { most: longest })}`;
}

/** @param {Chat} chat */
const emailButton = (chat) =>
  html`<button type="button" data-ask="email" @click=${() => chat.ask("email")}>${chat.words.say("ticket-email")}</button>`;

/** @param {Chat} chat @param {Ticket} ticket */
const overView = ({ words }, { resolution_notes: text }) =>
  text ? html`<p class="resolved" dir="auto">${words.say("ticket-resolved", { text })}</p>` : nothing;

/** What the user can do about an open ticket. @param {Chat} chat @param {Ticket} ticket */
function actionsView(chat, ticket) {
  const { words, talk, asking } = chat;
  const close = () => chat.ask(null);
  if (!talk.isKnown) return nothing;
  if (asking === "solved") {
    return html`
      <div class="question" role="group" aria-labelledby="solved-title">
        <p id="solved-title" tabindex="-1">${words.say("ticket-solved_ask")}</p>
        <div class="row">
          <button type="button" class="primary" @click=${() => chat.act(() => talk.cancelEscalation())}>${words.say("ticket-solved_yes")}</button>
          <button type="button" @click=${close}>${words.say("ticket-solved_no")}</button>
        </div>
        ${failureView(chat)}
      </div>
    `;
  }
  if (asking === "email") {
    return html`
      <form class="question" @submit=${(/** @type {SubmitEvent} */ event) => chat.saveEmail(event)}>
        <label class="field"><span>${words.say("ticket-email_label")}</span><input name="email" type="email" dir="ltr" required autocomplete="email" maxlength="254"></label>
        <div class="row">
          <button class="primary">${words.say("ticket-email_save")}</button>
          <button type="button" @click=${close}>${words.say("escalate-cancel")}</button>
        </div>
        ${failureView(chat)}
      </form>
    `;
  }
  const email = ticket.notify_email;
  return html`
    ${email ? html`<p class="hint">${words.say("ticket-email_saved", { email })}</p>` : nothing}
    <div class="row">
      <button type="button" data-ask="solved" @click=${() => chat.ask("solved")}>${words.say("ticket-solved")}</button>
      ${email || talk.queue ? nothing : emailButton(chat)}
    </div>
  `;
}

/** @param {Chat} chat */
const failureView = ({ words, actionFailed }) =>
  actionFailed ? html`<p class="failure" role="alert">${words.say("ticket-action_failed")}</p>` : nothing;
