// @ts-check
// How the user found the help, once it is over: five stars and a word, which may be changed later.
import { html, nothing } from "../vendor/lit.js";
import { icon } from "./icons.js";

/** @typedef {import("./element.js").HandoverChat} Chat */

const MARKS = [1, 2, 3, 4, 5];
/** The most that the service takes of a comment, in characters. */
const COMMENT_CHARACTERS = 4_000;

/** The form of one chat. */
export class RatingForm {
  /** The stars that are chosen, 0 for none. */
  #stars = 0;
  #comment = "";
  /** Whether a rating that was given is being changed. */
  #isChanging = false;
  #hasFailed = false;

  /** @param {Chat} chat */
  constructor(chat) {
    this.chat = chat;
  }

  view() {
    const { words, talk } = this.chat;
    const { given } = talk.rating;
    if (!talk.isOver || given === undefined) return nothing;
    return given !== null && !this.#isChanging ? this.#thanks(given.stars) : this.#form(words);
  }

  /** @param {number} stars */
  #thanks(stars) {
    const { words } = this.chat;
    return html`
      <div class="rating">
        <p class="thanks" id="rated" tabindex="-1">${icon("check", 18)} ${words.say("rating-thanks")}</p>
        <p class="marks given">
          ${MARKS.map((mark) => html`<span class=${mark <= stars ? "star full" : "star"}>${icon("star", 20)}</span>`)}
          <span class="hidden">${words.say("rating-mark", { mark: stars })}</span>
        </p>
        <button type="button" class="plain" data-ask="rating" @click=${this.#change}>${words.say("rating-change")}</button>
      </div>
    `;
  }

  /** @param {import("./words.js").Words} words */
  #form(words) {
    const chosen = this.#stars;
    return html`
      <form class="rating" @submit=${this.#send}>
        <fieldset>
          <legend>${words.say("rating-title")}</legend>
          <div class="marks">
            ${MARKS.map(
              (mark) => html`<label class=${mark <= chosen ? "star full" : "star"}>
                <input type="radio" name="rating" value=${mark} required .checked=${mark === chosen} @change=${() => this.#choose(mark)}>
                <span aria-hidden="true">${icon("star", 28)}</span><span class="hidden">${words.say("rating-mark", { mark })}</span>
              </label>`,
            )}
          </div>
          <p class="hint" aria-hidden="true">${chosen ? words.say("rating-mark", { mark: chosen }) : nothing}</p>
        </fieldset>
        <label class="field"><span>${words.say("rating-comment")}</span>
          <textarea name="comment" rows="2" dir="auto" maxlength=${COMMENT_CHARACTERS} .value=${this.#comment} @input=${this.#write}></textarea>
        </label>
        <div class="row"><button class="primary">${words.say("rating-send")}</button></div>
        ${this.#hasFailed ? html`<p class="failure" role="alert">${words.say("ticket-action_failed")}</p>` : nothing}
      </form>
    `;
  }

  /** @param {number} mark */
  #choose(mark) {
    this.#stars = mark;
    this.chat.requestUpdate();
  }

  #write = (/** @type {Event} */ event) => {
    this.#comment = /** @type {HTMLTextAreaElement} */ (event.target).value;
  };

  #change = async () => {
    const { rating } = this.chat.talk;
    if (rating.given) await rating.read();
    this.#stars = rating.given?.stars ?? 0;
    this.#comment = rating.given?.comment ?? "";
    return this.#turn(true, ".rating input:checked");
  };

  #send = async (/** @type {Event} */ event) => {
    event.preventDefault();
    try {
      await this.chat.talk.rating.give(this.#stars, this.#comment.trim());
    } catch {
      this.#hasFailed = true;
      this.chat.requestUpdate();
      return;
    }
    await this.#turn(false, "#rated");
  };

  /** @param {boolean} isChanging @param {string} then what gets the keyboard */
  async #turn(isChanging, then) {
    this.#isChanging = isChanging;
    this.#hasFailed = false;
    this.chat.requestUpdate();
    await this.chat.updateComplete;
    this.chat.find(then)?.focus();
  }
}
