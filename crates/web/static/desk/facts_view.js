// @ts-check
// Draws what is to be known about a ticket: the brief, why it came, who and what it is about, the mails, the history.
import { html, live, nothing } from "../vendor/lit.js";
import { icon } from "../widget/icons.js";
import { telephone } from "../widget/contact.js";
import { firstOf, highlighted, readBrief, sequenceOfStep } from "./brief.js";
import { fact, moment, said, timeView } from "./look.js";

/** @typedef {import("./element.js").HandoverDesk} Desk */
/** @typedef {import("./case.js").Case} Case */
/** @typedef {import("./wire.js").TicketFile} TicketFile */
/** @typedef {import("./wire.js").Trigger} Trigger */
/** @typedef {import("./wire.js").Mail} Mail */

const PRIORITIES = ["low", "medium", "high", "urgent"];
/** What a rule looked at, whose values are shares. */
const SHARES = ["confidence", "confidence_threshold"];

/** @param {Desk} desk @param {Case} current @param {TicketFile} file */
export function factsView(desk, current, file) {
  return html`
    <section class="facts" aria-label=${desk.words.say("ticket-facts")}>
      ${briefView(desk, current, file)} ${whyView(desk, current, file)} ${workView(desk, file)} ${peopleView(desk, current, file)}
      ${mailsView(desk, current)} ${historyView(desk, file)}
    </section>
  `;
}

/** @param {string} id @param {string} title @param {unknown} content */
const card = (id, title, content) => html`<section class="card" aria-labelledby=${id}><h3 id=${id}>${title}</h3>${content}</section>`;

/** @param {Desk} desk @param {number | null} sequence @param {unknown} content */
const jump = (desk, sequence, content) =>
  sequence === null ? html`<span>${content}</span>` : html`<button type="button" class="jump" dir="auto" @click=${() => desk.jump(sequence)}>${content}</button>`;

/** @param {Desk} desk @param {Case} current @param {TicketFile} file */
function briefView(desk, { messages }, file) {
  const { words } = desk;
  const brief = readBrief(file.session_summary);
  const first = brief.said[0];
  const latest = brief.said.slice(1);
  const diagnosed = messages.find((one) => one.step_data)?.sequence ?? firstOf(messages, "assistant");
  const about = [brief.category, brief.confidence === null ? null : words.percent(brief.confidence)].filter(Boolean).join(" · ");
  return card(
    "brief",
    words.say("brief-title"),
    html`
      <dl>
        ${first ? fact(words.say("brief-problem"), jump(desk, first.sequence, first.text)) : fact(words.say("brief-problem"), brief.problem ?? words.say("queue-no_words"))}
        ${file.additional_notes ? fact(words.say("brief-notes"), html`<span dir="auto">${file.additional_notes}</span>`) : nothing}
        ${latest.length ? fact(words.say("brief-latest"), html`<ul>${latest.map((line) => html`<li>${jump(desk, line.sequence, line.text)}</li>`)}</ul>`) : nothing}
        ${brief.steps.length ? fact(words.say("brief-steps"), html`<ol>${brief.steps.map((step) => stepView(desk, messages, step))}</ol>`) : nothing}
        ${brief.warnings.length ? fact(words.say("step-warnings"), html`<ul class="warnings">${brief.warnings.map((one) => html`<li>${jump(desk, diagnosed, one)}</li>`)}</ul>`) : nothing}
        ${about ? fact(words.say("brief-category"), jump(desk, diagnosed, about)) : nothing}
        ${brief.causes.length ? fact(words.say("brief-causes"), html`<details><summary>${words.say("brief-causes_count", { count: brief.causes.length })}</summary><ul>${brief.causes.map((one) => html`<li>${jump(desk, diagnosed, one)}</li>`)}</ul></details>`) : nothing}
      </dl>
    `,
  );
}

/** @param {Desk} desk @param {import("./wire.js").Message[]} messages @param {import("./brief.js").TriedStep} step */
function stepView(desk, messages, { number, text, outcome, feedback }) {
  const at = sequenceOfStep(messages, number);
  const after = messages.find((one) => at !== null && one.sequence > at && one.sender === "user")?.sequence ?? null;
  return html`
    <li value=${number}>
      <span class="chip" data-outcome=${outcome}>${desk.words.say(`outcome-${outcome}`)}</span> ${jump(desk, at, text)}
      ${feedback ? html`<span class="feedback">${jump(desk, after, html`“${feedback}”`)}</span>` : nothing}
    </li>
  `;
}

