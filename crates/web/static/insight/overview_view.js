// @ts-check
// Draws the overview: head figures, people needed over time, conversations over time, when they come, ratings.
import { html, nothing } from "../vendor/lit.js";
import { stepOf } from "./address.js";
import { spanLines, stackedBars } from "./draw/bars.js";
import { heatMap } from "./draw/heat.js";
import { REASONS, TONES, joined, legend } from "./draw/plot.js";
import { partsBar } from "./draw/small.js";
import { day, hourName, percent, shown, span, weekdayName } from "./figures.js";
import { panelView } from "./panel_view.js";

/** @typedef {import("./element.js").HandoverInsight} Page */
/** @typedef {import("./wire.js").Overview} Overview */
/** @typedef {import("./wire.js").Figures} Figures */
/** @typedef {import("./wire.js").Trend} Trend */
/** @typedef {import("./wire.js").Point} Point */

const RATED = /** @type {const} */ (["assistant", "handoff", "expert"]);
const STARS = [1, 2, 3, 4, 5];

/** @param {Page} page */
export function overviewView(page) {
  return html`${headView(page)} ${reasonsPanel(page)} ${sessionsPanel(page)} ${heatPanel(page)} ${ratingsPanel(page)}`;
}

// Head figures

/**
 * @typedef {{id: string, kind: import("./figures.js").Kind, of: (figures: Figures) => number | null, good?: 1 | -1, mark?: string,
 *   about?: (figures: Figures) => string}} Head `good` is 1 where more is better, -1 where less is
 */

/** @param {Page} page @returns {Head[]} */
function heads({ words, facts }) {
  /** @type {Record<string, string>} */
  const marks = facts.of("overview")?.data?.marks ?? {};
  const one = (/** @type {string} */ key) => (key in marks ? { mark: marks[key] ?? "" } : {});
  const most = (/** @type {import("./wire.js").Quantiles} */ { p90 }) => words.say("head-nine_in_ten", { time: span(words, p90) });
  return [
    { id: "head-sessions", kind: "number", of: (one) => one.sessions, ...one("sessions") },
    { id: "head-deflection", kind: "percent", of: (one) => one.deflection_rate, good: 1, about: (one) => words.say("head-count", { count: one.resolved_by_assistant }), ...one("resolved_by_assistant") },
    { id: "head-escalation", kind: "percent", of: (one) => one.escalation_rate, good: -1, about: (one) => words.say("head-count", { count: one.escalated }), ...one("escalated") },
    { id: "head-first_answer", kind: "duration", of: (one) => one.time_to_first_answer.p50, good: -1, about: (one) => most(one.time_to_first_answer) },
    { id: "head-resolution", kind: "duration", of: (one) => one.time_to_resolution.p50, good: -1, about: (one) => most(one.time_to_resolution) },
    { id: "head-reopened", kind: "percent", of: (one) => one.tickets.reopen_rate, good: -1, about: (one) => words.say("head-count", { count: one.tickets.reopened }), ...one("reopened") },
    { id: "head-rating", kind: "mean", of: (one) => one.ratings?.expert.mean ?? null, good: 1, about: (one) => words.say("head-ratings", { count: one.ratings?.expert.count ?? 0 }) },
  ];
}

/** @param {Page} page */
function headView(page) {
  const { words, facts } = page;
  const entry = facts.of("overview");
  /** @type {Overview | null} */
  const overview = entry?.data ?? null;
  return html`
    <section class="heads" aria-labelledby="heads-title" aria-busy=${entry?.phase === "loading" ? "true" : "false"} ?data-old=${entry?.isOld}>
      <h3 id="heads-title" class="unseen">${words.say("head-title")}</h3>
      <dl>
        ${heads(page).map((head) => {
          if (!overview) return html`<div class="bone"><dt class="unseen">${words.say(head.id)}</dt><dd class="unseen">${words.say("desk-loading")}</dd></div>`;
          return headFigure(page, head, overview);
        })}
      </dl>
    </section>
  `;
}

