// @ts-check
// Draws what leads set up: the list of parts, and the one that is open.
import { html, nothing } from "../vendor/lit.js";
import { here } from "./look.js";
import { cannedSetup } from "./setup_canned.js";
import { changesSetup } from "./setup_changes.js";
import { contactsSetup, expertsSetup } from "./setup_experts.js";
import { keysSetup } from "./setup_keys.js";
import { mailSetup } from "./setup_mail.js";
import { rulesSetup } from "./setup_rules.js";

/** @typedef {import("./element.js").HandoverDesk} Desk */
/** @typedef {import("./setup.js").Part} Part */

/** @type {Record<Part, (desk: Desk) => unknown>} */
const VIEWS = {
  canned: cannedSetup,
  experts: expertsSetup,
  contacts: contactsSetup,
  rules: rulesSetup,
  mail: mailSetup,
  keys: keysSetup,
  changes: changesSetup,
};

/** @param {Desk} desk */
export function setupView(desk) {
  const { words, setup } = desk;
  const { part, parts } = setup;
  if (!part) return nothing;
  return html`
    <main class="setup">
      <nav aria-label=${words.say("setup-title")}>
        <a class="home" href=${desk.address()} @click=${here(() => desk.leaveSetup())}>${words.say("setup-back")}</a>
        ${parts.map((one) => html`<a href=${`desk?settings=${one}`} aria-current=${one === part ? "page" : "false"} @click=${here(() => desk.openSetup(one))}>${words.say(`setup-${one}`)}</a>`)}
      </nav>
      <section aria-labelledby="setup-heading">
        <h2 id="setup-heading" tabindex="-1">${words.say(`setup-${part}`)}</h2>
        <p class="hint">${words.say(`setup-${part}_about`)}</p>
        ${stateView(desk, part)}
      </section>
    </main>
  `;
}

/** @param {Desk} desk @param {Part} part */
function stateView(desk, part) {
  const { words, setup, deeds } = desk;
  if (setup.phase === "loading") return html`<div class="bones" aria-busy="true"><p class="unseen">${words.say("desk-loading")}</p><div class="bone"></div><div class="bone"></div></div>`;
  if (setup.phase === "ready") return VIEWS[part](desk);
  return html`
    <div class="blank" role="alert">
      <p>${words.say("setup-failed")}</p>
      ${setup.problem ? html`<p class="hint"><bdi>${deeds.why(setup.problem)()}</bdi></p>` : nothing}
      <button type="button" @click=${() => setup.load()}>${words.say("problem-again")}</button>
    </div>
  `;
}
