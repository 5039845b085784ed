// @ts-check
// Draws what narrows the queue: the search field, the kept views, what is chosen, and everything that can be.
import { html, live, nothing } from "../vendor/lit.js";
import { icon } from "./icons.js";
import { AGES, FACETS, narrowed, pair, sortOf, toggled, valueOf } from "./filter.js";
import { CATEGORIES, here, known, languageName } from "./look.js";
import { filterOf } from "./views.js";

/** @typedef {import("./element.js").HandoverDesk} Desk */
/** @typedef {import("./filter.js").Facet} Facet */
/** @typedef {import("./wire.js").FacetCount} FacetCount */

const STATES = ["open", "in_progress", "waiting_on_user", "resolved", "closed"];
const PRIORITIES = ["urgent", "high", "medium", "low"];
const REASONS = ["user_request", "low_confidence", "steps_exceeded", "safety_concern", "complex_issue", "expert_required"];
/** What there is of a kind without being told, in its order. @type {Partial<Record<Facet, string[]>>} */
const KNOWN = { status: STATES, priority: PRIORITIES, reason: REASONS, category: CATEGORIES };
/** What is typed is asked for after a moment. */
const SEARCH_MS = 250;

/** @param {Desk} desk */
export function filtersView(desk) {
  const { words, queue, isFiltering } = desk;
  const count = narrowed(queue.filter);
  return html`
    <div class="finding">
      ${desk.service.canSearch ? searchView(desk) : nothing}
      <div class="narrow">
        <button type="button" id="filters-open" aria-expanded=${isFiltering} aria-controls="filters" ?data-set=${count > 0} @click=${() => desk.openFilters(!isFiltering)}>
          ${icon("funnel", 16)} ${words.say("filter-open")}${count ? html`<span class="count">${words.number(count)}</span>` : nothing}
        </button>
        ${sortView(desk)}
      </div>
      ${keptView(desk)} ${chosenView(desk)}
    </div>
    ${isFiltering ? panelView(desk) : nothing}
  `;
}

/** @param {Desk} desk */
function searchView(desk) {
  const { words, queue } = desk;
  const search = (/** @type {string} */ q) => q !== queue.filter.q && desk.search(q);
  const typed = (/** @type {InputEvent} */ event) => {
    const { value } = /** @type {HTMLInputElement} */ (event.target);
    desk.typed = value;
    clearTimeout(desk.searchTimer);
    desk.searchTimer = setTimeout(() => search(value.trim()), SEARCH_MS);
  };
  const submitted = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    clearTimeout(desk.searchTimer);
    search(desk.typed.trim());
    desk.find("[data-row]")?.focus();
  };
  return html`
    <form role="search" class="search" @submit=${submitted}>
      <label class="unseen" for="search">${words.say("search-label")}</label>
      ${icon("search", 16)}
      <input id="search" type="search" dir="auto" maxlength="200" autocomplete="off" aria-keyshortcuts="/" placeholder=${words.say("search-hint")} .value=${live(desk.typed)} @input=${typed}>
    </form>
  `;
}

/** @param {Desk} desk */
function sortView(desk) {
  const { words, queue } = desk;
  const sorts = queue.filter.q ? ["relevance", "urgency", "newest"] : ["urgency", "newest"];
  const shown = sortOf(queue.filter);
  const chosen = (/** @type {Event} */ event) => desk.filter({ ...queue.filter, sort: /** @type {any} */ (event.target).value });
  return html`
    <label><span class="unseen">${words.say("sort-label")}</span>
      <select id="sort" @change=${chosen}>${sorts.map((one) => html`<option value=${one} .selected=${live(one === shown)}>${words.say(`sort-${one}`)}</option>`)}</select>
    </label>
  `;
}

/** The kept views, and the way to keep this one. @param {Desk} desk */
function keptView(desk) {
  const { words, views, queue } = desk;
  if (!views.isOffered) return nothing;
  const own = String(desk.address(queue.filter));
  return html`
    <div class="kept" role="group" aria-label=${words.say("views-title")}>
      ${views.all.map((view) => {
        const filter = filterOf(view);
        const address = desk.address(filter);
        return html`<a class="chip" href=${address} aria-current=${address === own ? "true" : "false"} @click=${here(() => desk.filter(filter))}>${view.shared ? icon("people", 12) : nothing}<bdi>${view.name}</bdi></a>`;
      })}
      <button type="button" class="chip" aria-keyshortcuts="v" @click=${() => desk.deeds.ask({ kind: "views" })}>${words.say(views.all.length ? "views-manage" : "views-keep")}</button>
    </div>
  `;
}

