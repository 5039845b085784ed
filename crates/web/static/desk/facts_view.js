// @ts-check
// Draws what is to be known about a ticket: the brief, why it came, who and what it is about, the mails, the history.
import { html, nothing } from "../vendor/lit.js";
import { icon } from "./icons.js";
import { firstOf, highlighted, readBrief, sequenceOfStep } from "./brief.js";
import { inputsView, nearMissView } from "./evidence_view.js";
import { card, fact, known, timeView, whoView } from "./look.js";
import { mailsView, peopleView } from "./people_view.js";
import { workView } from "./work_view.js";

/** @typedef {import("./element.js").HandoverDesk} Desk */
/** @typedef {import("./case.js").Case} Case */
/** @typedef {import("./wire.js").TicketFile} TicketFile */
/** @typedef {import("./wire.js").Trigger} Trigger */

/** @param {Desk} desk @param {Case} current @param {TicketFile} file */
export function factsView(desk, current, file) {
  return html`
    <section class="facts" aria-label=${desk.words.say("ticket-facts")}>
      ${briefView(desk, current, file)} ${whyView(desk, current, file)} ${workView(desk, file)} ${peopleView(desk, current, file)}
      ${mailsView(desk, current)} ${historyView(desk, file)}
    </section>
  `;
}

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
  return html`
    <div class="evidence">
      ${message ? html`<blockquote>${jump(desk, message.sequence, highlighted(message.content, evidence.spans).map(({ text, isSpan }) => (isSpan ? html`<mark>${text}</mark>` : text)))}</blockquote>` : nothing}
      <dl>
        ${fact(words.say("why-decision"), html`${words.say(`decision-${trigger.escalation_decision}`)} · ${timeView(words, trigger.triggered_at)}`)}
        ${trigger.requested_by ? fact(words.say("why-by"), whoView(words, trigger.requested_by)) : nothing}
        ${fact(words.say("why-rule"), html`<code>${evidence.rule}</code>`)}
        ${fact(words.say("why-version"), html`<code>${evidence.rule_version}</code>`)}
        ${nearMissView(words, evidence)}
      </dl>
      ${inputsView(words, evidence)}
    </div>
  `;
}

/** @param {Desk} desk @param {TicketFile} file */
function historyView(desk, file) {
  const { words } = desk;
  return card(
    "history",
    words.say("history-title"),
    html`<ol class="line-list">${[...file.events].reverse().map((one) => html`<li>${icon("clock", 14)} <span>${changeText(desk, one)}</span> <span class="soft">${whoView(words, one.actor)} · ${timeView(words, one.at)}</span></li>`)}</ol>`,
  );
}

/** One change of a ticket as a sentence. @param {Desk} desk @param {import("./wire.js").TicketEvent} event */
export function changeText({ words, queue }, { kind, to, reason }) {
  const target = to ?? "";
  if (kind === "status_changed" || kind === "opened") return words.say(`did-${kind}`, { to: words.say(`state-${target || "open"}`) });
  if (kind === "priority_changed") return words.say("did-priority_changed", { to: words.say(`priority-${target}`) });
  if (kind === "assigned" && !to) return words.say("did-unassigned");
  if (kind === "assigned" || kind === "merged" || kind === "rated") {
    const said = words.say(`did-${kind}`, { to: queue.experts.get(target) ?? target });
    return reason ? `${said} (${reason})` : said;
  }
  return known(words, `did-${kind}`, kind);
}