/** The decision that made the ticket with what led to it, and the others. @param {Desk} desk @param {Case} current @param {TicketFile} file */
function whyView(desk, { triggers, messages }, file) {
  const { words } = desk;
  const called = triggers.filter((one) => one.escalation_decision !== "continue");
  const shown = decisive(called, file);
  const others = called.filter((one) => !shown.includes(one)).reverse();
  return card(
    "why",
    words.say("why-title"),
    html`
      <p class="lead">${words.say(`why-${file.escalation_reason}`)}</p>
      ${shown.map((one) => triggerView(desk, one, messages))}
      ${others.length ? html`<details><summary>${words.say("why-before", { count: others.length })}</summary>${others.map((one) => triggerView(desk, one, messages))}</details>` : nothing}
    `,
  );
}

/**
 * What made the ticket. Where that was somebody's wish, the rule that spoke last before it says more.
 * @param {Trigger[]} called
 * @param {TicketFile} file
 */
function decisive(called, { created_at: at }) {
  const before = called.filter((one) => Date.parse(one.triggered_at) <= Date.parse(at));
  const made = before.at(-1) ?? called[0];
  const spoke = made?.evidence.rule === "person" ? before.findLast((one) => one.evidence.rule !== "person") : undefined;
  return [made, spoke].filter((one) => one !== undefined);
}

/** @param {Desk} desk @param {Trigger} trigger @param {import("./wire.js").Message[]} messages */
function triggerView(desk, trigger, messages) {
  const { words } = desk;
  const { evidence } = trigger;
  const message = messages.find((one) => one.message_id === trigger.message_id);
  const near = evidence.near_miss;
  return html`
    <div class="evidence">
      ${message ? html`<blockquote>${jump(desk, message.sequence, highlighted(message.content, evidence.spans).map(({ text, isSpan }) => (isSpan ? html`<mark>${text}</mark>` : text)))}</blockquote>` : nothing}
      <dl>
        ${fact(words.say("why-decision"), html`${words.say(`decision-${trigger.escalation_decision}`)} · ${timeView(words, trigger.triggered_at)}`)}
        ${trigger.requested_by ? fact(words.say("why-by"), said(trigger.requested_by)) : nothing}
        ${fact(words.say("why-rule"), html`<code>${evidence.rule}</code>`)}
        ${fact(words.say("why-version"), html`<code>${evidence.rule_version}</code>`)}
        ${near ? fact(words.say("why-near"), html`<code>${near.rule}</code> <span class="figures">${measured(words, near.rule, near.value)} / ${measured(words, near.rule, near.threshold)}</span>`) : nothing}
      </dl>
      ${evidence.inputs.length
        ? html`<details><summary>${words.say("why-inputs")}</summary><dl class="inputs">${evidence.inputs.map(({ name, value }) => html`<div><dt><code>${name}</code></dt><dd class="figures">${measured(words, name, value)}</dd></div>`)}</dl></details>`
        : nothing}
    </div>
  `;
}

/** @param {import("../widget/words.js").Words} words @param {string} name @param {number} value */
const measured = (words, name, value) => (SHARES.some((one) => name.endsWith(one)) ? words.percent(value) : words.number(value, { maximumFractionDigits: 2 }));

