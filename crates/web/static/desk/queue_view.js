// @ts-check
// Draws the queue: which tickets, the filters, a row for each.
import { html, nothing, repeat } from "../vendor/lit.js";
import { headline, languageOf } from "./brief.js";
import { everything, narrowed, VIEWS } from "./filter.js";
import { filtersView } from "./filters_view.js";
import { age, here, marked, moment, priorityView, statusView } from "./look.js";

/** @typedef {import("./element.js").HandoverDesk} Desk */
/** @typedef {import("./wire.js").Ticket} Ticket */

/** The next page is read when so much is left to scroll. */
const AHEAD_PIXELS = 900;

/** @param {Desk} desk */
export function queueView(desk) {
  const { words } = desk;
  return html`
    <nav class="queue" aria-labelledby="queue-title">
      <h2 id="queue-title" class="unseen">${words.say("queue-title")}</h2>
      <div class="views">${VIEWS.map((view) => viewLink(desk, view))}</div>
      ${filtersView(desk)} ${listView(desk)}
    </nav>
  `;
}

/** @param {Desk} desk @param {string} view */
function viewLink(desk, view) {
  const { words, queue } = desk;
  const count = view === "open" && queue.waiting ? html`<span class="count">${words.number(queue.waiting)}</span>` : nothing;
  const isHere = queue.filter.view === view;
  const filter = everything(view);
  return html`<a href=${desk.address(filter)} aria-current=${isHere ? "true" : "false"} @click=${here(() => desk.filter(filter))}>${words.say(`view-${view}`)}${count}</a>`;
}

/** @param {Desk} desk */
function listView(desk) {
  const { words, queue } = desk;
  if (queue.phase === "loading") return html`<div class="bones" aria-busy="true"><p class="unseen">${words.say("desk-loading")}</p>${[1, 2, 3, 4, 5].map(() => html`<div class="bone"></div>`)}</div>`;
  if (queue.phase === "failed") {
    return html`
      <div class="blank" role="alert">
        <p>${words.say("queue-failed")}</p>
        ${queue.problem?.detail ? html`<p class="hint"><bdi>${queue.problem.detail}</bdi></p>` : nothing}
        <button type="button" @click=${() => queue.show(queue.filter)}>${words.say("problem-again")}</button>
      </div>
    `;
  }
  const { rows } = queue;
  if (rows.length === 0) return blankView(desk);
  const scrolled = (/** @type {Event} */ event) => {
    const { scrollHeight, scrollTop, clientHeight } = /** @type {HTMLElement} */ (event.target);
    if (scrollHeight - scrollTop - clientHeight < AHEAD_PIXELS) void queue.more();
  };
  return html`
    <ul class="rows" aria-busy=${queue.isStale} @scroll=${scrolled}>${repeat(rows, (one) => one.id, (one) => html`<li>${rowView(desk, one)}</li>`)}</ul>
    ${queue.hasMore ? html`<p class="more"><button type="button" aria-disabled=${queue.isLoadingMore} @click=${() => queue.more()}>${words.say("queue-more")}</button></p>` : nothing}
  `;
}

/** @param {Desk} desk */
function blankView(desk) {
  const { words, queue } = desk;
  const { filter } = queue;
  const blank = (/** @type {string} */ text) => html`<div class="blank"><p>${text}</p></div>`;
  if (filter.q) return blank(words.say("search-none", { text: filter.q }));
  if (narrowed(filter)) return blank(words.say("queue-none_filtered"));
  if (filter.view === "mine" && !queue.me && !queue.isAccount) {
    return html`<div class="blank"><p>${words.say("queue-nobody")}</p><button type="button" @click=${() => desk.deeds.ask({ kind: "settings" })}>${words.say("desk-settings")}</button></div>`;
  }
  return blank(words.say(`none-${filter.view}`));
}

/** @param {Desk} desk @param {Ticket} ticket */
function rowView(desk, ticket) {
  const { words, current, typists } = desk;
  const number = ticket.ticket_number;
  const isOpen = current?.file?.id === ticket.id || current?.which === number;
  const holder = ticket.assigned_expert_name ?? ticket.assigned_expert_id;
  const language = ticket.language ?? languageOf(ticket.session_summary);
  const { match } = ticket;
  const found = match?.message_id ?? null;
  const machine = ticket.machine_context?.name ?? ticket.machine_context?.model ?? ticket.machine_context?.machine_id;
  return html`
    <a
      class="row"
      href=${desk.address(desk.queue.filter, number, found)}
      data-row=${number}
      data-priority=${ticket.priority}
      ?data-over=${ticket.status === "resolved" || ticket.status === "closed"}
      aria-current=${isOpen ? "true" : "false"}
      @click=${here(() => void desk.go(number, found))}
    >
      <span class="top">${priorityView(words, ticket.priority)}<span class="reason">${words.say(`why-${ticket.escalation_reason}`)}${machine ? html` · <bdi>${machine}</bdi>` : nothing}</span><time datetime=${ticket.created_at} title=${moment(words, ticket.created_at)}>${age(words, ticket.created_at)}</time></span>
      <span class="about" dir="auto">${headline(ticket.session_summary) || words.say("queue-no_words")}</span>
      ${match ? html`<span class="match" dir="auto"><span class="soft">${words.say(`match-${match.where}`)}</span> ${marked(match.text, match.marks)}</span>` : nothing}
      <span class="low">
        ${statusView(words, ticket.status)}
        ${holder ? html`<bdi class="holder">${holder}</bdi>` : nothing}
        ${language && language !== words.code ? html`<span class="tongue">${language.toUpperCase()}</span>` : nothing}
        ${typists.has(ticket.session_id) ? html`<span class="writes">${words.say("queue-typing")}</span>` : nothing}
        <bdi class="number">${number}</bdi>
      </span>
    </a>
  `;
}
