// @ts-check
// Draws what is shown where somebody cannot work yet: why, and what to do.
import { html } from "../vendor/lit.js";
import { want } from "../wanted.js";

/**
 * @param {import("./element.js").StaffPage<any>} page
 * @param {{title: string, out: string, stranger: string}} says the messages that are the page's own
 */
export function doorView(page, { title, out, stranger }) {
  const { words, phase } = page;
  if (phase === "starting") return html`<main class="door"><p class="hint">${words.say("desk-loading")}</p></main>`;
  const known = /** @type {"out" | "stranger" | "failed"} */ (phase);
  const why = { out, stranger, failed: "door-failed" }[known];
  const way = {
    out: html`<a class="button primary" href="account.html" @click=${want}>${words.say("account-sign_in")}</a>`,
    stranger: html`<a href="account.html">${words.say("desk-other_account")}</a>`,
    failed: html`<button type="button" class="primary" @click=${() => page.enter()}>${words.say("problem-again")}</button>`,
  }[known];
  return html`
    <main class="door">
      <section aria-labelledby="door-title">
        <h2 id="door-title">${words.say(title)}</h2>
        <p>${words.say(why)}</p>
        <p>${way}</p>
      </section>
    </main>
  `;
}
