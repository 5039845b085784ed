// @ts-check
// Draws the middle of a ticket: its head with what can be done, what was said, and the box for an answer or a note.
import { html, nothing, repeat } from "../vendor/lit.js";
import { spoken } from "../widget/thread.js";
import { icon } from "./icons.js";
import { headline } from "./brief.js";
import { age, citationName, clockThere, moment, priorityView, statusView, whoView } from "./look.js";
import { draft, keepDraft, settings } from "./memory.js";

/** @typedef {import("./element.js").HandoverDesk} Desk */
/** @typedef {import("./case.js").Case} Case */
/** @typedef {import("./wire.js").Message} Message */
/** @typedef {import("./wire.js").TicketFile} TicketFile */
/** @typedef {import("./wire.js").TicketEvent} TicketEvent */

/** @param {Desk} desk @param {Case} current */
export function ticketView(desk, current) {
  const { words } = desk;
  if (current.phase === "failed") return failedView(desk, current);
  if (!current.file) {
    return html`${backView(desk)}<div class="bones wide" aria-busy="true"><p class="unseen">${words.say("desk-loading")}</p><div class="bone"></div><div class="bone"></div><div class="bone"></div></div>`;
  }
  return html`
    ${headView(desk, current, current.file)}
    <div class="talk">
      <div class="log" tabindex="0" role="log" aria-live="off" aria-label=${words.say("ticket-transcript")}>
        ${current.earlier > 0 ? html`<p class="divider">${words.say("ticket-earlier", { count: current.earlier })}</p>` : nothing}
        ${transcriptView(desk, current, current.file)}
        ${current.typing === null ? nothing : html`<p class="typing"><i></i>${current.typing === "" ? words.say("ticket-user_types") : words.say("talk-typing", { name: current.typing })}</p>`}
      </div>
      ${desk.deeds.can("note") ? composerView(desk, current, current.file) : nothing}
    </div>
  `;
}

/** @param {Desk} desk */
const backView = (desk) => html`<button type="button" class="back" @click=${() => desk.go(null)}>${icon("down", 18)} ${desk.words.say("ticket-back")}</button>`;

/** @param {Desk} desk @param {Case} current */
function failedView(desk, { problem, which }) {
  const { words } = desk;
  const isUnknown = problem?.status === 404 || problem?.status === 422;
  const text = isUnknown ? words.say("ticket-unknown", { number: which }) : words.say("ticket-failed");
  return html`
    ${backView(desk)}
    <div class="blank" role="alert">
      <p>${text}</p>
      ${isUnknown ? nothing : html`<button type="button" @click=${() => desk.current?.load()}>${words.say("problem-again")}</button>`}
    </div>
  `;
}

/** @param {Desk} desk @param {Case} current @param {TicketFile} file */
function headView(desk, current, file) {
  const { words, deeds, side } = desk;
  const holder = file.assigned_expert_name ?? file.assigned_expert_id;
  const isAssistant = current.session?.owner?.kind === "assistant";
  return html`
    <header class="head">
      ${backView(desk)}
      <div class="name">
        <p class="line">
          <bdi class="number">${file.ticket_number}</bdi> ${priorityView(words, file.priority)} ${statusView(words, file.status)}
          <span class="soft">${words.say("ticket-waits", { time: age(words, file.created_at) })}</span>
          ${holder ? html`<span class="soft">${icon("person", 14)} <bdi>${holder}</bdi></span>` : nothing}
          ${file.rating ? html`<span class="soft">${icon("star", 14)} ${words.say("rating-mark", { mark: file.rating })}</span>` : nothing}
          ${isAssistant && file.status !== "resolved" && file.status !== "closed" ? html`<span class="soft">${words.say("ticket-with_assistant")}</span>` : nothing}
        </p>
        <h2 id="ticket-title" tabindex="-1" dir="auto">${headline(file.session_summary) || file.ticket_number}</h2>
      </div>
      ${deedsView(desk)}
      <div class="sides" role="group" aria-label=${words.say("ticket-parts")}>
        <button type="button" aria-pressed=${side === "talk"} @click=${() => desk.show("talk")}>${words.say("ticket-talk")}</button>
        <button type="button" aria-pressed=${side === "facts"} @click=${() => desk.show("facts")}>${words.say("ticket-facts")}</button>
      </div>
      ${file.merged_into ? html`<p class="merged">${icon("join", 16)} ${words.say("ticket-merged")} <a href=${desk.address(undefined, file.merged_into.ticket_number)}><bdi class="number">${file.merged_into.ticket_number}</bdi></a></p>` : nothing}
      ${deeds.asking ? nothing : html`<p class="failure" role="alert">${deeds.failure()}</p>`}
    </header>
  `;
}

