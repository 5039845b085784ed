// @ts-check
// Bars over time, stacked, and how long something took over time.
import { line, scaleBand, scaleLinear, scaleLog, stack } from "../../vendor/d3.js";
import { nothing, svg } from "../../vendor/lit.js";
import { TIMES, roundSpan, span } from "../figures.js";
import { Frame, joined, levels, names, picture, round, shade, spot } from "./plot.js";

/** @typedef {import("../element.js").HandoverInsight} Page */
/** @typedef {import("./plot.js").Series} Series */
/**
 * @typedef {{name: string, short: string, mark?: string, values: Record<string, number>, before?: number}} Bar
 * `before` is the sum in the period that it is compared with
 */

const HEIGHT = 250;

/**
 * @param {Page} page
 * @param {{title: string, width: number, bars: Bar[], series: (Series & {mark?: string | null})[], before?: string}} what
 * `mark` of a series is what its part of a bar adds to the bar's mark; with null nothing is known behind it
 */
export function stackedBars(page, { title, width, bars, series, before = "" }) {
  const { words } = page;
  const sums = bars.map(({ values }) => series.reduce((sum, { key }) => sum + (values[key] ?? 0), 0));
  const most = Math.max(1, ...sums, ...bars.map((bar) => bar.before ?? 0));
  const frame = new Frame(page, { width, height: HEIGHT, start: 16 + 7 * words.number(Math.ceil(most)).length });
  const across = scaleBand(bars.map((_, index) => index), [frame.start, frame.end]).padding(bars.length > 60 ? 0.1 : 0.22);
  const up = scaleLinear([0, most], [frame.bottom, frame.top]).nice(5);
  const wide = across.bandwidth();
  const left = (/** @type {number} */ index) => across(index) ?? 0;
  const layers = stack().keys(series.map(({ key }) => key)).value((/** @type {any} */ bar, key) => bar.values[key] ?? 0)(/** @type {any} */ (bars));
  const parts = layers.flatMap((layer, at) => {
    const { name, tone, mark } = /** @type {Series & {mark?: string | null}} */ (series[at]);
    return layer.map(([low, high], index) => {
      const bar = bars[index];
      if (!bar || high <= low) return nothing;
      const label = words.say("mark-part", { place: bar.name, part: name, value: words.number(high - low) });
      const shape = shade(tone, frame.at(left(index), wide), round(up(high)), wide, Math.max(up(low) - up(high) - 1, 0.5));
      return spot(page, { mark: mark === null ? undefined : mark === undefined ? bar.mark : joined(bar.mark, mark), label, value: high - low }, shape);
    });
  });
  const earlier = bars.map((bar, index) => {
    if (!bar.before) return nothing;
    const y = round(up(bar.before));
    const label = words.say("mark-part", { place: bar.name, part: before, value: words.number(bar.before) });
    return svg`<rect class="before" x=${frame.at(left(index) - 2, wide + 4)} y=${round(y - 1.5)} width=${round(wide + 4)} height="3" data-tip aria-label=${label} role="img"></rect>`;
  });
  const ticks = up.ticks(5).filter(Number.isInteger);
  return picture(
    frame,
    title,
    svg`${levels(frame, up, ticks, (value) => words.number(value))} ${names(frame, bars.map(({ short }, index) => ({ x: left(index) + wide / 2, text: short })))} ${parts} ${earlier}`,
  );
}

/**
 * @param {Page} page
 * @param {{title: string, width: number, points: {name: string, short: string, mark?: string, values: Record<string, number | null>}[],
 *   series: Series[]}} what values are seconds
 */
export function spanLines(page, { title, width, points, series }) {
  const { words } = page;
  const all = points.flatMap(({ values }) => series.map(({ key }) => values[key] ?? 0));
  const frame = new Frame(page, { width, height: 210, start: 62 });
  const across = scaleBand(points.map((_, index) => index), [frame.start, frame.end]);
  const known = all.filter((value) => value > 0);
  const up = scaleLog([Math.max(1, Math.min(60, ...known)), Math.max(3_600, ...known) * 1.2], [frame.bottom, frame.top]).clamp(true);
  const ticks = TIMES.filter((time) => time >= Number(up.domain()[0]) && time <= Number(up.domain()[1]));
  const middle = (/** @type {number} */ index) => frame.at((across(index) ?? 0) + across.bandwidth() / 2);
  const drawn = series.map(({ key, name, tone }) => {
    const path = line()
      .defined(([index]) => points[index]?.values[key] != null)
      .x(([index]) => middle(index))
      .y(([, value]) => round(up(value || 1)))(points.map(({ values }, index) => [index, values[key] ?? 0]));
    const dots = points.map((point, index) => {
      const value = point.values[key] ?? null;
      if (value === null) return nothing;
      const label = words.say("mark-part", { place: point.name, part: name, value: span(words, value) });
      return spot(page, { mark: point.mark, label, value }, svg`<circle class=${`tone-${tone}`} cx=${middle(index)} cy=${round(up(value || 1))} r="4"></circle>`);
    });
    return svg`<path class=${`line line-${tone}`} d=${path ?? ""}></path>${dots}`;
  });
  return picture(
    frame,
    title,
    svg`${levels(frame, up, ticks, (value) => roundSpan(words, value))} ${names(frame, points.map(({ short }, index) => ({ x: (across(index) ?? 0) + across.bandwidth() / 2, text: short })))} ${drawn}`,
  );
}
