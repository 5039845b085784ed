// @ts-check
// How long it took: for each group how often how long, with the marks at half and nine tenths.
import { scaleLinear, scaleLog } from "../../vendor/d3.js";
import { nothing, svg } from "../../vendor/lit.js";
import { TIMES, roundSpan, span } from "../figures.js";
import { Frame, picture, round, spot } from "./plot.js";

/** @typedef {import("../element.js").HandoverInsight} Page */
/** @typedef {import("../wire.js").Group} Group */

const ROW = 78;
const HILL = 42;
const ROOMY = 560;

/**
 * @param {Page} page
 * @param {{title: string, width: number, groups: (Group & {name: string, before?: number | null})[]}} what `before` is the half of
 * the period that it is compared with
 */
export function spread(page, { title, width, groups }) {
  const { words } = page;
  const frame = new Frame(page, { width, height: groups.length * ROW + 30, start: 20, end: 26, top: 4, bottom: 26 });
  const edges = groups.flatMap(({ histogram, quantiles }) => [...histogram.filter(({ count }) => count).flatMap(({ from, to }) => [from || Number(to) / 3, to]), quantiles.p90, quantiles.max]);
  const known = edges.filter((edge) => edge !== null && edge > 0).map(Number);
  const least = Math.max(1, Math.min(...known, 60));
  const most = Math.max(...known, least * 10);
  const along = scaleLog([least, most], [frame.start, frame.end]).clamp(true);
  const high = Math.max(0.01, ...groups.flatMap(({ histogram, quantiles }) => histogram.map(({ count }) => count / Math.max(1, quantiles.count))));
  const ticks = TIMES.filter((tick) => tick >= least && tick <= most).filter((_, index, all) => all.length < 7 || frame.width > ROOMY || index % 2 === 0);
  const grid = ticks.map((tick) => svg`<line class="grid" x1=${frame.at(along(tick))} x2=${frame.at(along(tick))} y1="0" y2=${frame.bottom}></line><text class="tick" x=${frame.at(along(tick))} y=${frame.bottom + 17} text-anchor="middle">${roundSpan(words, tick)}</text>`);
  const rows = groups.map((group, index) => rowView(page, frame, along, high, group, frame.top + index * ROW));
  return picture(frame, title, svg`${grid}${rows}`);
}

/**
 * @param {Page} page
 * @param {Frame} frame
 * @param {(seconds: number) => number} along
 * @param {number} high the largest share of a bar
 * @param {Group & {name: string, before?: number | null}} group
 * @param {number} top
 */
function rowView(page, frame, along, high, { name, quantiles, histogram, mark, before }, top) {
  const { words } = page;
  const floor = top + 20 + HILL;
  const up = scaleLinear([0, high], [0, HILL]);
  const bars = histogram.map((bucket) => {
    if (!bucket.count) return nothing;
    const [from, to] = [along(bucket.from || 1), bucket.to === null ? frame.end : along(bucket.to)];
    const range = bucket.to === null ? words.say("span-over", { from: span(words, bucket.from) }) : words.say("span-between", { from: span(words, bucket.from), to: span(words, bucket.to) });
    const label = words.say("mark-part", { place: name, part: range, value: words.number(bucket.count) });
    const tall = Math.max(1.5, up(bucket.count / Math.max(1, quantiles.count)));
    return spot(page, { mark: bucket.mark, label, value: bucket.count }, svg`<rect class="hill" x=${frame.at(from + 0.5, Math.max(1, to - from - 1))} y=${round(floor - tall)} width=${round(Math.max(1, to - from - 1))} height=${round(tall)}></rect>`);
  });
  const [half, most] = [quantiles.p50, quantiles.p90];
  const inner = quantiles.p25 !== null && quantiles.p75 !== null ? svg`<line class="inner" x1=${frame.at(along(quantiles.p25 || 1))} x2=${frame.at(along(quantiles.p75 || 1))} y1=${floor + 4} y2=${floor + 4}></line>` : nothing;
  const halfMark = half === null ? nothing : spot(page, { mark, label: words.say("mark-half", { place: name, value: span(words, half) }), value: half }, svg`<path class="half" d=${`M${frame.at(along(half || 1))} ${floor - HILL}V${floor + 7}`}></path><circle class="half-dot" cx=${frame.at(along(half || 1))} cy=${floor + 4} r="4.5"></circle>`);
  const mostMark = most === null ? nothing : svg`<g role="img" data-tip data-value=${most} aria-label=${words.say("mark-most", { place: name, value: span(words, most) })}><path class="most" d=${`M${frame.at(along(most || 1))} ${floor - HILL + 8}V${floor + 7}`}></path><rect class="most-dot" x=${frame.at(along(most || 1) - 4, 8)} y=${floor} width="8" height="8"></rect></g>`;
  const earlier = before == null ? nothing : svg`<circle class="before-dot" cx=${frame.at(along(before || 1))} cy=${floor + 4} r="4.5" role="img" data-tip aria-label=${words.say("mark-before", { place: name, value: span(words, before) })}></circle>`;
  // Where there is no room for words, the marks say it.
  const summary = frame.width < ROOMY ? words.number(quantiles.count) : words.say("spread-summary", { count: quantiles.count, half: span(words, half), most: span(words, most) });
  return svg`<text class="name strong" x=${frame.at(frame.start)} y=${top + 14} text-anchor="start">${name} <tspan class="count">${summary}</tspan></text><line class="floor" x1=${frame.at(frame.start)} x2=${frame.at(frame.end)} y1=${floor} y2=${floor}></line>${bars}${inner}${earlier}${halfMark}${mostMark}`;
}
