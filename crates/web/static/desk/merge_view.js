// @ts-check
// Draws the question into which ticket this one goes: likely ones at first, and a search for all others.
import { html, nothing } from "../vendor/lit.js";
import { headline } from "./brief.js";
import { age, priorityView, statusView } from "./look.js";

/** @typedef {import("./element.js").HandoverDesk} Desk */
/** @typedef {import("./wire.js").Ticket} Ticket */
/** @typedef {{kind: "merge", query: string, found: Ticket[] | null, chosen: Ticket | null}} Merge */

/** What is typed is asked for after a moment. */
const SEARCH_MS = 250;
let timer = 0;

/** @param {Desk} desk @param {Merge} merge */
export function mergeView(desk, merge) {
  const { words, deeds, current } = desk;
  const { query, found, chosen } = merge;
  const { form } = deeds;
  const typed = (/** @type {InputEvent} */ event) => {
    const { value } = /** @type {HTMLInputElement} */ (event.target);
    clearTimeout(timer);
    timer = setTimeout(() => void deeds.findTargets(value.trim()), SEARCH_MS);
  };
  const submitted = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    if (chosen) void deeds.merge(chosen);
  };
  return html`
    <form class="palette" @submit=${submitted}>
      <h2 id="question-title" tabindex="-1">${words.say("merge-title", { number: current?.file?.ticket_number ?? "" })}</h2>
      <p class="hint">${words.say("merge-about")}</p>
      ${form.field("into", words.say("merge-find"), html`<input id=${form.id("into")} type="search" autofocus autocomplete="off" dir="auto" maxlength="200" aria-describedby=${form.about("into")} aria-invalid=${form.isWrong("into")} @input=${typed}>`)}
      <fieldset class="targets">
        <legend>${words.say(query ? "merge-found" : "merge-likely")}</legend>
        <div>
        ${found === null ? html`<p role="status">${words.say("desk-loading")}</p>` : nothing}
        ${found?.length === 0 ? html`<p role="status">${words.say(query ? "merge-none" : "merge-none_likely")}</p>` : nothing}
        ${found?.map((one) => targetView(desk, one, one.id === chosen?.id, () => deeds.turn({ ...merge, chosen: one })))}
        </div>
      </fieldset>
      ${form.failureView()}
      <div class="actions">
        <button type="button" @click=${deeds.dismiss}>${words.say("escalate-cancel")}</button>
        <button class="primary" aria-disabled=${form.isBusy || !chosen}>${chosen ? words.say("merge-into", { number: chosen.ticket_number }) : words.say("deed-merge")}</button>
      </div>
    </form>
  `;
}

/** @param {Desk} desk @param {Ticket} ticket @param {boolean} isChosen @param {() => void} choose */
function targetView({ words }, ticket, isChosen, choose) {
  return html`
    <label class="target">
      <input type="radio" name="into" value=${ticket.ticket_number} .checked=${isChosen} @change=${choose}>
      <span class="line"><bdi class="number">${ticket.ticket_number}</bdi> ${priorityView(words, ticket.priority)} ${statusView(words, ticket.status)} <span class="soft">${words.say("ticket-waits", { time: age(words, ticket.created_at) })}</span></span>
      <span class="about" dir="auto">${headline(ticket.session_summary ?? "")}</span>
      ${ticket.user_name ? html`<span class="soft"><bdi>${ticket.user_name}</bdi></span>` : nothing}
    </label>
  `;
}
