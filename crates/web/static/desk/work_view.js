// @ts-check
// Draws who works on a ticket, how urgent it is, and what came of it; both can be changed here.
import { html, live, nothing } from "../vendor/lit.js";
import { icon } from "./icons.js";
import { card, fact, timeView } from "./look.js";

/** @typedef {import("./element.js").HandoverDesk} Desk */
/** @typedef {import("./wire.js").TicketFile} TicketFile */

const PRIORITIES = ["low", "medium", "high", "urgent"];

/** @param {Desk} desk @param {TicketFile} file */
export function workView(desk, file) {
  const { words, deeds } = desk;
  const isOver = file.status === "resolved" || file.status === "closed";
  const chosen = (/** @type {Event} */ event) => /** @type {HTMLSelectElement} */ (event.target).value;
  return card(
    "work",
    words.say("work-title"),
    html`
      <div class="choices">
        <label class="field"><span>${words.say("escalate-priority")}</span>
          <select id="priority" aria-keyshortcuts="p" ?disabled=${isOver} @change=${(/** @type {Event} */ event) => void deeds.change({ priority: chosen(event) })}>
            ${PRIORITIES.map((one) => html`<option value=${one} .selected=${live(one === file.priority)}>${words.say(`priority-${one}`)}</option>`)}
          </select>
        </label>
        <label class="field"><span>${words.say("work-expert")}</span>
          <select id="expert" aria-keyshortcuts="i" ?disabled=${isOver} @change=${(/** @type {Event} */ event) => void deeds.assign(chosen(event))}>
            <option value="" .selected=${live(!file.assigned_expert_id)}>${words.say("work-nobody")}</option>
            ${expertsOf(desk, file).map(({ id, label }) => html`<option value=${id} .selected=${live(id === file.assigned_expert_id)}>${label}</option>`)}
          </select>
        </label>
      </div>
      <dl>
        ${fact(words.say("work-opened"), timeView(words, file.created_at))}
        ${file.first_answer_at ? fact(words.say("work-first_answer"), timeView(words, file.first_answer_at)) : nothing}
        ${file.resolved_at ? fact(words.say("work-resolved"), timeView(words, file.resolved_at)) : nothing}
        ${file.resolution_notes ? fact(words.say("work-solution"), html`<span dir="auto">${file.resolution_notes}</span>`) : nothing}
        ${file.rating ? fact(words.say("work-rating"), ratingView(desk, file)) : nothing}
        ${file.merged?.length ? fact(words.say("work-merged"), html`<ul>${file.merged.map((one) => html`<li><a href=${desk.address(undefined, one.ticket_number)}><bdi class="number">${one.ticket_number}</bdi></a></li>`)}</ul>`) : nothing}
      </dl>
      ${deeds.can("merge") ? html`<p><button type="button" aria-keyshortcuts="m" @click=${() => deeds.offerMerge()}>${icon("join", 16)} ${words.say("deed-merge")} <kbd aria-hidden="true">m</kbd></button></p>` : nothing}
    `,
  );
}

/**
 * Who can have it: everybody who works here, or where the service does not tell whoever has been seen with a ticket.
 * @param {Desk} desk @param {TicketFile} file
 */
function expertsOf(desk, file) {
  const { words, team, queue } = desk;
  const mine = desk.actsAs || queue.me;
  const seen = team.all.length ? [] : [...(mine ? [[mine, desk.actorName]] : []), ...queue.experts];
  const all = new Map(seen.map(([id, name]) => [String(id), String(name)]));
  const has = file.assigned_expert_id;
  if (has) all.set(has, file.assigned_expert_name ?? has);
  for (const { id, name, available, open_tickets: count } of team.all) {
    const state = words.say(available === null ? "expert-unknown" : available ? "expert-available" : "expert-away");
    all.set(id, words.say("expert-option", { name, state, count }));
  }
  return [...all].map(([id, label]) => ({ id, label }));
}

/** @param {Desk} desk @param {TicketFile} file */
const ratingView = ({ words }, { rating, rating_comment: comment }) =>
  html`<span class="rating">${icon("star", 14)} ${words.say("rating-mark", { mark: rating ?? 0 })}</span>${comment ? html` <q dir="auto">${comment}</q>` : nothing}`;
