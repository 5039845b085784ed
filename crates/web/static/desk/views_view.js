// @ts-check
// Draws the dialog of kept views: those there are, and a name for what is shown now.
import { html, nothing } from "../vendor/lit.js";
import { here } from "./look.js";
import { filterOf } from "./views.js";

/** @typedef {import("./element.js").HandoverDesk} Desk */
/** @typedef {import("./wire.js").SavedView} SavedView */
/** @typedef {import("./form.js").Form} Form */

const LEADS = ["lead", "admin", "operator"];

/** @param {Desk} desk @param {Form} form */
export function viewsView(desk, form) {
  const { words, views, queue, deeds } = desk;
  const isLead = LEADS.includes(desk.me?.role ?? "");
  const keep = form.submit(async (values) => {
    await views.keep(values.name ?? "", queue.filter, values.shared === "on");
    desk.say("views-kept");
  });
  return html`
    <h2 id="question-title" tabindex="-1">${words.say("views-title")}</h2>
    ${views.all.length ? html`<ul class="line-list">${views.all.map((view, index) => viewView(desk, form, view, index, isLead))}</ul>` : html`<p class="hint">${words.say("views-none")}</p>`}
    <form @submit=${keep}>
      ${form.field("name", words.say("views-name"), html`<input id=${form.id("name")} name="name" maxlength="80" required dir="auto" autocomplete="off" aria-describedby=${form.about("name")} aria-invalid=${form.isWrong("name")}>`)}
      ${isLead ? html`<label class="check"><input type="checkbox" name="shared"> ${words.say("views-shared")}</label>` : nothing}
      <p class="hint">${words.say("views-about")}</p>
      ${form.failureView()}
      <div class="actions"><button type="button" @click=${deeds.dismiss}>${words.say("widget-close")}</button> <button class="primary" aria-disabled=${form.isBusy}>${words.say("views-save")}</button></div>
    </form>
  `;
}

/** @param {Desk} desk @param {Form} form @param {SavedView} view @param {number} index @param {boolean} isLead */
function viewView(desk, form, view, index, isLead) {
  const { words, views, deeds } = desk;
  const filter = filterOf(view);
  const open = () => {
    deeds.dismiss();
    desk.filter(filter);
  };
  return html`
    <li class="kept-view">
      <a href=${desk.address(filter)} @click=${here(open)}><bdi>${view.name}</bdi></a>${index < 6 ? html` <kbd aria-hidden="true">${index + 4}</kbd>` : nothing}
      ${view.shared ? html`<span class="soft">${words.say("views-is_shared")}</span>` : nothing}
      <span class="actions">
        ${isLead ? html`<button type="button" @click=${() => form.run(() => views.share(view, !view.shared))}>${words.say(view.shared ? "views-unshare" : "views-share")}</button>` : nothing}
        ${view.mine || isLead ? html`<button type="button" aria-label=${words.say("views-drop", { name: view.name })} @click=${() => form.run(() => views.drop(view))}>${words.say("settings-delete")}</button>` : nothing}
      </span>
    </li>
  `;
}
