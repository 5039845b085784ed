// @ts-check
// Seven days by twenty-four hours: the darker, the more.
import { scaleBand } from "../../vendor/d3.js";
import { nothing, svg } from "../../vendor/lit.js";
import { hourName, weekdayName } from "../figures.js";
import { Frame, picture, round, spot } from "./plot.js";

/** @typedef {import("../element.js").HandoverInsight} Page */
/** @typedef {import("../wire.js").Cell} Cell */

export const SHADES = 6;
const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7];
const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

/** Which of the shades a value has; 0 is nothing. @param {number | null} value @param {number} most */
export const shadeOf = (value, most) => (!value || !most ? 0 : Math.min(SHADES, Math.ceil((value / most) * SHADES)));

/**
 * @param {Page} page
 * @param {{title: string, width: number, cells: Cell[], text: (value: number) => string, describe: (cell: Cell, place: string) => string}} what
 */
export function heatMap(page, { title, width, cells, text, describe }) {
  const { words } = page;
  const frame = new Frame(page, { width, height: 7 * 26 + 30, start: 46, end: 2, top: 2, bottom: 26 });
  const across = scaleBand(HOURS, [frame.start, frame.end]).padding(0.06);
  const down = scaleBand(WEEKDAYS, [frame.top, frame.bottom]).padding(0.08);
  const most = Math.max(0, ...cells.map(({ value }) => value ?? 0));
  const isRoomy = across.bandwidth() >= 26;
  const drawn = cells.map((cell) => {
    const { weekday, hour, value, count } = cell;
    const place = words.say("place-hour", { weekday: weekdayName(words, weekday, "long"), hour: hourName(words, hour) });
    const [x, y] = [across(hour) ?? 0, down(weekday) ?? 0];
    const shape = svg`<rect class=${`heat-${shadeOf(value, most)}`} x=${frame.at(x, across.bandwidth())} y=${round(y)} width=${round(across.bandwidth())} height=${round(down.bandwidth())} rx="2"></rect>`;
    // Beside the link, whose name says more.
    const inside = isRoomy && value ? svg`<text class=${`inside heat-text-${shadeOf(value, most)}`} x=${frame.at(x + across.bandwidth() / 2)} y=${round(y + down.bandwidth() / 2)} dy=".35em" text-anchor="middle" aria-hidden="true">${text(value)}</text>` : nothing;
    return svg`${spot(page, { mark: count ? cell.mark : undefined, label: describe(cell, place), value }, shape)}${inside}`;
  });
  const days = WEEKDAYS.map((weekday) => svg`<text class="tick" x=${frame.at(frame.start - 6)} y=${round((down(weekday) ?? 0) + down.bandwidth() / 2)} dy=".35em" text-anchor="end">${weekdayName(words, weekday)}</text>`);
  const hours = HOURS.filter((hour) => hour % (frame.width < 560 ? 6 : 3) === 0).map(
    (hour) => svg`<text class="tick" x=${frame.at((across(hour) ?? 0) + across.bandwidth() / 2)} y=${frame.bottom + 17} text-anchor="middle">${hourName(words, hour)}</text>`,
  );
  return picture(frame, title, svg`${days}${hours}${drawn}`);
}
