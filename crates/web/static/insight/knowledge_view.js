// @ts-check
// Draws what is not known yet, what experts have written down, and whether an article helped.
import { html, nothing } from "../vendor/lit.js";
import { icon } from "../widget/icons.js";
import { partsBar } from "./draw/small.js";
import { day, languageName, moment, percent, shown } from "./figures.js";
import { linkView, panelView, tableView } from "./panel_view.js";

/** @typedef {import("./element.js").HandoverInsight} Page */
/** @typedef {import("./wire.js").Gap} Gap */
/** @typedef {import("./wire.js").Lesson} Lesson */
/** @typedef {import("./wire.js").Effect} Effect */

const FILTERS = /** @type {const} */ (["", "false", "true"]);

/** @param {Page} page */
export const knowledgeView = (page) => html`${page.service.has("analytics/gaps") ? gapsPanel(page) : nothing} ${page.service.has("expert-knowledge") ? lessonsPanel(page) : nothing}`;

/** @param {string} number */
export const ticketLink = (number) => html`<a href=${`desk?${new URLSearchParams({ view: "all", ticket: number })}`}><bdi>${number}</bdi></a>`;

/** @param {Page} page @param {string} id */
function failureOf({ words, lessons }, id) {
  const { failure } = lessons;
  return failure?.id === id ? html`<p class="failure" role="alert">${failure.problem.detail || words.say("ticket-action_failed")}</p>` : nothing;
}

/** @param {Page} page */
function gapsPanel(page) {
  const { words } = page;
  return panelView(page, {
    id: "gaps",
    isList: true,
    need: "gaps",
    title: words.say("gaps-title"),
    about: words.say("gaps-about"),
    isWide: true,
    isEmpty: ({ groups }) => !groups.length,
    empty: "gaps-none",
    finding: ({ groups }) => gapFinding(page, groups),
    draw: ({ groups }) => html`<ul class="cards">${groups.map((/** @type {Gap} */ gap) => html`<li>${gapView(page, gap)}</li>`)}</ul>`,
    table: ({ groups }) => ({
      columns: [
        { name: words.say("column-gap"), kind: "text" },
        { name: words.say("gaps-questions"), kind: "number" },
        { name: words.say("column-sessions"), kind: "number" },
        { name: words.say("gaps-confidence"), kind: "percent" },
        { name: words.say("gaps-last"), kind: "date" },
      ],
      rows: groups.map((/** @type {Gap} */ { label, mark, questions, sessions, mean_confidence: sure, last_at: last }) => ({ name: label, ...(mark === undefined ? {} : { mark }), values: [questions, sessions, sure, last] })),
    }),
  });
}

/** @param {Page} page @param {Gap[]} groups */
function gapFinding({ words }, groups) {
  const first = [...groups].sort((a, b) => b.questions - a.questions)[0];
  return first ? words.say("gaps-finding", { label: first.label, count: first.questions }) : nothing;
}

/** @param {Page} page @param {Gap} gap */
function gapView(page, gap) {
  const { words, lessons } = page;
  const drafted = lessons.drafts.get(gap.id);
  const about = [
    words.say("gaps-count", { questions: gap.questions, sessions: gap.sessions }),
    gap.mean_confidence === null ? "" : words.say("gaps-sure", { share: percent(words, gap.mean_confidence) }),
    words.list(Object.keys(gap.languages).map((code) => languageName(words, code))),
    words.say("gaps-since", { from: day(words, gap.first_at), to: day(words, gap.last_at) }),
  ];
  return html`
    <article aria-labelledby=${`gap-${gap.id}`}>
      <h4 id=${`gap-${gap.id}`}><bdi>${linkView(page, gap.mark, gap.label)}</bdi></h4>
      <p class="hint">${about.filter(Boolean).join(" · ")}</p>
      ${gap.examples.length
        ? html`<h5>${words.say("gaps-examples")}</h5><ul>${[...new Set(gap.examples.map(({ text }) => text))].map((text) => html`<li><q dir="auto">${text}</q></li>`)}</ul>`
        : nothing}
      ${gap.resolutions.length
        ? html`<h5>${words.say("gaps-resolutions")}</h5><ul>${gap.resolutions.map(({ ticket_number: number, text }) => html`<li><span dir="auto">${text}</span> ${ticketLink(number)}</li>`)}</ul>`
        : nothing}
      <div class="actions">
        ${drafted
          ? html`<p class="done">${icon("check", 16)} <a href=${`#lesson-${drafted}`}>${words.say("gap-drafted")}</a></p>`
          : gap.resolutions.length
            ? html`<button type="button" aria-disabled=${lessons.busy.has(gap.id) ? "true" : "false"} @click=${() => lessons.draft(gap.id)} aria-label=${words.say("gap-draft_of", { label: gap.label })}>${words.say("gap-draft")}</button>`
            : html`<p class="hint">${words.say("gap-no_draft")}</p>`}
      </div>
      ${failureOf(page, gap.id)}
    </article>
  `;
}

