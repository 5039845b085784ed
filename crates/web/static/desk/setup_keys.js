// @ts-check
// Draws the keys of other programs: those there are, a form for a new one, and the new key itself, once.
import { html, nothing } from "../vendor/lit.js";
import { fact, known, moment, timeView } from "./look.js";

/** @typedef {import("./element.js").HandoverDesk} Desk */
/** @typedef {import("./wire.js").ApiKey} ApiKey */

const SCOPES = ["chat", "sessions", "tickets", "profiles", "knowledge", "analytics"];

/** @param {Desk} desk */
export function keysSetup(desk) {
  const { words, setup } = desk;
  const all = /** @type {ApiKey[]} */ (setup.data.api_keys);
  if (setup.editing === "") return formView(desk);
  return html`
    ${setup.outcome?.key ? madeView(desk, setup.outcome) : html`<p><button type="button" class="primary" @click=${() => desk.editSetup("")}>${words.say("keys-new")}</button></p>`}
    ${setup.form.failureView()}
    ${all.length === 0 ? html`<p class="empty">${words.say("keys-none")}</p>` : html`<ul class="entries">${all.map((one) => entryView(desk, one))}</ul>`}
  `;
}

/** @param {Desk} desk @param {ApiKey} key */
function entryView(desk, key) {
  const { words, setup, service } = desk;
  const { id, name, scopes, created_at: made, expires_at: end, last_used_at: used, revoked_at: revoked } = key;
  const isOver = Boolean(revoked) || (end !== null && end !== undefined && Date.parse(end) < Date.now());
  const revoke = () => setup.editing === id ? setup.save(() => service.dropSetup(`api-keys/${id}`), "keys-revoked") : setup.edit(id);
  return html`
    <li ?data-over=${isOver}>
      <p class="line"><strong><bdi>${name}</bdi></strong>${scopes.map((one) => html` <span class="chip">${scopeName(words, one)}</span>`)}</p>
      <dl>
        ${fact(words.say("keys-made"), timeView(words, made))} ${fact(words.say("keys-used"), used ? timeView(words, used) : words.say("keys-never"))}
        ${end ? fact(words.say("keys-until"), timeView(words, end)) : nothing} ${revoked ? fact(words.say("keys-is_revoked"), timeView(words, revoked)) : nothing}
      </dl>
      ${isOver
        ? nothing
        : html`${setup.editing === id ? html`<p role="alert">${words.say("keys-ask")}</p>` : nothing}
            <p class="foot">${setup.editing === id ? html`<button type="button" @click=${() => setup.edit(null)}>${words.say("escalate-cancel")}</button>` : nothing}
            <button type="button" class=${setup.editing === id ? "danger" : ""} aria-label=${words.say("keys-revoke_of", { name })} @click=${revoke}>${words.say("keys-revoke")}</button></p>`}
    </li>
  `;
}

/** @param {import("../widget/words.js").Words} words @param {string} scope */
export const scopeName = (words, scope) => known(words, `scope-${scope}`, scope);

/** @param {Desk} desk */
function formView(desk) {
  const { words, setup, service } = desk;
  const { form } = setup;
  const save = async (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const values = new FormData(/** @type {HTMLFormElement} */ (event.target));
    const end = String(values.get("expires_at") ?? "");
    const body = { name: String(values.get("name")), scopes: values.getAll("scopes"), ...(end ? { expires_at: new Date(`${end}T23:59:59`).toISOString() } : {}) };
    /** @type {any} */
    let made = null;
    const isDone = await setup.save(async () => (made = await service.makeSetup("api-keys", body)), "keys-is_made");
    if (isDone) setup.outcome = made;
    desk.requestUpdate();
  };
  return html`
    <form class="sheet" @submit=${save}>
      <h3 id="setup-form" tabindex="-1">${words.say("keys-new")}</h3>
      ${form.field("name", words.say("keys-name"), html`<input id=${form.id("name")} name="name" required maxlength="80" dir="auto" autocomplete="off" aria-describedby=${form.about("name")} aria-invalid=${form.isWrong("name")}>`)}
      <fieldset id=${form.id("scopes")}>
        <legend>${words.say("keys-scopes")}</legend>
        ${SCOPES.map((one) => html`<label class="check"><input type="checkbox" name="scopes" value=${one}> ${scopeName(words, one)}</label>`)}
      </fieldset>
      ${form.wrongView("scopes")}
      ${form.field("expires_at", words.say("keys-end"), html`<input id=${form.id("expires_at")} name="expires_at" type="date" aria-describedby=${form.about("expires_at")} aria-invalid=${form.isWrong("expires_at")}>`)}
      ${form.failureView()}
      <div class="actions"><button type="button" @click=${() => desk.editSetup(null)}>${words.say("escalate-cancel")}</button> <button class="primary" aria-disabled=${form.isBusy}>${words.say("keys-make")}</button></div>
    </form>
  `;
}

/** The key itself: whoever leaves this page does not see it again. @param {Desk} desk @param {{name: string, key: string, created_at: string}} made */
function madeView(desk, { name, key, created_at: at }) {
  const { words, setup } = desk;
  const copy = async () => {
    await navigator.clipboard?.writeText(key);
    desk.say("keys-copied");
  };
  return html`
    <div class="sheet once" role="status">
      <h3>${words.say("keys-once", { name })}</h3>
      <p><code class="secret" dir="ltr" tabindex="0">${key}</code></p>
      <p class="hint">${moment(words, at)}</p>
      <div class="actions"><button type="button" @click=${copy}>${words.say("keys-copy")}</button> <button type="button" class="primary" @click=${() => setup.edit(null)}>${words.say("keys-kept")}</button></div>
    </div>
  `;
}
