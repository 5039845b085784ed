// @ts-check
// Draws the history of settings: who changed what, from what, to what.
import { html, nothing } from "../vendor/lit.js";
import { said, timeView } from "./look.js";

/** @typedef {import("./element.js").HandoverDesk} Desk */

/** @param {Desk} desk */
export function changesSetup(desk) {
  const { words, setup } = desk;
  const { changes, next_cursor: next } = /** @type {{changes: import("./wire.js").Change[], next_cursor: string | null}} */ (setup.data);
  if (changes.length === 0) return html`<p class="empty">${words.say("changes-none")}</p>`;
  const what = (/** @type {string} */ kind) => (words.has(`change-${kind}`) ? words.say(`change-${kind}`) : kind);
  return html`
    <ol class="entries changes">
      ${changes.map(
        ({ at, actor, what: kind, subject, from, to }) => html`
          <li>
            <p class="line"><strong>${what(kind)}</strong> ${said(subject)} <span class="soft">${said(actor)} · ${timeView(words, at)}</span></p>
            ${from ? html`<p class="before"><span class="unseen">${words.say("changes-from")}</span><del dir="auto">${from}</del></p>` : nothing}
            ${to ? html`<p class="after"><span class="unseen">${words.say("changes-to")}</span><ins dir="auto">${to}</ins></p>` : nothing}
          </li>
        `,
      )}
    </ol>
    ${setup.form.failureView()}
    ${next ? html`<p class="more"><button type="button" aria-disabled=${setup.form.isBusy} @click=${() => setup.more()}>${words.say("queue-more")}</button></p>` : nothing}
  `;
}