/** @param {Page} page */
function lessonsPanel(page) {
  const { words, lessons } = page;
  const choose = (/** @type {Event} */ event) => lessons.choose(/** @type {import("./lessons.js").Filter} */ (/** @type {HTMLSelectElement} */ (event.target).value));
  return panelView(page, {
    id: "lessons",
    isFile: false,
    need: "lessons",
    title: words.say("lessons-title"),
    about: words.say(page.isLead ? "lessons-about_lead" : "lessons-about"),
    isWide: true,
    isEmpty: ({ expert_knowledge: all }) => !all.length,
    empty: "lessons-none",
    tools: html`<label><span class="unseen">${words.say("lessons-filter")}</span><select id="lessons-filter" @change=${choose}>${FILTERS.map((value) => html`<option value=${value} ?selected=${value === lessons.filter}>${words.say(value === "" ? "lessons-all" : value === "true" ? "lessons-verified" : "lessons-unverified")}</option>`)}</select></label>`,
    draw: ({ expert_knowledge: all }) => html`<ul class="cards">${all.map((/** @type {Lesson} */ lesson) => html`<li id=${`lesson-${lesson.id}`} tabindex="-1">${lessons.editing === lesson.id ? editView(page, lesson) : lessonView(page, lesson)}</li>`)}</ul>`,
  });
}

/** @param {Page} page @param {Lesson} lesson */
function lessonView(page, lesson) {
  const { words, lessons, isLead } = page;
  const { id, verified, origin, tags } = lesson;
  const by = [lesson.author ?? "", moment(words, lesson.created_at), lesson.language ? languageName(words, lesson.language) : "", lesson.machine_version ?? ""].filter(Boolean);
  const change = { ...(lesson.version === undefined ? {} : { version: lesson.version }) };
  const isWeighed = lessons.effects.has(id);
  return html`
    <article aria-labelledby=${`lesson-title-${id}`}>
      <p class="chip" data-verified=${verified ? "true" : "false"}>${icon(verified ? "check" : "clock", 14)} ${verified ? (lesson.verified_by ? words.say("lesson-verified_by", { name: lesson.verified_by }) : words.say("lesson-verified")) : words.say("lesson-unverified")}</p>
      <h4 id=${`lesson-title-${id}`} dir="auto">${lesson.problem_description}</h4>
      <p class="solution" dir="auto">${lesson.solution}</p>
      <p class="hint">${by.map((one, index) => html`${index ? " · " : ""}<bdi>${one}</bdi>`)}${origin ? html` · ${words.say("lesson-from")} ${ticketLink(origin.ticket_number)}` : nothing}</p>
      ${tags.length ? html`<ul class="tags">${tags.map((tag) => html`<li><bdi>${tag}</bdi></li>`)}</ul>` : nothing}
      <div class="actions">
        ${isLead
          ? html`<button type="button" class=${verified ? "" : "primary"} aria-disabled=${lessons.busy.has(id) ? "true" : "false"} @click=${() => lessons.change(lesson, { ...change, verified: !verified }, verified ? "lesson-now_unverified" : "lesson-now_verified")}>${words.say(verified ? "lesson-withdraw" : "lesson-verify")}</button>`
          : nothing}
        ${isLead || !verified ? html`<button type="button" @click=${() => lessons.edit(lesson)}>${words.say("lesson-edit")}</button>` : nothing}
        ${verified && page.service.has("analytics/effect") ? html`<button type="button" aria-expanded=${isWeighed ? "true" : "false"} @click=${() => lessons.weigh(id)}>${words.say("lesson-effect")}</button>` : nothing}
        ${isLead ? html`<button type="button" class="plain" @click=${() => lessons.forget(lesson)}>${words.say("lesson-forget")}</button>` : nothing}
      </div>
      ${failureOf(page, id)} ${isWeighed ? effectView(page, lessons.effects.get(id) ?? null) : nothing}
    </article>
  `;
}