/** What is chosen, each to be taken back. @param {Desk} desk */
function chosenView(desk) {
  const { words, queue } = desk;
  const { filter, facets } = queue;
  const total = facets ? words.say(facets.capped ? "queue-many" : "queue-total", { count: facets.total }) : "";
  const chosen = FACETS.flatMap((facet) => (filter.lists[facet] ?? []).map((value) => ({ facet, value })));
  if (!chosen.length && !filter.age && !filter.q) return nothing;
  return html`
    <div class="chosen">
      ${chosen.map(({ facet, value }) => chipView(desk, labelOf(desk, facet, value), () => desk.filter(toggled(filter, facet, value))))}
      ${filter.age ? chipView(desk, ageLabel(desk, filter.age), () => desk.filter({ ...filter, age: "" })) : nothing}
      <span class="soft" role="status">${total}</span>
      <button type="button" class="plain" @click=${() => desk.clearFilters()}>${words.say("queue-clear")}</button>
    </div>
  `;
}

/** All that a filter is, in words: the view, what is sought and chosen, and the order. @param {Desk} desk @param {import("./filter.js").Filter} filter */
export function chosenLabels(desk, filter) {
  const { words } = desk;
  const values = FACETS.flatMap((facet) => (filter.lists[facet] ?? []).map((value) => labelOf(desk, facet, value)));
  const age = filter.age ? [ageLabel(desk, filter.age)] : [];
  return [words.say(`view-${filter.view}`), ...(filter.q ? [filter.q] : []), ...values, ...age, words.say(`sort-${sortOf(filter)}`)];
}

/** @param {Desk} desk @param {string} label @param {() => void} remove */
const chipView = ({ words }, label, remove) =>
  html`<button type="button" class="chip" aria-label=${words.say("filter-remove", { label })} @click=${remove}><bdi>${label}</bdi>${icon("close", 12)}</button>`;

/** Everything that can be chosen, with how many tickets each would show. @param {Desk} desk */
function panelView(desk) {
  const { words, queue } = desk;
  const shown = FACETS.filter((facet) => !(facet === "assigned_expert_id" && queue.filter.view !== "all"));
  const close = () => {
    desk.openFilters(false);
    desk.find("#filters-open")?.focus();
  };
  return html`
    <div id="filters" class="panel" role="group" aria-label=${words.say("filter-open")} @keydown=${(/** @type {KeyboardEvent} */ event) => event.key === "Escape" && (event.stopPropagation(), close())}>
      ${shown.map((facet) => facetView(desk, facet))}
      ${ageView(desk)}
      <div class="actions">
        <button type="button" class="primary" @click=${close}>${words.say("widget-close")}</button>
      </div>
    </div>
  `;
}

/** @param {Desk} desk @param {Facet} facet */
function facetView(desk, facet) {
  const { words, queue } = desk;
  const chosen = queue.filter.lists[facet] ?? [];
  const counted = queue.facets?.by[facet];
  const counts = new Map((counted ?? []).map((one) => [one.value, one.count]));
  // What is not counted can be chosen where it is seen.
  const seen = counted ? counts.keys() : queue.rows.map((one) => valueOf(one, facet));
  const values = [...new Set([...(KNOWN[facet] ?? []), ...chosen, ...seen])].filter(Boolean);
  if (values.length === 0) return nothing;
  const offered = queue.filter.view === "open" && facet === "status" ? [] : values;
  if (offered.length === 0) return nothing;
  return html`
    <fieldset>
      <legend>${words.say(`filter-${facet}`)}</legend>
      ${offered.map(
        (value) => html`
          <label class="check" ?data-none=${counted && !counts.get(value)}>
            <input type="checkbox" id=${offered[0] === value ? `filter-${facet}` : nothing} .checked=${live(chosen.includes(value))} @change=${() => desk.filter(toggled(queue.filter, facet, value))}>
            <bdi>${labelOf(desk, facet, value)}</bdi>
            ${counted ? html`<span class="figures">${words.number(counts.get(value) ?? 0)}</span>` : nothing}
          </label>
        `,
      )}
    </fieldset>
  `;
}

/** @param {Desk} desk */
function ageView(desk) {
  const { words, queue } = desk;
  const chosen = (/** @type {Event} */ event) => desk.filter({ ...queue.filter, age: /** @type {any} */ (event.target).value });
  const ages = [...new Set([...AGES, queue.filter.age])].filter(Boolean);
  return html`
    <label class="field"><span>${words.say("filter-age")}</span>
      <select id="filter-age" @change=${chosen}>
        <option value="" .selected=${live(!queue.filter.age)}>${words.say("age-any")}</option>
        ${ages.map((one) => html`<option value=${one} .selected=${live(one === queue.filter.age)}>${ageLabel(desk, one)}</option>`)}
      </select>
    </label>
  `;
}

/** @param {Desk} desk @param {string} age */
function ageLabel({ words }, age) {
  const [bound, seconds] = pair(age);
  return words.say(`age-${bound}`, { time: words.duration(Number(seconds)) });
}

/** @type {Partial<Record<Facet, string>>} */
const SAID = { status: "state", priority: "priority", reason: "why", category: "category" };

/** @param {Desk} desk @param {Facet} facet @param {string} value */
function labelOf({ words, queue }, facet, value) {
  const kind = SAID[facet];
  if (kind) return known(words, `${kind}-${value}`, value);
  if (facet === "language") return languageName(words, value);
  if (facet === "assigned_expert_id") return queue.experts.get(value) ?? value;
  return value;
}
