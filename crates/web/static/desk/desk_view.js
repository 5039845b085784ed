// @ts-check
// Draws the frame: the bar on top, the panes, and what is shown where there is nothing to work on.
import { html, nothing } from "../vendor/lit.js";
import { doorView } from "../staff/door_view.js";
import { icon } from "./icons.js";
import { dialogView } from "./dialogs_view.js";
import { factsView } from "./facts_view.js";
import { here } from "./look.js";
import { queueView } from "./queue_view.js";
import { setupView } from "./setup_view.js";
import { ticketView } from "./ticket_view.js";

/** @typedef {import("./element.js").HandoverDesk} Desk */

const DOOR = { title: "desk-door", out: "door-out", stranger: "door-stranger" };

/** @param {Desk} desk */
export function deskView(desk) {
  return html`
    ${barView(desk)} ${desk.phase !== "open" ? doorView(desk, DOOR) : desk.setup.part ? setupView(desk) : openView(desk)} ${dialogView(desk)}
    <p class="unseen" role="status">${desk.announcement}</p>
  `;
}

/** @param {Desk} desk */
function barView(desk) {
  const { words, phase, queue } = desk;
  const name = desk.actorName;
  return html`
    <header class="bar">
      <a class="mark" href="desk"><img src="favicon.svg" alt="" width="28" height="28"><h1 translate="no">Handover</h1></a>
      ${phase === "open" && !(queue.isOnline && desk.current?.isOnline !== false)
        ? html`<p class="offline">${icon("clock", 16)} ${words.say("desk-offline")}</p>`
        : nothing}
      ${phase === "open"
        ? html`
            <div class="tools">
              <a href="insight">${words.say("desk-to_insight")}</a>
              ${availableView(desk)} ${name ? html`<span class="me">${icon("person", 16)} <bdi>${name}</bdi></span>` : nothing}
              ${setupLink(desk)}
              <button type="button" @click=${() => desk.deeds.ask({ kind: "help" })} aria-label=${words.say("desk-help")} title=${words.say("desk-help")}>?</button>
              <button type="button" @click=${() => desk.deeds.ask({ kind: "settings" })} aria-label=${words.say("desk-settings")} title=${words.say("desk-settings")}>${icon("gear", 18)}</button>
            </div>
          `
        : nothing}
    </header>
  `;
}

/** @param {Desk} desk */
function setupLink(desk) {
  const [first] = desk.setup.parts;
  if (!first) return nothing;
  const title = desk.words.say("setup-title");
  return html`<a class="tool" href=${`desk?settings=${first}`} aria-label=${title} title=${title} aria-current=${desk.setup.part ? "true" : "false"} @click=${here(() => desk.openSetup(first))}>${icon("wrench", 18)}</a>`;
}

/** Whether the one who sits here takes new tickets. @param {Desk} desk */
function availableView({ words, team }) {
  if (!team.isSwitched) return nothing;
  return html`<button type="button" role="switch" class="switch" aria-checked=${team.available === true} aria-keyshortcuts="o" @click=${() => team.turn()}><i></i><span>${words.say("team-available")}</span></button>`;
}

/** @param {Desk} desk */
function openView(desk) {
  const { words, current, side } = desk;
  return html`
    <main class="panes" data-open=${current ? "ticket" : "queue"} data-side=${side}>
      ${queueView(desk)}
      <section class="ticket" aria-label=${words.say("desk-ticket")}>${current ? ticketView(desk, current) : emptyView(desk)}</section>
      ${current?.file ? factsView(desk, current, current.file) : nothing}
    </main>
  `;
}

/** @param {Desk} desk */
function emptyView({ words }) {
  return html`<div class="blank"><p>${words.say("desk-choose")}</p><p class="hint">${words.say("desk-choose_hint")}</p></div>`;
}