/** @param {Page} page @param {Lesson} lesson */
function editView(page, lesson) {
  const { words, lessons } = page;
  const save = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const form = new FormData(/** @type {HTMLFormElement} */ (event.target));
    const text = (/** @type {string} */ name) => String(form.get(name) ?? "").trim();
    const tags = text("tags").split(/[,،]/).map((tag) => tag.trim()).filter(Boolean);
    void lessons.change(lesson, { ...(lesson.version === undefined ? {} : { version: lesson.version }), problem_description: text("problem"), solution: text("solution"), tags }, "lesson-saved");
  };
  return html`
    <form class="edit" @submit=${save} aria-label=${words.say("lesson-edit")}>
      <label class="field"><span>${words.say("lesson-problem")}</span><textarea name="problem" rows="2" required dir="auto" .value=${lesson.problem_description}></textarea></label>
      <label class="field"><span>${words.say("lesson-solution")}</span><textarea name="solution" rows="5" required dir="auto" .value=${lesson.solution}></textarea></label>
      <label class="field"><span>${words.say("lesson-tags")}</span><input name="tags" dir="auto" .value=${lesson.tags.join(", ")}></label>
      ${failureOf(page, lesson.id)}
      <div class="actions"><button type="button" @click=${() => lessons.stopEditing()}>${words.say("escalate-cancel")}</button> <button class="primary" aria-disabled=${lessons.busy.has(lesson.id) ? "true" : "false"}>${words.say("lesson-save")}</button></div>
    </form>
  `;
}

/** Before and after an article. @param {Page} page @param {Effect | null} effect */
function effectView(page, effect) {
  const { words } = page;
  if (!effect) return html`<p class="hint" aria-busy="true">${words.say("desk-loading")}</p>`;
  const { before, after } = effect;
  const rows = /** @type {const} */ ([
    ["gaps-title", "questions", "number"],
    ["gaps-confidence", "mean_confidence", "percent"],
    ["head-escalation", "escalation_rate", "percent"],
    ["head-deflection", "deflection_rate", "percent"],
  ]).map(([name, key, kind]) => ({ name: words.say(name), kind, before: before[key], after: after[key] }));
  return html`
    <section class="effect" aria-label=${words.say("lesson-effect")}>
      <p class="finding">${words.say("effect-finding", { days: effect.days, before: before.questions, after: after.questions })}</p>
      <ul class="pairs">
        ${rows.map(
          ({ name, kind, before, after }) => html`<li><span>${name}</span>
            ${pairBar(page, words.say("effect-before"), before, kind, { whole: Math.max(before ?? 0, after ?? 0), tone: 7 })}
            ${pairBar(page, words.say("effect-after"), after, kind, { whole: Math.max(before ?? 0, after ?? 0), tone: 1 })}</li>`,
        )}
      </ul>
      <div class="numbers" data-shown role="region" tabindex="0" aria-label=${words.say("insight-table_of", { title: words.say("lesson-effect") })}>
        ${tableView(page, words.say("lesson-effect"), {
          columns: [{ name: words.say("column-measure"), kind: "text" }, { name: words.say("effect-before"), kind: "text" }, { name: words.say("effect-after"), kind: "text" }],
          rows: rows.map(({ name, kind, before, after }) => ({ name, values: [shown(words, before, kind), shown(words, after, kind)] })),
        })}
      </div>
    </section>
  `;
}

/** @param {Page} page @param {string} name @param {number | null} value @param {"number" | "percent"} kind @param {{whole: number, tone: number}} look shares are of 1 */
function pairBar(page, name, value, kind, { whole, tone }) {
  const text = shown(page.words, value, kind);
  const parts = [{ name: text, value: Math.round((value ?? 0) * 100), tone }];
  return html`<span class="pair"><span class="hint">${name}</span>${partsBar(page, { label: name, whole: (kind === "percent" ? 1 : whole) * 100, width: 180, height: 14, parts })}<b>${text}</b></span>`;
}