/** @param {Page} page @param {Head} head @param {Overview} overview */
function headFigure(page, { id, kind, of, good, mark, about }, overview) {
  const { words } = page;
  const value = of(overview);
  const text = shown(words, value, kind);
  return html`
    <div>
      <dt>${words.say(id)}</dt>
      <dd class="figure" data-value=${value ?? ""}>${mark === undefined || value === null ? text : html`<a href=${page.address({ mark })} data-here>${text}</a>`}</dd>
      ${about ? html`<dd class="hint">${about(overview)}</dd>` : nothing} ${overview.previous ? html`<dd class="change">${changeView(page, kind, good, value, of(overview.previous))}</dd>` : nothing}
    </div>
  `;
}

/** How it differs from the period before. @param {Page} page @param {import("./figures.js").Kind} kind @param {1 | -1 | undefined} good @param {number | null} now @param {number | null} before */
function changeView({ words }, kind, good, now, before) {
  if (now === null || before === null) return words.say("change-unknown");
  const difference = now - before;
  const was = words.say("change-was", { value: shown(words, before, kind) });
  const isSame = shown(words, now, kind) === shown(words, before, kind);
  if (isSame) return html`<span>= ${was}</span>`;
  const verdict = good === undefined ? "" : difference * good > 0 ? "better" : "worse";
  const sign = difference > 0 ? "▲" : "▼";
  return html`<span data-verdict=${verdict}><span aria-hidden="true">${sign}</span> ${verdict ? html`<b>${words.say(`change-${verdict}`)}</b>` : nothing} ${was}</span>`;
}

// Over time

/** How a point of time is called, long and short. @param {Page} page @param {Point} point */
function pointNames({ words, choice }, { date }) {
  const by = stepOf(choice);
  if (by === "month") return { name: day(words, date, { month: "long", year: "numeric" }), short: day(words, date, { month: "short" }) };
  const short = day(words, date);
  return by === "week" ? { name: words.say("place-week", { date: short }), short } : { name: day(words, date, { weekday: "short", day: "numeric", month: "short" }), short };
}

/** @param {Page} page */
function reasonsPanel(page) {
  const { words, choice } = page;
  const title = words.say("trend-title");
  const series = (/** @type {Trend} */ { points }) =>
    REASONS.filter((reason) => points.some(({ by_reason: by }) => by[reason])).map((key) => ({ key, name: words.say(`why-${key}`), tone: TONES[key] ?? 0, mark: `first_reason=${key}` }));
  return panelView(page, {
    id: "trend",
    need: "trend",
    title,
    isWide: true,
    isEmpty: ({ points }) => !points.some((/** @type {Point} */ { escalated }) => escalated),
    finding: (trend) => reasonFinding(page, trend),
    draw: (/** @type {Trend} */ trend, width) => html`
      ${stackedBars(page, {
        title,
        width,
        series: series(trend),
        before: words.say("trend-before"),
        bars: trend.points.map((point, index) => {
          const earlier = trend.previous?.points[index];
          return { ...pointNames(page, point), ...marked(point), values: point.by_reason, ...(earlier ? { before: earlier.escalated } : {}) };
        }),
      })}
      ${legend(series(trend), trend.previous ? words.say("trend-before") : null)}
    `,
    table: (/** @type {Trend} */ trend) => ({
      columns: [
        { name: words.say(`column-${stepOf(choice)}`), kind: "date" },
        ...series(trend).map(({ name }) => ({ name, kind: /** @type {const} */ ("number") })),
        { name: words.say("column-sum"), kind: "number" },
        ...(trend.previous ? [{ name: words.say("trend-before"), kind: /** @type {const} */ ("number") }] : []),
      ],
      rows: trend.points.map((point, index) => ({
        name: pointNames(page, point).name,
        ...marked(point),
        values: [
          ...series(trend).map(({ key, mark }) => ({ value: point.by_reason[key] ?? 0, mark: joined(point.mark, mark) })),
          point.escalated,
          ...(trend.previous ? [trend.previous.points[index]?.escalated ?? null] : []),
        ],
      })),
    }),
  });
}

/** @param {{mark?: string}} one */
const marked = ({ mark }) => (mark === undefined ? {} : { mark });

