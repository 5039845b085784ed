// @ts-check
// Draws the rules in use, and what they say about a text that is tried out here.
import { html, nothing } from "../vendor/lit.js";
import { LANGUAGES } from "../widget/words.js";
import { highlighted } from "./brief.js";
import { nearMissView, inputsView } from "./evidence_view.js";
import { fact, languageName, priorityView } from "./look.js";

/** @typedef {import("./element.js").HandoverDesk} Desk */
/** @typedef {import("./wire.js").Judged} Judged */

/** @param {Desk} desk */
export function rulesSetup(desk) {
  const { words, setup } = desk;
  const { version, languages, policy } = setup.data;
  const value = (/** @type {unknown} */ one) => (typeof one === "number" ? words.number(one, { maximumFractionDigits: 3 }) : typeof one === "boolean" ? words.say(one ? "setup-yes" : "setup-no") : typeof one === "string" ? one : JSON.stringify(one));
  return html`
    <dl class="sheet">
      ${fact(words.say("why-version"), html`<code>${version}</code>`)} ${fact(words.say("experts-languages"), words.list(languages.map((/** @type {string} */ one) => languageName(words, one))))}
      ${fact(words.say("rules-policy"), html`<details><summary>${words.say("brief-causes_count", { count: Object.keys(policy ?? {}).length })}</summary><dl class="inputs">${Object.entries(policy ?? {}).map(([name, one]) => html`<div><dt><code>${name}</code></dt><dd class="figures">${value(one)}</dd></div>`)}</dl></details>`)}
    </dl>
    ${tryView(desk)}
  `;
}

/** @param {Desk} desk */
function tryView(desk) {
  const { words, setup, service } = desk;
  const { form, outcome } = setup;
  const judge = async (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const values = new FormData(/** @type {HTMLFormElement} */ (event.target));
    const [text, language] = [String(values.get("text")), String(values.get("language"))];
    setup.outcome = null;
    await form.run(async () => (setup.outcome = { text, judged: await service.judge({ text, language }) }));
  };
  return html`
    <form class="sheet" @submit=${judge}>
      <h3>${words.say("rules-try")}</h3>
      ${form.field("text", words.say("rules-text"), html`<textarea id=${form.id("text")} name="text" rows="3" required maxlength="16000" dir="auto" aria-describedby=${form.about("text")} aria-invalid=${form.isWrong("text")}></textarea>`)}
      ${form.field("language", words.say("page-language"), html`<select id=${form.id("language")} name="language">${LANGUAGES.map((code) => html`<option value=${code} ?selected=${code === words.code}>${languageName(words, code)}</option>`)}</select>`)}
      ${form.failureView()}
      <div class="actions"><button class="primary" aria-disabled=${form.isBusy}>${words.say("rules-check")}</button></div>
      <div role="status">${outcome ? judgedView(desk, outcome.text, outcome.judged) : nothing}</div>
    </form>
  `;
}

/** @param {Desk} desk @param {string} text @param {Judged} judged */
function judgedView({ words }, text, { decision, reason, priority, frustrated, distress, severity, explanation, evidence }) {
  return html`
    <div class="judged evidence">
      <blockquote dir="auto">${highlighted(text, evidence.spans).map(({ text: piece, isSpan }) => (isSpan ? html`<mark>${piece}</mark>` : piece))}</blockquote>
      <dl>
        ${fact(words.say("why-decision"), html`<strong>${words.say(`decision-${decision}`)}</strong>${reason ? html` · ${words.say(`why-${reason}`)}` : nothing}`)}
        ${decision === "continue" ? nothing : fact(words.say("filter-priority"), priorityView(words, priority))}
        ${fact(words.say("why-rule"), html`<code>${evidence.rule}</code>`)} ${fact(words.say("why-version"), html`<code>${evidence.rule_version}</code>`)}
        ${nearMissView(words, evidence)}
        ${severity ? fact(words.say("rules-severity"), html`<code>${severity}</code>`) : nothing}
        ${frustrated ? fact(words.say("rules-mood"), words.say("rules-frustrated")) : nothing} ${distress ? fact(words.say("rules-mood"), words.say("rules-distress")) : nothing}
        ${fact(words.say("rules-explained"), html`<span lang="en" dir="ltr">${explanation}</span>`)}
      </dl>
      ${inputsView(words, evidence)}
    </div>
  `;
}
