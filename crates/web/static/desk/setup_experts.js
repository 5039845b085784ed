// @ts-check
// Draws who works here with what they know, and the contacts that tickets are routed to.
import { html, nothing } from "../vendor/lit.js";
import { telephone } from "../widget/contact.js";
import { LANGUAGES } from "../widget/words.js";
import { CATEGORIES, categoryName, fact, languageName, said } from "./look.js";

/** @typedef {import("./element.js").HandoverDesk} Desk */
/** @typedef {import("./wire.js").Skills} Skills */

/** @param {Desk} desk */
export function expertsSetup(desk) {
  const { words, setup } = desk;
  const { experts: all, auto_assign: isOn } = /** @type {{experts: Skills[], auto_assign?: boolean}} */ (setup.data);
  if (all.length === 0) return html`<p class="empty">${words.say("experts-none")}</p>`;
  return html`
    ${isOn === false ? html`<p class="hint">${words.say("experts-auto_off")} <code>desk.auto_assign</code></p>` : nothing}
    <ul class="entries">${all.map((one) => (one.id === setup.editing ? html`<li>${formView(desk, one)}</li>` : entryView(desk, one)))}</ul>
  `;
}

/** @param {Desk} desk @param {Skills} expert */
function entryView(desk, expert) {
  const { words } = desk;
  const { id, name, role, available, languages, categories, auto_assign: isAutomatic, open_tickets: open } = expert;
  const list = (/** @type {string[]} */ items) => (items.length ? words.list(items) : words.say("experts-all"));
  return html`
    <li>
      <p class="line">
        <strong><bdi>${name}</bdi></strong>
        ${role && words.has(`staff-${role}`) ? html`<span class="soft">${words.say(`staff-${role}`)}</span>` : nothing}
        <span class="chip" data-available=${available === true}>${words.say(available === null ? "expert-unknown" : available ? "expert-available" : "expert-away")}</span>
      </p>
      <dl>
        ${fact(words.say("experts-languages"), list(languages.map((code) => languageName(words, code))))}
        ${fact(words.say("experts-categories"), list(categories.map((one) => categoryName(words, one))))}
        ${fact(words.say("experts-auto"), words.say(isAutomatic ? "setup-yes" : "setup-no"))}
        ${open === undefined ? nothing : fact(words.say("experts-open"), words.number(open))}
      </dl>
      <p class="foot"><button type="button" aria-label=${words.say("setup-edit_of", { name })} @click=${() => desk.editSetup(id)}>${words.say("setup-edit")}</button></p>
    </li>
  `;
}

/** @param {Desk} desk @param {Skills} expert */
function formView(desk, expert) {
  const { words, setup, service } = desk;
  const { form } = setup;
  const save = async (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const values = new FormData(/** @type {HTMLFormElement} */ (event.target));
    const body = { languages: values.getAll("languages"), categories: values.getAll("categories"), auto_assign: values.has("auto_assign") };
    await setup.save(() => service.changeSetup(`experts/${encodeURIComponent(expert.id)}`, body), "setup-saved");
  };
  const boxes = (/** @type {string} */ field, /** @type {string} */ label, /** @type {string[]} */ all, /** @type {string[]} */ has, /** @type {(one: string) => string} */ nameOf) => html`
    <fieldset id=${form.id(field)}>
      <legend>${label}</legend>
      ${[...new Set([...all, ...has])].map((one) => html`<label class="check"><input type="checkbox" name=${field} value=${one} ?checked=${has.includes(one)}> ${nameOf(one)}</label>`)}
    </fieldset>
    ${form.wrongView(field)}
  `;
  return html`
    <form class="sheet" @submit=${save}>
      <h3 id="setup-form" tabindex="-1">${said(expert.name)}</h3>
      ${boxes("languages", words.say("experts-languages"), LANGUAGES, expert.languages, (one) => languageName(words, one))}
      ${boxes("categories", words.say("experts-categories"), CATEGORIES, expert.categories, (one) => categoryName(words, one))}
      <p class="hint">${words.say("experts-none_chosen")}</p>
      <label class="check"><input type="checkbox" name="auto_assign" ?checked=${expert.auto_assign}> ${words.say("experts-auto_about")}</label>
      ${form.failureView()}
      <div class="actions"><button type="button" @click=${() => desk.editSetup(null)}>${words.say("escalate-cancel")}</button> <button class="primary" aria-disabled=${form.isBusy}>${words.say("setup-save")}</button></div>
    </form>
  `;
}

/** @param {Desk} desk */
export function contactsSetup(desk) {
  const { words, setup } = desk;
  const { file, sample, contacts } = /** @type {{file: string | null, sample?: boolean, contacts: import("./wire.js").ContactEntry[]}} */ (setup.data);
  return html`
    ${file ? html`<p>${words.say("contacts-file")} <code>${file}</code></p>` : nothing}
    ${sample ? html`<p class="sheet">${words.say("contacts-sample")}</p>` : nothing}
    <ul class="entries">
      ${contacts.map(
        ({ name, email, phone, hours, specialization, routes, languages = [], categories = [] }) => html`
          <li>
            <p class="line"><strong><bdi>${name}</bdi></strong>${[...(routes ?? []), ...categories].map((one) => html` <span class="chip">${categoryName(words, one)}</span>`)}</p>
            <dl>
              ${specialization ? fact(words.say("contacts-about"), said(specialization)) : nothing}
              ${fact(words.say("who-email"), said(email))}
              ${phone ? fact(words.say("contact-phone"), telephone(phone) ? html`<a href=${telephone(phone)} dir="ltr">${phone}</a>` : said(phone)) : nothing}
              ${hours ? fact(words.say("contacts-hours"), said(hours)) : nothing}
              ${languages.length ? fact(words.say("experts-languages"), words.list(languages.map((one) => languageName(words, one)))) : nothing}
            </dl>
          </li>
        `,
      )}
    </ul>
  `;
}