/** @param {Page} page @param {Trend} trend */
function reasonFinding({ words }, { points }) {
  const sums = REASONS.map((reason) => ({ reason, count: points.reduce((sum, { by_reason: by }) => sum + (by[reason] ?? 0), 0) })).sort((a, b) => b.count - a.count);
  const all = sums.reduce((sum, { count }) => sum + count, 0);
  const first = sums[0];
  if (!first || !all) return nothing;
  return words.say("trend-finding", { count: all, reason: words.say(`why-${first.reason}`), share: percent(words, first.count / all) });
}

/** @param {Page} page */
function sessionsPanel(page) {
  const { words, choice } = page;
  const title = words.say("sessions-title");
  /** @type {(point: Point) => Record<string, number>} */
  const split = ({ sessions, deflected, escalated }) => ({ deflected, escalated, rest: Math.max(0, sessions - deflected - escalated) });
  const series = [
    { key: "deflected", name: words.say("sessions-deflected"), tone: 3, mark: "outcome=solved_by_assistant" },
    { key: "escalated", name: words.say("sessions-escalated"), tone: 2, mark: "ticket=any" },
    { key: "rest", name: words.say("sessions-rest"), tone: 7, mark: null },
  ];
  return panelView(page, {
    id: "sessions",
    need: "trend",
    title,
    isEmpty: ({ points }) => !points.some((/** @type {Point} */ { sessions }) => sessions),
    finding: (/** @type {Trend} */ { points }) => {
      const [count, solved] = [points.reduce((sum, { sessions }) => sum + sessions, 0), points.reduce((sum, { deflected }) => sum + deflected, 0)];
      return words.say("sessions-finding", { count, share: percent(words, solved / count) });
    },
    draw: (/** @type {Trend} */ trend, width) => html`
      ${stackedBars(page, { title, width, series, bars: trend.points.map((point) => ({ ...pointNames(page, point), ...marked(point), values: split(point) })) })}
      ${legend(series)}
    `,
    table: (/** @type {Trend} */ trend) => ({
      columns: [{ name: words.say(`column-${stepOf(choice)}`), kind: "date" }, ...series.map(({ name }) => ({ name, kind: /** @type {const} */ ("number") })), { name: words.say("column-sum"), kind: "number" }],
      rows: trend.points.map((point) => ({ name: pointNames(page, point).name, ...marked(point), values: [...series.map(({ key, mark }) => ({ value: split(point)[key] ?? 0, mark: mark === null ? undefined : joined(point.mark, mark) })), { value: point.sessions, mark: point.mark }] })),
    }),
  });
}

/** Waiting times over time; shown with the distributions. @param {Page} page */
export function waitingTrendPanel(page) {
  const { words, choice } = page;
  const title = words.say("waits-title");
  const series = [
    { key: "half", name: words.say("waits-half"), tone: 1 },
    { key: "most", name: words.say("waits-most"), tone: 2 },
  ];
  return panelView(page, {
    id: "waits",
    need: "trend",
    title,
    isWide: true,
    isEmpty: ({ points }) => !points.some((/** @type {Point} */ { time_to_first_answer_p50: half }) => half !== null),
    draw: (/** @type {Trend} */ trend, width) => html`
      ${spanLines(page, {
        title,
        width,
        series,
        points: trend.points.map((point) => ({ ...pointNames(page, point), ...marked(point), values: { half: point.time_to_first_answer_p50, most: point.time_to_first_answer_p90 } })),
      })}
      ${legend(series)}
    `,
    table: (/** @type {Trend} */ trend) => ({
      columns: [{ name: words.say(`column-${stepOf(choice)}`), kind: "date" }, ...series.map(({ name }) => ({ name, kind: /** @type {const} */ ("duration") }))],
      rows: trend.points.map((point) => ({ name: pointNames(page, point).name, ...marked(point), values: [point.time_to_first_answer_p50, point.time_to_first_answer_p90] })),
    }),
  });
}

// When, and how it was liked

