// @ts-check
// Draws how mail gets out: the state of the channel, what waits, and a test that says where it failed.
import { html, nothing } from "../vendor/lit.js";
import { age, fact, known, timeView } from "./look.js";

/** @typedef {import("./element.js").HandoverDesk} Desk */

/** @param {Desk} desk */
export function mailSetup(desk) {
  const { words, setup } = desk;
  const { configured, state, reason, since, waiting, dead, oldest_waiting: oldest } = setup.data;
  return html`
    ${configured === false ? html`<p class="sheet">${words.say("mail-not_configured")}</p>` : nothing}
    <dl class="sheet">
      ${configured === false ? nothing : fact(words.say("filter-status"), html`<span class="chip" data-channel=${state}>${known(words, `channel-${state}`, state)}</span>`)}
      ${reason ? fact(words.say("filter-reason"), html`<bdi>${reason}</bdi>`) : nothing} ${since ? fact(words.say("mail-since"), timeView(words, since)) : nothing}
      ${fact(words.say("mail-queue"), words.number(waiting ?? 0))} ${oldest ? fact(words.say("mail-oldest"), age(words, oldest)) : nothing}
      ${fact(words.say("mail-given_up"), words.number(dead ?? 0))}
    </dl>
    ${testView(desk)}
  `;
}

/** @param {Desk} desk */
function testView(desk) {
  const { words, setup, service } = desk;
  const { form, outcome } = setup;
  const send = async (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const to = String(new FormData(/** @type {HTMLFormElement} */ (event.target)).get("to"));
    setup.outcome = null;
    await form.run(async () => (setup.outcome = { to, ...(await service.makeSetup("mail/test", { to })) }));
  };
  const result = () => (outcome.sent ? html`<p class="done">${words.say("mail-test_sent", { to: outcome.to })}</p>` : html`<p class="failure">${words.say("mail-test_failed", { stage: outcome.stage ?? "?" })} <bdi>${outcome.detail}</bdi></p>`);
  return html`
    <form class="sheet" @submit=${send}>
      <h3>${words.say("mail-test")}</h3>
      ${form.field("to", words.say("who-email"), html`<input id=${form.id("to")} name="to" type="email" required maxlength="254" dir="ltr" autocomplete="email" value=${desk.me?.email ?? ""} aria-describedby=${form.about("to")} aria-invalid=${form.isWrong("to")}>`)}
      ${form.failureView()}
      <div role="status">${outcome ? result() : nothing}</div>
      <div class="actions"><button class="primary" aria-disabled=${form.isBusy}>${words.say("mail-test_send")}</button></div>
    </form>
  `;
}