/** @param {Desk} desk */
function deedsView({ words, deeds }) {
  const isBusy = deeds.busy !== "";
  /** @type {(id: string, key: string, work: () => void, is: boolean, kind?: string) => unknown} */
  const button = (id, key, work, is, kind = "") =>
    is ? html`<button type="button" class=${kind} aria-disabled=${isBusy} aria-keyshortcuts=${key} @click=${work}>${words.say(id)}<kbd aria-hidden="true">${key}</kbd></button>` : nothing;
  return html`
    <div class="deeds">
      ${button(deeds.holder ? "deed-take_over" : "deed-take", "a", () => void deeds.take(), deeds.can("take"), "primary")}
      ${button("deed-hand_back", "h", () => deeds.ask({ kind: "hand_back" }), deeds.can("hand_back"))}
      ${button("deed-resolve", "e", () => deeds.ask({ kind: "resolve" }), deeds.can("resolve"))}
      ${deeds.can("reopen") ? html`<button type="button" class="primary" aria-disabled=${isBusy} @click=${() => void deeds.reopen()}>${words.say("deed-reopen")}</button>` : nothing}
    </div>
  `;
}

/** Messages and internal notes in one order of time. @param {Desk} desk @param {Case} current @param {TicketFile} file */
function transcriptView(desk, { messages, linked, pending }, file) {
  const notes = file.events.filter((one) => one.kind === "note" || (one.kind === "handed_back" && one.to));
  const items = [
    ...messages.map((message) => ({ at: message.timestamp, key: message.message_id, view: () => messageView(desk, message) })),
    ...linked.map(({ number, message }) => ({ at: message.timestamp, key: message.message_id, view: () => messageView(desk, message, number) })),
    ...notes.map((note) => ({ at: note.at, key: note.id, view: () => noteView(desk, note) })),
  ];
  items.sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  if (pending && !pending.isHeard) items.push({ at: new Date().toISOString(), key: "pending", view: () => pendingView(desk, pending) });
  let day = "";
  return repeat(
    items,
    (one) => one.key,
    ({ at, view }) => {
      const date = desk.words.day(new Date(at));
      const divider = date === day ? nothing : html`<p class="divider"><span>${date}</span></p>`;
      day = date;
      return html`${divider}${view()}`;
    },
  );
}

/** @param {Desk} desk @param {Message} message @param {string} [linked] the merged ticket that it comes from */
function messageView(desk, message, linked) {
  const { words, jumpedTo, current } = desk;
  const { sender, sequence, author, step_data: step, citations = [] } = message;
  const name = sender === "user" ? (current?.card?.user?.name && !linked ? current.card.user.name : words.say("ticket-user")) : (author ?? words.say(`chat-${sender}`));
  const there = clockThere(words, new Date(message.timestamp), current?.card?.user?.time_zone);
  return html`
    <article class="message" id=${linked ? `linked-${message.message_id}` : `message-${sequence}`} tabindex="-1" data-sender=${sender} ?data-jumped=${!linked && jumpedTo === sequence}>
      <p class="who">
        <strong><bdi>${name}</bdi></strong>
        <time datetime=${message.timestamp} title=${moment(words, message.timestamp)}>${words.clock(new Date(message.timestamp))}</time>
        ${there ? html`<span>${words.say("time-there", { time: there })}</span>` : nothing}
        ${linked ? html`<span class="chip">${icon("join", 12)} <bdi>${linked}</bdi></span>` : nothing}
        ${step ? html`<span class="chip">${words.say("step-title", { number: step.step_number })}</span>` : nothing}
        ${step?.outcome ? html`<span class="chip" data-outcome=${step.outcome}>${words.say(`outcome-${step.outcome}`)}</span>` : nothing}
        ${linked ? nothing : translateView(desk, message)}
      </p>
      <p class="text" dir="auto">${spoken(words, message.sender, message.content)}</p>
      ${linked ? nothing : translationView(desk, message)}
      ${citations.length
        ? html`<ul class="sources" aria-label=${words.say("step-sources")}>${citations.map((one) => html`<li>${icon("book", 14)} ${sourceView(desk, one)}</li>`)}</ul>`
        : nothing}
    </article>
  `;
}

/** What somebody else wrote in another language can be had in the reader's. @param {Desk} desk @param {Message} message */
function translateView(desk, message) {
  const { words, current } = desk;
  const isForeign = current?.session?.language !== words.code && message.sender !== "system";
  const state = current?.translations.get(message.message_id);
  if (!isForeign || !desk.canTranslate || (state && state !== "failed")) return nothing;
  return html`<button type="button" class="jump" @click=${() => desk.translateMessage(message)}>${words.say("translate")}</button>`;
}

/** @param {Desk} desk @param {Message} message */
function translationView({ words, current }, { message_id: id }) {
  const state = current?.translations.get(id);
  if (!state) return nothing;
  if (state === "loading") return html`<p class="soft" role="status">${words.say("translate-loading")}</p>`;
  if (state === "failed") return html`<p class="failure" role="alert">${words.say("translate-failed")}</p>`;
  return html`
    <div class="translation" lang=${words.locale}>
      <p class="soft">${icon("globe", 14)} ${words.say("translate-by", { model: state.model_used ?? "?" })}</p>
      <p class="text" dir="auto">${state.text}</p>
    </div>
  `;
}

