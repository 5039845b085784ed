// @ts-check
// What all forms of the desk have: one attempt at a time, and a refusal shown at the field that it names.
import { html, nothing } from "../vendor/lit.js";
import { Problem } from "../widget/client.js";

/** @typedef {import("./element.js").HandoverDesk} Desk */
/** @typedef {Record<string, string>} Values */

export class Form {
  isBusy = false;
  /** Why the last attempt was refused. @type {Problem | null} */
  problem = null;

  /** @param {Desk} desk @param {string} name unlike those of the other forms on the page */
  constructor(desk, name) {
    this.desk = desk;
    this.name = name;
  }

  /** @param {string} field */
  id = (field) => `${this.name}-${field}`;
  /** The element that says what is wrong with a field. @param {string} field */
  about = (field) => (this.isWrong(field) ? `${this.id(field)}-wrong` : nothing);

  /** The problem document points at the field, or at a part of it. @param {string} field */
  #refusal = (field) => this.problem?.errors.find(({ pointer }) => pointer.split("/")[1] === field);
  /** @param {string} field */
  isWrong = (field) => this.#refusal(field) !== undefined;

  /**
   * What a form does when it is sent: what stands in it goes to `work`, and is emptied when that is done.
   * @param {(values: Values, form: HTMLFormElement) => Promise<unknown>} work
   */
  submit = (work) => async (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.target);
    const values = /** @type {Values} */ (Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value)])));
    if (await this.run(() => work(values, form))) form.reset();
    else /** @type {HTMLElement | null} */ (form.querySelector("[aria-invalid=true]"))?.focus();
  };

  /** @param {() => Promise<unknown>} work @returns {Promise<boolean>} whether it is done */
  async run(work) {
    if (this.isBusy) return false;
    this.isBusy = true;
    this.problem = null;
    this.desk.requestUpdate();
    try {
      await work();
      return true;
    } catch (error) {
      this.problem = error instanceof Problem ? error : new Problem("refused");
      return false;
    } finally {
      this.isBusy = false;
      this.desk.requestUpdate();
      await this.desk.updateComplete;
    }
  }

  /** A control under its label, with what is wrong with it. @param {string} field @param {string} label @param {unknown} control @param {unknown} [hint] */
  field(field, label, control, hint = nothing) {
    return html`
      <div class="field">
        <label for=${this.id(field)}>${label}</label>
        ${control} ${hint} ${this.wrongView(field)}
      </div>
    `;
  }

  /** @param {string} field */
  wrongView(field) {
    const refusal = this.#refusal(field);
    return refusal ? html`<p class="failure" id=${`${this.id(field)}-wrong`}><bdi>${refusal.detail}</bdi></p>` : nothing;
  }

  /** What went wrong as a whole. */
  failureView() {
    const { problem, desk } = this;
    const isAtField = problem?.errors.length && this.desk.querySelector(`#${this.id(problem.errors[0]?.pointer.split("/")[1] || "-")}`);
    const text = !problem ? "" : isAtField ? desk.words.say("form-wrong") : desk.deeds.why(problem)();
    return html`<p class="failure" role="alert">${text}</p>`;
  }
}
