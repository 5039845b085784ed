// @ts-check
// A panel: its title, what it found in a sentence, the picture or the same numbers as a table, and the ways to take it along.
import { html, nothing } from "../vendor/lit.js";
import { shown } from "./figures.js";

/** @typedef {import("./element.js").HandoverInsight} Page */
/** @typedef {import("./figures.js").Kind} Kind */
/** @typedef {{value: any, mark?: string | undefined}} Value */
/** @typedef {{columns: {name: string, kind: Kind}[], rows: {name: string, mark?: string | undefined, values: (Value | number | string | null)[]}[]}} Table */
/**
 * @typedef {object} Panel
 * @property {string} id
 * @property {string} need the name of what it is drawn from
 * @property {string} title
 * @property {string} [about] how to read it
 * @property {(data: any) => boolean} isEmpty
 * @property {string} [empty] the message where nothing is there
 * @property {(data: any) => unknown} [finding] the sentence that says what is to be seen
 * @property {(data: any, width: number) => unknown} draw
 * @property {(data: any) => Table} [table]
 * @property {unknown} [tools]
 * @property {boolean} [isWide] takes the whole row
 * @property {boolean} [isList] shows words and not a picture that could be saved
 * @property {boolean} [isFile] whether the service hands the numbers out as a file
 */

/** @param {Page} page @param {Panel} panel */
export function panelView(page, panel) {
  const { words, facts } = page;
  const { id, title, about, finding, tools = nothing, isWide = false, empty = "insight-empty" } = panel;
  const entry = facts.of(panel.need);
  const data = entry?.data ?? null;
  const isReady = data !== null && entry?.phase !== "failed";
  const isEmpty = isReady && panel.isEmpty(data);
  return html`
    <section class="panel" id=${id} aria-labelledby=${`${id}-title`} aria-busy=${entry?.phase === "loading" ? "true" : "false"} ?data-wide=${isWide} ?data-old=${entry?.isOld}>
      <header>
        <h3 id=${`${id}-title`}>${title}</h3>
        <div class="panel-tools">${tools} ${isReady && !isEmpty && panel.isFile !== false ? takeView(page, panel) : nothing}</div>
      </header>
      ${isReady && !isEmpty && finding ? html`<p class="finding">${finding(data)}</p>` : nothing}
      ${about ? html`<p class="hint">${about}</p>` : nothing}
      ${isReady ? (isEmpty ? html`<p class="empty">${words.say(empty)}</p>` : contentView(page, panel, data)) : waitView(page, panel)}
    </section>
  `;
}

/** Nothing is there yet, or nothing came. @param {Page} page @param {Panel} panel */
function waitView({ words, facts }, { need }) {
  const entry = facts.of(need);
  if (entry?.phase !== "failed") return html`<div class="bones"><p class="unseen">${words.say("desk-loading")}</p><div class="bone"></div></div>`;
  return html`
    <div class="failed" role="alert">
      <p>${words.say("insight-failed")}</p>
      ${entry.problem?.detail ? html`<p class="hint"><bdi>${entry.problem.detail}</bdi></p>` : nothing}
      <button type="button" @click=${() => facts.want({ [need]: entry.path })}>${words.say("problem-again")}</button>
    </div>
  `;
}

/** @param {Page} page @param {Panel} panel @param {any} data */
function contentView(page, panel, data) {
  const { words } = page;
  const isTable = page.tables.has(panel.id);
  return html`
    <div class="picture" data-room=${panel.id} ?hidden=${isTable} tabindex="-1">${panel.draw(data, page.roomOf(panel.id))}</div>
    ${panel.table ? html`<div class="numbers" ?data-shown=${isTable} role="region" tabindex=${isTable ? "0" : "-1"} aria-label=${words.say("insight-table_of", { title: panel.title })}>${tableView(page, panel.title, panel.table(data))}</div>` : nothing}
  `;
}

/** @param {Page} page @param {Panel} panel */
function takeView(page, { id, title, need, table, isList = false }) {
  const { words, facts, service } = page;
  const isTable = page.tables.has(id);
  const path = facts.of(need)?.path ?? "";
  return html`
    ${table ? html`<button type="button" aria-pressed=${isTable ? "true" : "false"} @click=${() => page.turn(id)}>${words.say("insight-table")}</button>` : nothing}
    <details class="take" @keydown=${closes} @focusout=${left}>
      <summary aria-label=${words.say("insight-take_of", { title })}>${words.say("insight-take")}</summary>
      <ul>
        ${isTable || isList ? nothing : html`<li><button type="button" @click=${() => page.keep(id, title, "svg")}>SVG</button></li><li><button type="button" @click=${() => page.keep(id, title, "png")}>PNG</button></li>`}
        <li><a href=${service.table(path)} download=${`handover-${id}.csv`}>CSV</a></li>
      </ul>
    </details>
  `;
}

/** @param {KeyboardEvent} event */
function closes(event) {
  const box = /** @type {HTMLDetailsElement} */ (event.currentTarget);
  if (event.key !== "Escape" || !box.open) return;
  box.open = false;
  box.querySelector("summary")?.focus();
}

/** @param {FocusEvent} event */
function left(event) {
  const box = /** @type {HTMLDetailsElement} */ (event.currentTarget);
  if (event.relatedTarget && !box.contains(/** @type {Node} */ (event.relatedTarget))) box.open = false;
}

/** The same numbers, with the same ways to what is behind them. @param {Page} page @param {string} caption @param {Table} table */
export function tableView(page, caption, { columns, rows }) {
  const [first, ...others] = columns;
  return html`
    <table>
      <caption class="unseen">${caption}</caption>
      <thead><tr><th scope="col">${first?.name}</th>${others.map(({ name, kind }) => html`<th scope="col" ?data-figure=${kind !== "text"}>${name}</th>`)}</tr></thead>
      <tbody>
        ${rows.map(
          ({ name, mark, values }) => html`<tr><th scope="row" dir="auto">${linkView(page, mark, name)}</th>${values.map((value, index) => cellView(page, others[index]?.kind ?? "text", value))}</tr>`,
        )}
      </tbody>
    </table>
  `;
}

/** @param {Page} page @param {Kind} kind @param {Value | number | string | null} cell */
function cellView(page, kind, cell) {
  const { value, mark } = cell !== null && typeof cell === "object" ? cell : { value: cell, mark: undefined };
  const text = shown(page.words, value, kind);
  return html`<td ?data-figure=${kind !== "text"} data-value=${value ?? ""}>${value ? linkView(page, mark, text) : text}</td>`;
}

/** @param {Page} page @param {string | undefined} mark @param {unknown} text */
export const linkView = (page, mark, text) => (mark === undefined ? text : html`<a href=${page.address({ mark })} data-here>${text}</a>`);
