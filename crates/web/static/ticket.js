// @ts-check
// What the user sees of a ticket: the card, the stop-work banner, and its mails as they wait.
import * as api from "./api.js";
import { make, byId, showText } from "./parts.js";
import { known, say, t } from "./strings.js";
import { add, showEnd } from "./log.js";
import { showContact } from "./contact.js";
import { isTrusted, session } from "./memory.js";

/** @typedef {import("./memory.js").Ticket} Ticket */

const stopWorkPlace = byId("stop-work-place");
const owner = byId("owner");

/** The card on the page, drawn again when the language changes. @type {ReturnType<typeof make> | null} */
let card = null;
/** The stop-work banner; built once, because every building is announced. @type {ReturnType<typeof make> | null} */
let banner = null;
/** What the server last said about the ticket. @type {{status: string, priority: string | null}} */
let state = { status: "open", priority: null };

/**
 * Shows a ticket for the first time and remembers it. A ticket that is shown already is refreshed.
 * @param {Ticket} ticket
 */
export function show(ticket) {
  const shown = card && session.get().ticket;
  if (shown?.id === ticket.id) {
    session.set({ ticket: { ...ticket, alternatives: shown.alternatives, stopWork: ticket.stopWork ?? shown.stopWork } });
    draw();
  } else {
    session.set({ ticket });
    card?.part("refresh").remove();
    banner?.root.remove();
    banner = null;
    card = make("ticket");
    state = { status: "open", priority: null };
    card.part("refresh").addEventListener("click", refresh);
    draw();
    add(card.root);
  }
  void refresh();
}

/** Takes everything about a ticket off the page. */
export function reset() {
  card = null;
  banner = null;
  stopWorkPlace.replaceChildren();
  say(owner, "chat-owner_assistant");
}

/** Shows the ticket that was there before a reload. */
export function restore() {
  const { ticket } = session.get();
  if (ticket) show(ticket);
}

/** Puts the keyboard on the card. */
export const focus = () => card?.part("number").focus();

/** Draws card and banner in the current language. */
export function draw() {
  const { ticket } = session.get();
  if (!ticket || !card) return;
  const args = { number: ticket.number };
  const isOver = ["resolved", "closed"].includes(state.status);
  say(owner, isOver ? "chat-owner_assistant" : "chat-owner_expert", isOver ? undefined : args);
  card.part("number").textContent = ticket.number;
  say(card.part("status"), `status-${state.status}`);
  if (state.priority) say(card.part("priority"), `priority-${state.priority}`);
  say(card.part("created"), "ticket-created", args);
  showContact(card.part("contact"), "ticket-contact", ticket.contact);
  const { hours, specialization } = ticket.contact ?? {};
  showText(card.part("hours"), [hours, specialization].filter(Boolean).join(" · "));
  drawAlternatives(card.part("alternatives"), ticket);
  drawStopWork(ticket);
}

/**
 * @param {HTMLElement} list
 * @param {Ticket} ticket
 */
function drawAlternatives(list, ticket) {
  const others = ticket.alternatives.filter((other) => other.name !== ticket.contact?.name);
  list.hidden = others.length === 0;
  list.replaceChildren(
    ...others.map((other) => {
      const item = document.createElement("li");
      item.className = "contact-line";
      showContact(item, "ticket-alternative", other);
      return item;
    }),
  );
}

/** @param {Ticket} ticket */
function drawStopWork(ticket) {
  if (!ticket.stopWork) return;
  banner ??= make("stop-work");
  say(banner.part("ticket"), "stop-ticket", { number: ticket.number });
  showContact(banner.part("contact"), "stop-contact", ticket.stopWork.contact);
  if (banner.root.isConnected) return;
  stopWorkPlace.append(banner.root);
  showEnd();
}

/** Asks the server how the ticket and its mails stand. */
async function refresh() {
  const { ticket } = session.get();
  const shown = card;
  if (!ticket || !shown) return;
  const button = shown.part("refresh");
  button.setAttribute("aria-disabled", "true");
  try {
    // Where callers are told apart only support reads them.
    const mails = isTrusted() ? api.notifications(ticket.id) : null;
    const [answer, shownMails] = await Promise.all([api.ticket(ticket.id), mails]);
    if (card !== shown) return;
    state = { status: answer.status, priority: answer.priority };
    const { primary_contact: contact, alternative_contacts: alternatives } = answer.expert_contact_info;
    session.set({ ticket: { ...ticket, contact, alternatives } });
    say(button, "ticket-refresh");
    draw();
    if (shownMails) drawMails(shown, shownMails);
  } catch {
    // The card holds what matters; the button says that this part is old.
    say(button, "ticket-refresh_failed");
  } finally {
    button.removeAttribute("aria-disabled");
  }
}

/**
 * @param {ReturnType<typeof make>} shown
 * @param {api.Notifications} mails
 */
function drawMails(shown, mails) {
  const list = shown.part("mail-list");
  const open = new Set(Array.from(list.querySelectorAll("details[open]"), (mail) => /** @type {HTMLElement} */ (mail).dataset.id));
  shown.part("mails").hidden = mails.notifications.length === 0;
  say(shown.part("mail-state"), mails.smtp_configured ? "mail-configured" : "mail-not_configured");
  list.replaceChildren(...mails.notifications.map((mail) => mailElement(mail, open.has(mail.id))));
}

/**
 * @param {api.Notification} mail
 * @param {boolean} open
 */
function mailElement(mail, open) {
  const { root, part } = make("mail");
  root.dataset.id = mail.id;
  root.toggleAttribute("open", open);
  if (mail.subject === null) say(part("subject"), "mail-unreadable");
  else part("subject").textContent = mail.subject;
  const status = `mail-${mail.status}`;
  if (known(status)) say(part("status"), status);
  else part("status").textContent = mail.status;
  part("status").classList.add(mail.status);
  const none = mail.recipients.length === 0;
  const names = mail.recipients.join(", ");
  say(part("recipients"), none ? "mail-nobody" : "mail-to", none ? undefined : { recipients: names, attempts: mail.attempts });
  showText(part("error"), mail.last_error ?? "");
  showText(part("text"), mail.text ?? "");
  return root;
}

/** The contact sentence of an offer. @param {HTMLElement} element @param {api.Contact | null} contact */
export const showOfferContact = (element, contact) => showContact(element, "ticket-contact", contact);

/** What to call the ticket when there is one. */
export const standing = () => {
  const { ticket } = session.get();
  return ticket ? t("escalate-standing", { number: ticket.number }) : "";
};
