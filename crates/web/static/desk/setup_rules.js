// @ts-check
// Draws the rules in use, and what they say about a text that is tried out here.
import { html, nothing } from "../vendor/lit.js";
import { LANGUAGES } from "../widget/words.js";
import { highlighted } from "./brief.js";
import { nearMissView, inputsView } from "./evidence_view.js";
import { categoryName, fact, languageName, priorityView } from "./look.js";

/** @typedef {import("./element.js").HandoverDesk} Desk */
/** @typedef {import("./wire.js").Judged} Judged */

/** @param {Desk} desk */
export function rulesSetup(desk) {
  const { words, setup } = desk;
  const { version, languages, policy, trouble } = /** @type {import("./wire.js").RulesInUse} */ (setup.data);
  const { frustrated } = policy;
  return html`
    ${trouble ? html`<p class="failure">${words.say("rules-trouble")} <bdi>${trouble}</bdi></p>` : nothing}
    <div class="sheet">
      <dl>
        ${fact(words.say("why-version"), html`<code>${version}</code>`)} ${fact(words.say("experts-languages"), words.list(languages.map((one) => languageName(words, one))))}
        ${fact(words.say("rules-confidence"), words.percent(policy.confidence))} ${fact(words.say("rules-steps"), words.number(policy.max_steps))}
        ${frustrated ? fact(words.say("rules-patience"), words.say("rules-limits", { confidence: words.percent(frustrated.confidence), steps: frustrated.max_steps })) : nothing}
        ${fact(words.say("rules-experts"), words.say("rules-experts_after", { categories: words.list(policy.expert_categories.map((one) => categoryName(words, one))), steps: policy.expert_after_steps }))}
      </dl>
      <table>
        <caption class="unseen">${words.say("filter-reason")}</caption>
        <thead><tr><th scope="col">${words.say("filter-reason")}</th><th scope="col">${words.say("why-decision")}</th><th scope="col">${words.say("filter-priority")}</th></tr></thead>
        <tbody>${policy.reasons.map(({ reason, action, priority }) => html`<tr><th scope="row">${words.say(`why-${reason}`)}</th><td>${words.say(`decision-${action}`)}</td><td>${words.say(`priority-${priority}`)}</td></tr>`)}</tbody>
      </table>
    </div>
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
