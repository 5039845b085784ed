// @ts-check
// Draws how far guided steps lead: for each problem how many tried each step, and what came of it.
import { html, nothing } from "../vendor/lit.js";
import { joined, legend } from "./draw/plot.js";
import { partsBar } from "./draw/small.js";
import { percent } from "./figures.js";
import { linkView, panelView } from "./panel_view.js";

/** @typedef {import("./element.js").HandoverInsight} Page */
/** @typedef {import("./wire.js").ProblemSteps} ProblemSteps */
/** @typedef {import("./wire.js").Step} Step */

const RESULTS = /** @type {const} */ (["worked", "partially", "unclear", "failed"]);
const TONE = { worked: 3, partially: 6, unclear: 7, failed: 2 };
const NAME = { worked: "outcome-resolved", partially: "outcome-partially", unclear: "outcome-unclear", failed: "outcome-not_resolved" };
/** What a step that ended so adds to a mark. */
const ENDED = { worked: "resolved", partially: "partially", unclear: "unclear", failed: "not_resolved" };
/** So many problems are shown at first. */
const FIRST = 6;
/** So often a step has to have been tried before the page calls it bad. */
const ENOUGH = 8;

/** @param {Page} page */
export function stepsView(page) {
  const { words, facts } = page;
  const problems = sorted(facts.of("steps")?.data);
  if (!problems.length) return panelView(page, { id: "steps", need: "steps", title: words.say("steps-title"), isWide: true, isEmpty: () => true, empty: "steps-none", draw: () => nothing });
  const shown = page.isAll ? problems : problems.slice(0, FIRST);
  const rest = problems.length - shown.length;
  return html`
    ${shown.map((_, index) => problemPanel(page, index))}
    ${rest ? html`<p class="more"><button type="button" @click=${() => page.showAll()}>${words.say("steps-more", { count: rest })}</button></p>` : nothing}
  `;
}

/** @param {Step[]} steps */
const worst = (steps) => steps.filter(({ tried, failed }) => tried >= ENOUGH && failed).sort((a, b) => b.failed / b.tried - a.failed / a.tried)[0];

/** The problems, the one with the most failures first. @param {import("./wire.js").Steps | null | undefined} data */
function sorted(data) {
  const failures = (/** @type {ProblemSteps} */ { steps }) => steps.reduce((sum, { failed }) => sum + failed, 0);
  return [...(data?.problems ?? [])].sort((a, b) => failures(b) - failures(a));
}

/** @param {Page} page @param {number} index */
function problemPanel(page, index) {
  const { words, facts } = page;
  const of = (/** @type {any} */ data) => /** @type {ProblemSteps} */ (sorted(data)[index]);
  const { title, problem } = of(facts.of("steps")?.data);
  const name = title || problem;
  const parts = RESULTS.map((result) => ({ key: result, name: words.say(NAME[result]), tone: TONE[result] }));
  return panelView(page, {
    id: `steps-${index}`,
    need: "steps",
    title: name,
    isWide: true,
    isEmpty: () => false,
    finding: (data) => finding(page, name, of(data)),
    draw: (data, width) => {
      const { steps, escalated_after: escalated, sessions, mark } = of(data);
      const most = Math.max(1, ...steps.map(({ tried }) => tried));
      const room = width > 640 ? Math.floor(width * 0.46) : width;
      return html`
        <ol class="funnel">
          ${steps.map(
            (step) => html`
              <li value=${step.step} ?data-worst=${step === worst(steps)}>
                <p class="instruction"><b>${words.number(step.step)}</b> <span dir="auto">${step.instruction}</span></p>
                <div class="tries">
                  ${partsBar(page, {
                    label: words.say("steps-step", { number: step.step }),
                    whole: most,
                    width: room,
                    parts: RESULTS.map((result) => ({ name: words.say(NAME[result]), value: step[result], tone: TONE[result], mark: joined(step.mark, `ended=${ENDED[result]}`) })),
                  })}
                  <p class="hint">${words.say("steps-tries", { count: step.tried, share: percent(words, step.tried ? step.failed / step.tried : null) })}</p>
                </div>
              </li>
            `,
          )}
        </ol>
        ${legend(parts)}
        <p class="hint">${linkView(page, mark, words.say("steps-sessions", { count: sessions }))} · ${words.say("steps-escalated", { count: escalated })}</p>
      `;
    },
    table: (data) => ({
      columns: [
        { name: words.say("column-step"), kind: "text" },
        { name: words.say("steps-tried"), kind: "number" },
        ...parts.map(({ name }) => ({ name, kind: /** @type {const} */ ("number") })),
        { name: words.say("steps-fail_rate"), kind: "percent" },
      ],
      rows: of(data).steps.map((step) => ({
        name: `${words.number(step.step)} ${step.instruction}`,
        ...(step.mark === undefined ? {} : { mark: step.mark }),
        values: [step.tried, ...RESULTS.map((result) => ({ value: step[result], mark: joined(step.mark, `ended=${ENDED[result]}`) })), step.tried ? step.failed / step.tried : null],
      })),
    }),
  });
}

/** @param {Page} page @param {string} problem @param {ProblemSteps} one */
function finding({ words }, problem, { steps }) {
  const step = worst(steps);
  if (!step) return words.say("steps-finding_none");
  return words.say("steps-finding", { problem, number: step.step, share: percent(words, step.failed / step.tried), count: step.tried });
}
