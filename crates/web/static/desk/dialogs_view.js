// @ts-check
// Draws what is asked in the middle of the page: solved how, handed back with what note, whose version counts; and the help.
import { html, nothing } from "../vendor/lit.js";
import { LANGUAGES, NAMES, locale } from "../widget/words.js";
import { choices } from "../memory.js";
import { cannedView } from "./canned_view.js";
import { changeText } from "./facts_view.js";
import { KEYS } from "./keys.js";
import { citationName, moment, whoView } from "./look.js";
import { settings } from "./memory.js";
import { mergeView } from "./merge_view.js";
import { viewsView } from "./views_view.js";

/** @typedef {import("./element.js").HandoverDesk} Desk */
/** @typedef {import("./deeds.js").Question} Question */

/** @param {Desk} desk */
export function dialogView(desk) {
  const { deeds } = desk;
  return html`<dialog id="question" aria-labelledby="question-title" @cancel=${deeds.closed} @close=${deeds.wasClosed}>${deeds.asking ? questionView(desk, deeds.asking) : nothing}</dialog>`;
}

/** @param {Desk} desk @param {Question} question */
function questionView(desk, question) {
  if (question.kind === "help") return helpView(desk);
  if (question.kind === "settings") return settingsView(desk);
  if (question.kind === "conflict") return conflictView(desk, question);
  if (question.kind === "passage") return passageView(desk, question);
  if (question.kind === "canned") return cannedView(desk, question);
  if (question.kind === "merge") return mergeView(desk, question);
  if (question.kind === "views") return viewsView(desk, desk.deeds.form);
  if (question.kind === "taken") return takenView(desk, question);
  return textView(desk, question.kind);
}

/** @param {string} title */
const titleView = (title) => html`<h2 id="question-title" tabindex="-1">${title}</h2>`;

/** @param {Desk} desk */
const failureView = ({ deeds }) => html`<p class="failure" role="alert">${deeds.failure()}</p>`;

/** @param {Desk} desk @param {string} id */
const cancelView = ({ words, deeds }, id = "escalate-cancel") => html`<button type="button" @click=${deeds.dismiss}>${words.say(id)}</button>`;

/** @param {Desk} desk @param {"resolve" | "hand_back"} kind */
function textView(desk, kind) {
  const { words, deeds } = desk;
  const isNeeded = kind === "resolve";
  const submit = async (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const text = deeds.text.trim();
    if (isNeeded && !text) return desk.find("#question textarea")?.focus();
    const { form } = deeds;
    const isDone = isNeeded ? await deeds.resolve(text) : await deeds.handBack(text);
    if (!isDone) return;
    deeds.finish(form);
    desk.say(`done-${kind}`);
  };
  const pressed = (/** @type {KeyboardEvent} */ event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) /** @type {HTMLTextAreaElement} */ (event.target).form?.requestSubmit();
  };
  return html`
    <form @submit=${submit}>
      ${titleView(words.say(`ask-${kind}`))}
      <p class="hint">${words.say(`ask-${kind}_about`)}</p>
      <label class="field"><span>${words.say(`ask-${kind}_text`)}</span>
        <textarea rows="4" autofocus maxlength="16000" dir="auto" ?required=${isNeeded} .value=${deeds.text} @keydown=${pressed} @input=${(/** @type {InputEvent} */ event) => (deeds.text = /** @type {HTMLTextAreaElement} */ (event.target).value)}></textarea>
      </label>
      ${failureView(desk)}
      <div class="actions">${cancelView(desk)} <button class="primary" aria-disabled=${deeds.busy !== ""}>${words.say(`deed-${kind}`)}</button></div>
    </form>
  `;
}

/** @param {Desk} desk @param {Extract<Question, {kind: "conflict"}>} question */
function conflictView(desk, { before, now, again }) {
  const { words, deeds } = desk;
  const { form } = deeds;
  const known = new Set(before.events.map((one) => one.id));
  const since = now.events.filter((one) => !known.has(one.id));
  const retry = async () => (await again()) && deeds.finish(form);
  return html`
    <form @submit=${(/** @type {Event} */ event) => (event.preventDefault(), void retry())}>
      ${titleView(words.say("conflict-title"))}
      <p>${words.say("conflict-about")}</p>
      <ul class="line-list">${since.map((one) => html`<li>${changeText(desk, one)} <span class="soft">${whoView(words, one.actor)} · ${moment(words, one.at)}</span></li>`)}</ul>
      ${failureView(desk)}
      <div class="actions">${cancelView(desk, "conflict-keep")} <button class="primary" aria-disabled=${deeds.busy !== ""}>${words.say("conflict-anyway")}</button></div>
    </form>
  `;
}

