// @ts-check
// Draws who and what a ticket is about: the user and the machine with their other tickets, the contact, the mails.
import { html, nothing } from "../vendor/lit.js";
import { telephone } from "../widget/contact.js";
import { headline } from "./brief.js";
import { age, card, clockThere, fact, here, known, languageName, moment, said, statusView, timeView } from "./look.js";

/** @typedef {import("./element.js").HandoverDesk} Desk */
/** @typedef {import("./case.js").Case} Case */
/** @typedef {import("./wire.js").TicketFile} TicketFile */
/** @typedef {import("./wire.js").Ticket} Ticket */
/** @typedef {import("./wire.js").Mail} Mail */

/** @param {Desk} desk @param {Case} current @param {TicketFile} file */
export function peopleView(desk, current, file) {
  const { words } = desk;
  const contact = file.expert_contact_info.primary_contact;
  const phone = telephone(contact.phone);
  return html`
    ${userView(desk, current, file)} ${machineView(desk, current, file)}
    ${card(
      "contact",
      words.say("contact-title"),
      html`<dl>
        ${fact(words.say("who-name"), said(contact.name))}
        ${fact(words.say("contact-phone"), phone ? html`<a href=${phone} dir="ltr">${contact.phone}</a>` : contact.phone)}
        ${fact(words.say("who-email"), said(contact.email))}
      </dl>`,
    )}
  `;
}

/** @param {Desk} desk @param {Case} current @param {TicketFile} file */
function userView(desk, { session, isUserHere, card: known }, file) {
  const { words } = desk;
  const user = known?.user;
  const there = clockThere(words, new Date(), user?.time_zone);
  const id = user?.user_id ?? session?.user_id;
  return card(
    "user",
    words.say("user-title"),
    html`<dl>
        ${user?.name ? fact(words.say("who-name"), said(user.name)) : nothing}
        ${fact(words.say("who-user"), id ? html`<code>${id}</code>` : words.say("user-visitor"))}
        ${user?.organization_name ? fact(words.say("filter-organization_name"), said(user.organization_name)) : nothing}
        ${user?.role ? fact(words.say("user-role"), said(user.role)) : nothing}
        ${fact(words.say("page-language"), session ? languageName(words, session.language) : null)}
        ${there ? fact(words.say("user-time"), words.say("user-time_there", { time: there, zone: user?.time_zone ?? "" })) : nothing}
        ${isUserHere ? fact(words.say("user-here"), words.say("user-here_now")) : nothing}
        ${user?.email ? fact(words.say("who-email"), said(user.email)) : nothing}
        ${file.notify_email && file.notify_email !== user?.email ? fact(words.say("user-notify"), said(file.notify_email)) : nothing}
        ${user ? fact(words.say("user-sessions"), words.number(user.sessions)) : nothing}
      </dl>
      ${user ? othersView(desk, file, user) : nothing}`,
  );
}

/** @param {Desk} desk @param {Case} current @param {TicketFile} file */
function machineView(desk, { session, card: known }, file) {
  const { words } = desk;
  // As it was when the ticket was made; what it is now only where that is not known.
  const machine = file.machine_context ?? known?.machine;
  const id = machine?.machine_id ?? session?.machine_id;
  if (!id) return nothing;
  return card(
    "machine",
    words.say("machine-label"),
    html`<dl>
        ${fact(words.say("who-name"), machine?.name ? said(machine.name) : null)} ${fact(words.say("machine-model"), machine?.model ? said(machine.model) : null)}
        ${fact(words.say("machine-serial"), machine?.serial ? html`<code>${machine.serial}</code>` : null)}
        ${fact(words.say("machine-hours"), typeof machine?.hours === "number" ? words.number(machine.hours) : null)}
        ${fact(words.say("machine-place"), machine?.location ? said(machine.location) : null)}
        ${fact(words.say("who-machine"), html`<code>${id}</code>`)}
      </dl>
      ${known?.machine ? othersView(desk, file, known.machine) : nothing}`,
  );
}

/** Other tickets of the same user or machine. @param {Desk} desk @param {TicketFile} file @param {{tickets: import("./wire.js").TicketCount, recent: Ticket[]}} known */
function othersView(desk, file, { tickets, recent }) {
  const { words } = desk;
  const others = recent.filter(({ id }) => id !== file.id);
  const link = (/** @type {Ticket} */ { ticket_number: number, status, created_at: at, session_summary: summary }) => html`
    <li>
      <a href=${desk.address(undefined, number)} @click=${here(() => void desk.go(number))}><bdi class="number">${number}</bdi></a> ${statusView(words, status)} <span class="soft figures">${age(words, at)}</span>
      ${summary ? html`<span class="about" dir="auto">${headline(summary)}</span>` : nothing}
    </li>
  `;
  return html`
    <p class="soft">${words.say("others-count", { total: tickets.total, open: tickets.open })}</p>
    ${others.length ? html`<ul class="line-list others">${others.map(link)}</ul>` : nothing}
  `;
}

/** @param {Desk} desk @param {Case} current */
export function mailsView({ words }, { mails }) {
  if (!mails) return nothing;
  const list = mails.notifications;
  return card(
    "mails",
    words.say("mail-title"),
    list.length === 0
      ? html`<p class="hint">${words.say("mails-none")}</p>`
      : html`${mails.smtp_configured ? nothing : html`<p class="hint">${words.say("mail-not_configured")}</p>`}
          <ul class="line-list">${list.map((mail) => mailView(words, mail))}</ul>`,
  );
}

/** @param {import("../widget/words.js").Words} words @param {Mail} mail */
function mailView(words, mail) {
  const { status, attempts } = mail;
  const recipients = mail.recipients.length ? words.list(mail.recipients) : null;
  return html`
    <li>
      <span class="chip" data-mail=${status}>${words.say(`mail-${status}`)}</span> <bdi>${mail.subject ?? words.say("mail-unreadable")}</bdi>
      <span class="soft">${recipients ? words.say("mail-to", { recipients, attempts }) : words.say("mail-nobody")}</span>
      ${status === "waiting" && attempts > 0 ? html`<span class="soft">${words.say("mails-next", { time: moment(words, mail.next_attempt_at) })}</span>` : nothing}
      ${mail.delivery_attempts?.length ? attemptsView(words, mail.delivery_attempts) : nothing}
      ${mail.last_error && !mail.delivery_attempts?.length ? html`<span class="failure"><bdi>${mail.last_error}</bdi></span>` : nothing}
      ${mail.text ? html`<details><summary>${words.say("mail-text")}</summary><pre dir="auto" tabindex="0">${mail.text}</pre></details>` : nothing}
    </li>
  `;
}

/** Every attempt to deliver a mail, the newest first. @param {import("../widget/words.js").Words} words @param {import("./wire.js").Attempt[]} attempts */
const attemptsView = (words, attempts) => html`
  <ol class="attempts">
    ${[...attempts].reverse().map(
      ({ outcome, recipient, detail, at }) => html`
        <li data-outcome=${outcome}>
          <span>${known(words, `attempt-${outcome}`, outcome)}</span> <span class="soft">${timeView(words, at)} · <bdi>${recipient}</bdi></span>
          ${detail ? html`<span class="detail"><bdi>${detail}</bdi></span>` : nothing}
        </li>
      `,
    )}
  </ol>
`;