/** @param {Page} page @param {"sessions" | "waiting"} [of] */
export function heatPanel(page, of = "sessions") {
  const { words, choice } = page;
  const isTime = of === "waiting" || choice.view === "waiting";
  const title = words.say(isTime ? "heat-waiting" : "heat-sessions");
  /** @type {"duration" | "number"} */
  const kind = isTime ? "duration" : "number";
  const describe = (/** @type {import("./wire.js").Cell} */ { value, count }, /** @type {string} */ place) =>
    isTime ? words.say("heat-cell_waiting", { place, value: span(words, value), count }) : words.say("heat-cell", { place, count });
  return panelView(page, {
    id: "heat",
    need: "heat",
    title,
    about: words.say("heat-about"),
    isWide: isTime,
    isEmpty: ({ cells }) => !cells.some((/** @type {import("./wire.js").Cell} */ { count }) => count),
    finding: ({ cells }) => heatFinding(page, cells, isTime),
    draw: ({ cells }, width) => heatMap(page, { title, width, cells, describe, text: (value) => (isTime ? span(words, value, "narrow") : words.number(value)) }),
    table: ({ cells }) => ({
      columns: [{ name: words.say("column-hour"), kind: "text" }, ...[1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ name: weekdayName(words, weekday, "long"), kind }))],
      rows: Array.from({ length: 24 }, (_, hour) => ({
        name: hourName(words, hour),
        values: [1, 2, 3, 4, 5, 6, 7].map((weekday) => {
          const cell = cells.find((/** @type {import("./wire.js").Cell} */ one) => one.weekday === weekday && one.hour === hour);
          return { value: cell?.value ?? null, mark: cell?.mark };
        }),
      })),
    }),
  });
}

/** @param {Page} page @param {import("./wire.js").Cell[]} cells @param {boolean} isTime */
function heatFinding({ words }, cells, isTime) {
  // One slow answer at night is no pattern.
  const counted = cells.filter(({ value, count }) => value !== null && count >= (isTime ? 3 : 1));
  const top = counted.reduce((best, cell) => ((cell.value ?? 0) > (best?.value ?? 0) ? cell : best), counted[0]);
  if (!top) return nothing;
  const place = words.say("place-hour", { weekday: weekdayName(words, top.weekday, "long"), hour: hourName(words, top.hour) });
  return isTime ? words.say("heat-finding_waiting", { place, value: span(words, top.value) }) : words.say("heat-finding", { place, count: top.count });
}

/** @param {Page} page */
function ratingsPanel(page) {
  const { words } = page;
  const title = words.say("ratings-title");
  const tones = [4, 2, 7, 3, 1];
  const parts = STARS.map((stars, index) => ({ key: String(stars), name: words.say("rating-mark", { mark: stars }), tone: tones[index] ?? 7 }));
  return panelView(page, {
    id: "ratings",
    need: "overview",
    title,
    about: words.say("ratings-about"),
    isWide: true,
    empty: "ratings-none",
    isEmpty: ({ ratings }) => RATED.every((of) => !ratings?.[of].count),
    draw: (/** @type {Required<Overview>} */ { ratings }, width) => html`
      <ul class="rated">
        ${RATED.map((of) => {
          const { count, mean, by, marks } = ratings[of];
          const name = words.say(`rated-${of}`);
          return html`<li>
            <p><b>${name}</b> <span class="hint">${words.say("ratings-mean", { mean: shown(words, mean, "mean"), count })}</span></p>
            ${count ? partsBar(page, { label: name, whole: count, width, parts: parts.map(({ name, tone }, index) => ({ name, tone, value: by[index] ?? 0, mark: marks?.[index] })) }) : nothing}
          </li>`;
        })}
      </ul>
      ${legend(parts)}
    `,
    table: (/** @type {Required<Overview>} */ { ratings }) => ({
      columns: [{ name: words.say("column-rated"), kind: "text" }, ...parts.map(({ name }) => ({ name, kind: /** @type {const} */ ("number") })), { name: words.say("column-mean"), kind: "mean" }],
      rows: RATED.map((of) => ({ name: words.say(`rated-${of}`), values: [...STARS.map((_, index) => ({ value: ratings[of].by[index] ?? 0, mark: ratings[of].marks?.[index] })), ratings[of].mean] })),
    }),
  });
}