/** @param {Desk} desk @param {Extract<Question, {kind: "taken"}>} question */
function takenView(desk, { by, again }) {
  const { words, deeds } = desk;
  const { form } = deeds;
  const take = async () => (await again()) && deeds.finish(form);
  return html`
    <form @submit=${(/** @type {Event} */ event) => (event.preventDefault(), void take())}>
      ${titleView(words.say("taken-title", { name: by }))}
      <p>${words.say("taken-about", { name: by })}</p>
      ${failureView(desk)}
      <div class="actions">${cancelView(desk)} <button class="primary" aria-disabled=${deeds.busy !== ""}>${words.say("deed-take_over")}</button></div>
    </form>
  `;
}

/** @param {Desk} desk @param {Extract<Question, {kind: "passage"}>} question */
function passageView({ words }, { citation, opened, failed }) {
  return html`
    <form method="dialog">
      ${titleView(citationName(citation))}
      ${failed ? html`<p class="failure" role="alert">${words.say("passage-failed")}</p>` : nothing}
      ${opened || failed ? nothing : html`<p role="status">${words.say("passage-loading")}</p>`}
      ${opened
        ? html`
            <div class="passage" dir="auto" lang=${opened.language} tabindex="0" role="region" aria-labelledby="question-title">${opened.text}</div>
            ${opened.notice ? html`<p class="hint" dir="auto">${opened.notice}</p>` : nothing}
            <p class="hint">${words.say("passage-from", { title: opened.title })}</p>
          `
        : nothing}
      <div class="actions"><button class="primary">${words.say("widget-close")}</button></div>
    </form>
  `;
}

/** @param {Desk} desk */
function helpView(desk) {
  const { words } = desk;
  return html`
    <form method="dialog">
      ${titleView(words.say("desk-help"))}
      <dl class="keys">${KEYS.map(([keys, id]) => html`<div><dt><bdi dir="ltr">${keys.map((key) => html`<kbd>${key}</kbd>`)}</bdi></dt><dd>${words.say(id)}</dd></div>`)}</dl>
      <p class="hint">${words.say("key-about")}</p>
      <div class="actions"><button class="primary">${words.say("widget-close")}</button></div>
    </form>
  `;
}

/** @param {Desk} desk */
function settingsView(desk) {
  const { words, queue, me } = desk;
  const { sound, keys, expert, expertName } = settings.get();
  const checked = (/** @type {Event} */ event) => /** @type {HTMLInputElement} */ (event.target).checked;
  const chosen = (/** @type {Event} */ event) => /** @type {HTMLSelectElement} */ (event.target).value;
  const known = new Map([...(expert ? [[expert, expertName || expert]] : []), ...queue.experts].map(([id, name]) => [String(id), String(name)]));
  const choose = (/** @type {Event} */ event) => desk.set({ expert: chosen(event), expertName: known.get(chosen(event)) ?? "" });
  return html`
    <form method="dialog">
      ${titleView(words.say("desk-settings"))}
      <label class="field"><span>${words.say("page-language")}</span>
        <select id="language" translate="no" @change=${(/** @type {Event} */ event) => desk.chooseLanguage(chosen(event))}>
          ${LANGUAGES.map((code) => html`<option value=${code} lang=${locale(code)} .selected=${code === (choices.get().language || words.code)}>${NAMES[code]}</option>`)}
        </select>
      </label>
      <label class="check"><input type="checkbox" .checked=${sound} @change=${(/** @type {Event} */ event) => desk.set({ sound: checked(event) })}> ${words.say("settings-sound")}</label>
      <label class="check"><input type="checkbox" .checked=${keys} @change=${(/** @type {Event} */ event) => desk.set({ keys: checked(event) })}> ${words.say("settings-keys")}</label>
      ${desk.isOpenMode
        ? html`
            <label class="field"><span>${words.say("settings-expert")}</span>
              <select @change=${choose}>
                <option value="" .selected=${!expert}>${words.say("settings-routed")}</option>
                ${[...known].map(([id, name]) => html`<option value=${id} .selected=${id === expert}>${name}</option>`)}
              </select>
            </label>
            <p class="hint">${words.say("settings-expert_about")}</p>
          `
        : html`<p class="signed-in">${words.say("account-signed_in", { name: me?.name ?? "" })} <a href="account.html">${words.say("settings-account")}</a></p>`}
      <div class="actions">
        ${desk.isOpenMode ? nothing : html`<button type="button" @click=${() => desk.signOut()}>${words.say("account-sign_out")}</button>`}
        <button class="primary">${words.say("widget-close")}</button>
      </div>
    </form>
  `;
}