/** Who works on it and how urgent it is, to be changed here. @param {Desk} desk @param {TicketFile} file */
function workView(desk, file) {
  const { words, deeds, queue } = desk;
  const isOver = file.status === "resolved" || file.status === "closed";
  const chosen = (/** @type {Event} */ event) => /** @type {HTMLSelectElement} */ (event.target).value;
  const mine = desk.actsAs || queue.me;
  const known = new Map([...(mine ? [[mine, desk.actorName]] : []), ...queue.experts].map(([id, name]) => [String(id), String(name)]));
  return card(
    "work",
    words.say("work-title"),
    html`
      <div class="choices">
        <label class="field"><span>${words.say("escalate-priority")}</span>
          <select id="priority" ?disabled=${isOver} @change=${(/** @type {Event} */ event) => void deeds.change({ priority: chosen(event) })}>
            ${PRIORITIES.map((one) => html`<option value=${one} .selected=${live(one === file.priority)}>${words.say(`priority-${one}`)}</option>`)}
          </select>
        </label>
        <label class="field"><span>${words.say("work-expert")}</span>
          <select id="expert" ?disabled=${isOver} @change=${(/** @type {Event} */ event) => void deeds.change({ assigned_expert_id: chosen(event) || null })}>
            <option value="" .selected=${live(!file.assigned_expert_id)}>${words.say("work-nobody")}</option>
            ${[...known].map(([id, name]) => html`<option value=${id} .selected=${live(id === file.assigned_expert_id)}>${name}</option>`)}
          </select>
        </label>
      </div>
      <dl>
        ${fact(words.say("work-opened"), timeView(words, file.created_at))}
        ${file.first_answer_at ? fact(words.say("work-first_answer"), timeView(words, file.first_answer_at)) : nothing}
        ${file.resolved_at ? fact(words.say("work-resolved"), timeView(words, file.resolved_at)) : nothing}
        ${file.resolution_notes ? fact(words.say("work-solution"), html`<span dir="auto">${file.resolution_notes}</span>`) : nothing}
      </dl>
    `,
  );
}

/** @param {Desk} desk @param {Case} current @param {TicketFile} file */
function peopleView(desk, { session, isUserHere }, file) {
  const { words } = desk;
  const machine = file.machine_context;
  const contact = file.expert_contact_info.primary_contact;
  const language = session ? new Intl.DisplayNames(words.locale, { type: "language" }).of(session.language) : null;
  const phone = telephone(contact.phone);
  return html`
    ${card(
      "user",
      words.say("user-title"),
      html`<dl>
        ${fact(words.say("who-user"), session?.user_id ? said(session.user_id) : words.say("user-visitor"))}
        ${fact(words.say("page-language"), language)}
        ${isUserHere ? fact(words.say("user-here"), words.say("user-here_now")) : nothing}
        ${file.notify_email ? fact(words.say("who-email"), said(file.notify_email)) : nothing}
      </dl>`,
    )}
    ${machine || session?.machine_id
      ? card(
          "machine",
          words.say("machine-label"),
          html`<dl>
            ${fact(words.say("who-name"), machine?.name ? said(machine.name) : null)} ${fact(words.say("machine-model"), machine?.model ? said(machine.model) : null)}
            ${fact(words.say("machine-serial"), machine?.serial ? html`<code>${machine.serial}</code>` : null)}
            ${fact(words.say("machine-hours"), typeof machine?.hours === "number" ? words.number(machine.hours) : null)}
            ${fact(words.say("machine-place"), machine?.location ? said(machine.location) : null)}
            ${fact(words.say("who-machine"), html`<code>${machine?.machine_id ?? session?.machine_id}</code>`)}
          </dl>`,
        )
      : nothing}
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

/** @param {Desk} desk @param {Case} current */
function mailsView({ words }, { mails }) {
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
      ${mail.last_error ? html`<span class="failure"><bdi>${mail.last_error}</bdi></span>` : nothing}
      ${mail.text ? html`<details><summary>${words.say("mail-text")}</summary><pre dir="auto" tabindex="0">${mail.text}</pre></details>` : nothing}
    </li>
  `;
}

/** @param {Desk} desk @param {TicketFile} file */
function historyView(desk, file) {
  const { words } = desk;
  return card(
    "history",
    words.say("history-title"),
    html`<ol class="line-list">${[...file.events].reverse().map((one) => html`<li>${icon("clock", 14)} <span>${changeText(desk, one)}</span> <span class="soft">${said(one.actor)} · ${timeView(words, one.at)}</span></li>`)}</ol>`,
  );
}

/** One change of a ticket as a sentence. @param {Desk} desk @param {import("./wire.js").TicketEvent} event */
export function changeText({ words, queue }, { kind, to }) {
  const target = to ?? "";
  if (kind === "status_changed" || kind === "opened") return words.say(`did-${kind}`, { to: words.say(`state-${target || "open"}`) });
  if (kind === "priority_changed") return words.say("did-priority_changed", { to: words.say(`priority-${target}`) });
  if (kind === "assigned") return to ? words.say("did-assigned", { to: queue.experts.get(to) ?? to }) : words.say("did-unassigned");
  return words.say(`did-${kind}`);
}
