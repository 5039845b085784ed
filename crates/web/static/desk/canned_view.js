// @ts-check
// Draws the palette of canned answers: a field to find one, and a list that the arrow keys move through.
import { html, nothing } from "../vendor/lit.js";
import { fill, fitting, valuesOf } from "./canned.js";
import { languageName } from "./look.js";

/** @typedef {import("./element.js").HandoverDesk} Desk */
/** @typedef {import("./wire.js").CannedAnswer} CannedAnswer */
/** @typedef {{kind: "canned", all: CannedAnswer[] | null, failed: boolean, query: string, at: number}} Palette */

/** @param {Desk} desk @param {Palette} palette */
export function cannedView(desk, palette) {
  const { words, deeds, current } = desk;
  const found = fitting(palette.all ?? [], palette.query, current?.session?.language ?? "");
  const at = Math.min(palette.at, Math.max(0, found.length - 1));
  const move = (/** @type {Partial<Palette>} */ change) => deeds.turn({ ...palette, at, ...change });
  const pressed = (/** @type {KeyboardEvent} */ event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = (at + step + found.length) % Math.max(1, found.length);
    move({ at: next });
    desk.find(`#canned-${next}`)?.scrollIntoView({ block: "nearest" });
  };
  const submitted = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const one = found[at];
    if (one) void deeds.insert(one);
  };
  return html`
    <form class="palette" @submit=${submitted}>
      <h2 id="question-title" tabindex="-1">${words.say("canned-title")}</h2>
      <input role="combobox" autofocus aria-expanded="true" aria-controls="canned-list" aria-autocomplete="list" aria-activedescendant=${found.length ? `canned-${at}` : nothing}
        aria-label=${words.say("canned-find")} placeholder=${words.say("canned-find")} autocomplete="off" dir="auto" .value=${palette.query}
        @input=${(/** @type {InputEvent} */ event) => move({ query: /** @type {HTMLInputElement} */ (event.target).value, at: 0 })} @keydown=${pressed}>
      <ul id="canned-list" role="listbox" aria-label=${words.say("canned-title")}>
        ${found.map((one, index) => optionView(desk, one, index, index === at))}
      </ul>
      ${stateView(desk, palette, found.length)}
      <p class="hint">${words.say("canned-keys")}</p>
      <div class="actions"><button type="button" @click=${deeds.dismiss}>${words.say("widget-close")}</button></div>
    </form>
  `;
}

/** @param {Desk} desk @param {CannedAnswer} answer @param {number} index @param {boolean} isChosen */
function optionView(desk, answer, index, isChosen) {
  const { words, deeds } = desk;
  const { title, shortcut, language, text } = answer;
  return html`
    <li id=${`canned-${index}`} role="option" aria-selected=${isChosen} @click=${() => deeds.insert(answer)}>
      <span class="line"><strong><bdi>${title}</bdi></strong>${shortcut ? html` <code>${shortcut}</code>` : nothing}${language ? html` <span class="soft">${languageName(words, language)}</span>` : nothing}</span>
      <span class="text" dir="auto">${fill(text, valuesOf(desk))}</span>
    </li>
  `;
}

/** @param {Desk} desk @param {Palette} palette @param {number} count */
function stateView({ words }, { all, failed, query }, count) {
  if (failed) return html`<p class="failure" role="alert">${words.say("canned-failed")}</p>`;
  if (!all) return html`<p role="status">${words.say("desk-loading")}</p>`;
  if (count) return nothing;
  return html`<p role="status">${query ? words.say("search-none", { text: query }) : words.say("canned-none")}</p>`;
}
