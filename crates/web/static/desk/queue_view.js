// @ts-check
// Draws the queue: which tickets, the filters, a row for each.
import { html, live, nothing, repeat } from "../vendor/lit.js";
import { headline, languageOf } from "./brief.js";
import { age, moment, priorityView, statusView } from "./look.js";
import { VIEWS } from "./queue.js";

/** @typedef {import("./element.js").HandoverDesk} Desk */
/** @typedef {import("./wire.js").Ticket} Ticket */

const STATES = ["open", "in_progress", "waiting_on_user", "resolved", "closed"];
const PRIORITIES = ["urgent", "high", "medium", "low"];

/** @param {Desk} desk */
export function queueView(desk) {
  const { words, queue } = desk;
  return html`
    <nav class="queue" aria-labelledby="queue-title">
      <h2 id="queue-title" class="unseen">${words.say("queue-title")}</h2>
      <div class="views">${VIEWS.map((view) => viewLink(desk, view))}</div>
      <div class="filters">
        ${filterView(desk, "priority", PRIORITIES)} ${queue.filter.view === "open" ? nothing : filterView(desk, "status", STATES)}
      </div>
      ${listView(desk)}
    </nav>
  `;
}

/** @param {Desk} desk @param {string} view */
function viewLink(desk, view) {
  const { words, queue } = desk;
  const count = view === "open" && queue.waiting ? html`<span class="count">${words.number(queue.waiting)}</span>` : nothing;
  const isHere = queue.filter.view === view;
  return html`<a href=${desk.address({ view })} aria-current=${isHere ? "true" : "false"} @click=${here(() => desk.filter({ view }))}>${words.say(`view-${view}`)}${count}</a>`;
}

/** A link that is followed without leaving the page, unless it is opened elsewhere. @param {() => void} work */
const here = (work) => (/** @type {MouseEvent} */ event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
  event.preventDefault();
  work();
};

/** @param {Desk} desk @param {"priority" | "status"} name @param {string[]} choices */
function filterView(desk, name, choices) {
  const { words, queue } = desk;
  const chosen = queue.filter[name];
  const choose = (/** @type {Event} */ event) => desk.filter({ [name]: /** @type {HTMLSelectElement} */ (event.target).value });
  const label = (/** @type {string} */ one) => words.say(name === "priority" ? `priority-${one}` : `state-${one}`);
  return html`
    <label>
      <span class="unseen">${words.say(`filter-${name}`)}</span>
      <select id=${`filter-${name}`} ?data-set=${chosen !== ""} @change=${choose}>
        <option value="" .selected=${live(chosen === "")}>${words.say(`any-${name}`)}</option>
        ${choices.map((one) => html`<option value=${one} .selected=${live(one === chosen)}>${label(one)}</option>`)}
      </select>
    </label>
  `;
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
        <button type="button" @click=${() => queue.show({})}>${words.say("problem-again")}</button>
      </div>
    `;
  }
  const { rows } = queue;
  if (rows.length === 0) return blankView(desk);
  return html`
    <ul class="rows">${repeat(rows, (one) => one.id, (one) => html`<li>${rowView(desk, one)}</li>`)}</ul>
    ${queue.hasMore ? html`<p class="more"><button type="button" aria-disabled=${queue.isLoadingMore} @click=${() => queue.more()}>${words.say("queue-more")}</button></p>` : nothing}
  `;
}

/** @param {Desk} desk */
function blankView(desk) {
  const { words, queue } = desk;
  const { view, status, priority } = queue.filter;
  const isFiltered = status !== "" || priority !== "";
  if (isFiltered) {
    return html`<div class="blank"><p>${words.say("queue-none_filtered")}</p><button type="button" @click=${() => desk.filter({ status: "", priority: "" })}>${words.say("queue-clear")}</button></div>`;
  }
  if (view === "mine" && !queue.me) {
    return html`<div class="blank"><p>${words.say("queue-nobody")}</p><button type="button" @click=${() => desk.deeds.ask({ kind: "settings" })}>${words.say("desk-settings")}</button></div>`;
  }
  return html`<div class="blank"><p>${words.say(`none-${view}`)}</p></div>`;
}

/** @param {Desk} desk @param {Ticket} ticket */
function rowView(desk, ticket) {
  const { words, current, typists } = desk;
  const number = ticket.ticket_number;
  const isOpen = current?.file?.id === ticket.id || current?.which === number;
  const holder = ticket.assigned_expert_name ?? ticket.assigned_expert_id;
  const language = languageOf(ticket.session_summary);
  const machine = ticket.machine_context?.name ?? ticket.machine_context?.model ?? ticket.machine_context?.machine_id;
  return html`
    <a
      class="row"
      href=${desk.address({ ticket: number })}
      data-row=${number}
      data-priority=${ticket.priority}
      ?data-over=${ticket.status === "resolved" || ticket.status === "closed"}
      aria-current=${isOpen ? "true" : "false"}
      @click=${here(() => void desk.go(number))}
    >
      <span class="top">${priorityView(words, ticket.priority)}<span class="reason">${words.say(`why-${ticket.escalation_reason}`)}${machine ? html` · <bdi>${machine}</bdi>` : nothing}</span><time datetime=${ticket.created_at} title=${moment(words, ticket.created_at)}>${age(words, ticket.created_at)}</time></span>
      <span class="about" dir="auto">${headline(ticket.session_summary) || words.say("queue-no_words")}</span>
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
