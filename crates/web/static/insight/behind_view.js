// @ts-check
// Draws the transcripts behind a mark: a sheet with a row for each, which opens in the desk or, without a ticket, right here.
import { html, nothing } from "../vendor/lit.js";
import { Problem } from "../widget/client.js";
import { spoken } from "../widget/thread.js";
import { languageName, moment } from "./figures.js";

/** @typedef {import("./element.js").HandoverInsight} Page */
/** @typedef {import("./wire.js").Transcript} Transcript */

/** @param {Page} page */
export function behindView(page) {
  const { words, behind } = page;
  return html`
    <dialog id="behind" class="sheet" aria-labelledby="behind-title" @cancel=${behind.closed}>
      ${behind.mark === null ? nothing : html`<header><h2 id="behind-title" tabindex="-1" autofocus>${words.say("behind-title")}</h2><button type="button" @click=${behind.closed}>${words.say("widget-close")}</button></header>${listView(page)}`}
    </dialog>
  `;
}

/** @param {Page} page */
function listView(page) {
  const { words, behind } = page;
  const { list, phase, problem } = behind;
  return html`
    ${list.length ? html`<ol class="behind">${list.map((one) => html`<li>${rowView(page, one)}</li>`)}</ol>` : nothing}
    ${phase === "loading" ? html`<p class="hint" aria-busy="true">${words.say("desk-loading")}</p>` : nothing}
    ${phase === "ready" && !list.length ? html`<p class="empty">${words.say("behind-none")}</p>` : nothing}
    ${phase === "failed" ? html`<div class="failed" role="alert"><p>${words.say("insight-failed")}</p>${problem?.detail ? html`<p class="hint"><bdi>${problem.detail}</bdi></p>` : nothing}<button type="button" @click=${() => behind.again()}>${words.say("problem-again")}</button></div>` : nothing}
    ${phase === "ready" && behind.cursor ? html`<p><button type="button" @click=${() => behind.more()}>${words.say("queue-more")}</button></p>` : nothing}
  `;
}

/** @param {Page} page @param {Transcript} one */
function rowView(page, one) {
  const { words, behind } = page;
  const reason = one.reason && words.has(`why-${one.reason}`) ? words.say(`why-${one.reason}`) : "";
  const about = [reason, one.machine_model ?? "", languageName(words, one.language)].filter(Boolean);
  const opened = (/** @type {Event} */ event) => {
    if (/** @type {HTMLDetailsElement} */ (event.currentTarget).open) void behind.open(one.session_id);
  };
  return html`
    <p class="top">
      <time datetime=${one.created_at}>${moment(words, one.created_at, page.zone)}</time>
      ${one.outcome ? html`<span class="chip">${words.has(`end-${one.outcome}`) ? words.say(`end-${one.outcome}`) : one.outcome}</span>` : nothing}
      ${one.ticket_number ? html`<a href=${`desk?${new URLSearchParams({ view: "all", ticket: one.ticket_number })}`}><bdi>${one.ticket_number}</bdi></a>` : nothing}
    </p>
    <details @toggle=${opened}>
      <summary><bdi>${one.problem || words.say("behind-conversation")}</bdi> <span class="hint">${about.map((text, index) => html`${index ? " · " : ""}<bdi>${text}</bdi>`)}</span></summary>
      ${saidView(page, one.session_id)}
    </details>
  `;
}

/** @param {Page} page @param {string} session */
function saidView({ words, behind }, session) {
  const said = behind.said.get(session);
  if (said === undefined) return nothing;
  if (said === null) return html`<p class="hint" aria-busy="true">${words.say("desk-loading")}</p>`;
  if (said instanceof Problem) return html`<p class="failure" role="alert">${said.detail || words.say("insight-failed")}</p>`;
  return html`
    <ol class="said">
      ${said.map(({ sender, content, author }) => html`<li data-sender=${sender}><b>${author ? html`<bdi>${author}</bdi>` : words.say(`said-${sender}`)}</b> <span dir="auto">${spoken(words, sender, content)}</span></li>`)}
    </ol>
  `;
}