/** What is on its way. @param {Desk} desk @param {{kind: "answer" | "note", text: string}} pending */
function pendingView({ words, actorName }, { kind, text }) {
  return html`
    <article class="message" data-pending data-sender=${kind === "answer" ? "expert" : "note"}>
      <p class="who"><strong><bdi>${actorName || words.say("chat-expert")}</bdi></strong> <span>${words.say("message-sending")}</span></p>
      <p class="text" dir="auto">${text}</p>
    </article>
  `;
}

/** A passage that is known by its number can be read. @param {Desk} desk @param {import("./wire.js").Citation} citation */
function sourceView({ deeds }, citation) {
  const name = html`<bdi>${citationName(citation)}</bdi>`;
  const isKnown = typeof citation.passage === "number";
  return isKnown ? html`<button type="button" class="jump" @click=${() => deeds.cite(citation)}>${name}</button>` : name;
}

/** @param {Desk} desk @param {TicketEvent} note */
function noteView({ words }, { actor, to, at, kind }) {
  return html`
    <article class="message" data-sender="note">
      <p class="who">
        <strong>${whoView(words, actor)}</strong> <time datetime=${at} title=${moment(words, at)}>${words.clock(new Date(at))}</time>
        <span class="chip">${words.say(kind === "note" ? "ticket-note" : "did-handed_back")}</span>
      </p>
      <p class="text" dir="auto">${to}</p>
    </article>
  `;
}

/** @param {Desk} desk @param {Case} current @param {TicketFile} file */
function composerView(desk, current, file) {
  const { words, writing, deeds } = desk;
  const isAnswer = writing === "answer";
  const isClosed = isAnswer && !deeds.can("answer");
  // Until it is known to have arrived, what is kept of it is no draft.
  const isUnderWay = current.pending?.kind === writing && !current.pending.isSent;
  const mode = (/** @type {import("./memory.js").Kind} */ kind, /** @type {string} */ key) => html`
    <button type="button" aria-pressed=${writing === kind} aria-keyshortcuts=${key} @click=${() => desk.write(kind)}>${words.say(`write-${kind}`)}<kbd aria-hidden="true">${key}</kbd></button>
  `;
  const send = async () => {
    const box = /** @type {HTMLTextAreaElement} */ (desk.find("#box"));
    const text = box.value.trim();
    if (!text || deeds.busy) return box.focus();
    const waits = /** @type {HTMLInputElement | null} */ (desk.find("#waits"))?.checked ?? false;
    keepDraft(file.id, writing, box.value);
    // Now and not when it is done: whoever has gone on by then would write to the user what was meant as keys.
    box.focus();
    await (isAnswer ? deeds.answer(text, waits) : deeds.note(text));
  };
  const pressed = (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    void send();
  };
  const typed = (/** @type {InputEvent} */ event) => {
    const box = /** @type {HTMLTextAreaElement} */ (event.target);
    if (isAnswer) deeds.expand(box);
    keepDraft(file.id, writing, box.value);
    if (isAnswer) current.tellTyping();
  };
  return html`
    <form class="composer" data-writing=${writing} @submit=${(/** @type {Event} */ event) => (event.preventDefault(), void send())}>
      <div class="modes" role="group" aria-label=${words.say("write-label")}>${mode("answer", "r")} ${mode("note", "n")}
        ${isAnswer && !isClosed && deeds.can("canned") ? html`<button type="button" class="canned" aria-keyshortcuts="c" @click=${() => deeds.offerCanned()}>${words.say("canned-open")}<kbd aria-hidden="true">c</kbd></button>` : nothing}
      </div>
      ${isClosed
        ? html`<p class="hint">${words.say("write-closed")}</p>`
        : html`
            ${deeds.holder && isAnswer ? html`<p class="hint warn">${words.say("write-held", { name: deeds.holder })}</p>` : nothing}
            <label class="unseen" for="box">${words.say(`write-${writing}`)}</label>
            ${repeat([`${file.id} ${writing}`], (key) => key, () => html`<textarea id="box" rows="3" maxlength="16000" dir="auto" placeholder=${words.say(`write-${writing}_hint`)} .value=${isUnderWay ? "" : draft(file.id, writing)} @input=${typed} @keydown=${pressed}></textarea>`)}
            <div class="send">
              ${isAnswer ? html`<label class="check"><input type="checkbox" id="waits"> ${words.say("write-waits")}</label>` : html`<span class="hint">${words.say("write-note_about")}</span>`}
              <button class="primary" aria-disabled=${deeds.busy !== ""}>${words.say(isAnswer ? "write-send" : "write-keep")}${settings.get().keys ? html`<kbd aria-hidden="true">Ctrl ⏎</kbd>` : nothing}</button>
            </div>
          `}
    </form>
  `;
}
