// @ts-check
// The mails about a ticket as they wait or went out, for those who may read them. Loaded only where a page asks for it.
import { html, nothing, repeat } from "../vendor/lit.js";

/** @typedef {import("./wire.js").Mail} Mail */
/** @typedef {import("./wire.js").Ticket} Ticket */
/** @typedef {import("./words.js").Words} Words */

/** The mails about one ticket at a time. */
export class Mailbox {
  /** @type {import("./wire.js").Mails | null} */
  #mails = null;
  /** What they were read for: the ticket as it was then. */
  #readFor = "";
  #failed = false;

  /**
   * @param {import("./conversation.js").Conversation} talk
   * @param {() => void} redraw
   */
  constructor(talk, redraw) {
    this.talk = talk;
    this.redraw = redraw;
  }

  /** @param {Words} words @param {Ticket} ticket */
  view(words, ticket) {
    const now = `${ticket.id} ${ticket.status} ${ticket.priority}`;
    if (now !== this.#readFor) {
      this.#readFor = now;
      void this.#read(ticket.id);
    }
    const mails = this.#mails;
    if (!mails?.notifications.length) return nothing;
    return html`
      <section class="mails" aria-labelledby="mails-title">
        <h4 id="mails-title">${words.say("mail-title")}</h4>
        <p>${words.say(mails.smtp_configured ? "mail-configured" : "mail-not_configured")}</p>
        ${repeat(mails.notifications, ({ id }) => id, (mail) => mailView(words, mail))}
        <div class="row"><button type="button" @click=${() => this.#read(ticket.id)}>${words.say(this.#failed ? "ticket-refresh_failed" : "ticket-refresh")}</button></div>
      </section>
    `;
  }

  /** @param {string} ticket */
  async #read(ticket) {
    try {
      this.#mails = await this.talk.client.ask("GET", `ai/tickets/${encodeURIComponent(ticket)}/notifications`);
      this.#failed = false;
    } catch {
      this.#failed = true;
    }
    this.redraw();
  }
}

/** @param {Words} words @param {Mail} mail */
function mailView(words, mail) {
  const known = words.has(`mail-${mail.status}`);
  const to = mail.recipients.length
    ? words.say("mail-to", { recipients: words.list(mail.recipients), attempts: mail.attempts })
    : words.say("mail-nobody");
  return html`
    <details class="mail">
      <summary><span dir="auto">${mail.subject ?? words.say("mail-unreadable")}</span> <span class=${`chip ${mail.status}`}>${known ? words.say(`mail-${mail.status}`) : mail.status}</span></summary>
      <p>${to}</p>
      ${mail.last_error ? html`<p class="failure" dir="auto">${mail.last_error}</p>` : nothing}
      ${mail.text ? html`<pre dir="auto" tabindex="0" role="region" aria-label=${words.say("mail-text")}>${mail.text}</pre>` : nothing}
    </details>
  `;
}
