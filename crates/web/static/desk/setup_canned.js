// @ts-check
// Draws the canned answers: a list, and the form for one of them.
import { html, live, nothing } from "../vendor/lit.js";
import { LANGUAGES } from "../widget/words.js";
import { fill, VARIABLES } from "./canned.js";
import { CATEGORIES, categoryName, languageName, moment } from "./look.js";

/** @typedef {import("./element.js").HandoverDesk} Desk */
/** @typedef {import("./wire.js").CannedAnswer} CannedAnswer */

/** @param {Desk} desk */
export function cannedSetup(desk) {
  const { words, setup } = desk;
  const all = /** @type {CannedAnswer[]} */ (setup.data);
  const edited = all.find(({ id }) => id === setup.editing);
  if (setup.editing !== null) return formView(desk, edited);
  return html`
    <p><button type="button" class="primary" @click=${() => desk.editSetup("")}>${words.say("canned-new")}</button></p>
    ${all.length === 0 ? html`<p class="empty">${words.say("canned-none")}</p>` : html`<ul class="entries">${all.map((one) => entryView(desk, one))}</ul>`}
  `;
}

/** @param {Desk} desk @param {CannedAnswer} answer */
function entryView(desk, answer) {
  const { words } = desk;
  const { id, title, shortcut, language, category, text, updated_at: at } = answer;
  return html`
    <li>
      <p class="line">
        <strong><bdi>${title}</bdi></strong>
        ${shortcut ? html`<code>/${shortcut}</code>` : nothing}
        ${language ? html`<span class="chip">${languageName(words, language)}</span>` : nothing} ${category ? html`<span class="chip">${categoryName(words, category)}</span>` : nothing}
        <span class="soft">${words.say("setup-changed", { time: moment(words, at) })}</span>
      </p>
      <p class="text" dir="auto">${text}</p>
      <p class="foot"><button type="button" aria-label=${words.say("setup-edit_of", { name: title })} @click=${() => desk.editSetup(id)}>${words.say("setup-edit")}</button></p>
    </li>
  `;
}

/** What the variables may stand for, to show how an answer will read. */
const EXAMPLE = { "user.name": "Nikos", "machine.name": "Net cleaner 3", "machine.model": "AutoBoss X2", "ticket.number": "AB-20261123-0007", "expert.name": "Ivy" };

/** @param {Desk} desk @param {CannedAnswer} [answer] */
function formView(desk, answer) {
  const { words, setup, service } = desk;
  const { form } = setup;
  const save = form.submit(async ({ title = "", language, category, shortcut = "", text = "" }) => {
    const body = { title, language: language || null, category: category || null, shortcut: shortcut.trim() || null, text };
    const work = () => (answer ? service.changeSetup(`canned-answers/${answer.id}`, { ...body, version: answer.version }) : service.makeSetup("canned-answers", body));
    await work();
    await setup.reread();
    setup.edit(null);
    desk.say("setup-saved");
  });
  const remove = () => {
    if (setup.isSure) return void setup.save(() => service.dropSetup(`canned-answers/${answer?.id}`), "setup-deleted");
    setup.isSure = true;
    desk.requestUpdate();
  };
  const insert = (/** @type {string} */ name) => {
    const box = /** @type {HTMLTextAreaElement} */ (desk.find(`#${form.id("text")}`));
    box.setRangeText(`{${name}}`, box.selectionStart, box.selectionEnd, "end");
    box.dispatchEvent(new InputEvent("input", { bubbles: true }));
    box.focus();
  };
  const typed = (/** @type {InputEvent} */ event) => {
    setup.outcome = /** @type {HTMLTextAreaElement} */ (event.target).value;
    desk.requestUpdate();
  };
  const pressed = (/** @type {KeyboardEvent} */ event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) /** @type {HTMLTextAreaElement} */ (event.target).form?.requestSubmit();
  };
  const shown = fill(setup.outcome ?? answer?.text ?? "", EXAMPLE);
  const choice = (/** @type {string} */ value, /** @type {string} */ label, /** @type {string | null | undefined} */ now) => html`<option value=${value} ?selected=${value === (now ?? "")}>${label}</option>`;
  return html`
    <form class="sheet" @submit=${save}>
      <h3 id="setup-form" tabindex="-1">${answer ? words.say("setup-edit_of", { name: answer.title }) : words.say("canned-new")}</h3>
      ${form.field("title", words.say("canned-name"), html`<input id=${form.id("title")} name="title" required maxlength="80" dir="auto" autocomplete="off" value=${answer?.title ?? ""} aria-describedby=${form.about("title")} aria-invalid=${form.isWrong("title")}>`)}
      <div class="row3">
        ${form.field("language", words.say("page-language"), html`<select id=${form.id("language")} name="language" aria-invalid=${form.isWrong("language")}>${choice("", words.say("canned-any"), answer?.language)}${LANGUAGES.map((code) => choice(code, languageName(words, code), answer?.language))}</select>`)}
        ${form.field("category", words.say("filter-category"), html`<select id=${form.id("category")} name="category" aria-invalid=${form.isWrong("category")}>${choice("", words.say("canned-any"), answer?.category)}${CATEGORIES.map((one) => choice(one, categoryName(words, one), answer?.category))}</select>`)}
        ${form.field("shortcut", words.say("canned-shortcut"), html`<input id=${form.id("shortcut")} name="shortcut" maxlength="40" dir="ltr" autocomplete="off" spellcheck="false" value=${answer?.shortcut ?? ""} aria-describedby=${form.about("shortcut")} aria-invalid=${form.isWrong("shortcut")}>`)}
      </div>
      ${form.field(
        "text",
        words.say("canned-text"),
        html`<textarea id=${form.id("text")} name="text" rows="6" required maxlength="16000" dir="auto" .value=${live(setup.outcome ?? answer?.text ?? "")} aria-describedby=${form.about("text")} aria-invalid=${form.isWrong("text")} @input=${typed} @keydown=${pressed}></textarea>`,
        html`<div class="variables" role="group" aria-label=${words.say("canned-variables")}>${VARIABLES.map((name) => html`<button type="button" @click=${() => insert(name)}><code>{${name}}</code></button>`)}</div>`,
      )}
      ${shown ? html`<div class="example"><p class="soft">${words.say("canned-example")}</p><p class="text" dir="auto">${shown}</p></div>` : nothing}
      ${form.failureView()}
      <div class="actions">
        ${answer ? html`<button type="button" class="danger" @click=${remove}>${words.say(setup.isSure ? "setup-sure" : "settings-delete")}</button>` : nothing}
        <button type="button" @click=${() => desk.editSetup(null)}>${words.say("escalate-cancel")}</button>
        <button class="primary" aria-disabled=${form.isBusy}>${words.say("setup-save")}</button>
      </div>
    </form>
  `;
}
