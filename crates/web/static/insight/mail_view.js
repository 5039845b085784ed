// @ts-check
// Draws whether mails arrive: sent, tried again, given up, and how long it took.
import { html, nothing } from "../vendor/lit.js";
import { stackedBars } from "./draw/bars.js";
import { legend } from "./draw/plot.js";
import { day, moment, percent, shown, span } from "./figures.js";
import { panelView } from "./panel_view.js";

/** @typedef {import("./element.js").HandoverInsight} Page */
/** @typedef {import("./wire.js").Mail} Mail */
/** @typedef {import("./wire.js").MailDay} MailDay */

/** @param {Page} page */
export function mailView(page) {
  const { words } = page;
  const title = words.say("mails-title");
  const series = [
    { key: "sent", name: words.say("mail-sent"), tone: 1 },
    { key: "waiting", name: words.say("mail-waiting"), tone: 5 },
    { key: "dead", name: words.say("mail-dead"), tone: 4 },
  ];
  return panelView(page, {
    id: "mail",
    need: "mail",
    title,
    isWide: true,
    isEmpty: ({ sent, dead, waiting }) => !(sent + dead + waiting),
    empty: "mails-none_sent",
    finding: (mail) => finding(page, mail),
    draw: (/** @type {Mail} */ mail, width) => html`
      ${figuresView(page, mail)}
      ${stackedBars(page, {
        title,
        width,
        series,
        // Attempts are no mails: they stand beside the sum and not in it.
        before: words.say("mails-deferred"),
        bars: mail.by_day.map(({ date, sent, waiting, dead, deferred }) => ({ name: day(words, date, { weekday: "short", day: "numeric", month: "short" }), short: day(words, date), values: { sent, waiting, dead }, before: deferred })),
      })}
      ${legend(series, words.say("mails-deferred"))}
    `,
    table: (/** @type {Mail} */ { by_day: days }) => ({
      columns: [{ name: words.say("column-day"), kind: "date" }, ...series.map(({ name }) => ({ name, kind: /** @type {const} */ ("number") })), { name: words.say("mails-deferred"), kind: "number" }],
      rows: days.map(({ date, sent, waiting, dead, deferred }) => ({ name: day(words, date, { dateStyle: "medium" }), values: [sent, waiting, dead, deferred] })),
    }),
  });
}

/** @param {Page} page @param {Mail} mail */
function figuresView(page, mail) {
  const { words } = page;
  /** @type {[string, unknown, number | null][]} */
  const figures = [
    [words.say("mail-sent"), shown(words, mail.sent, "number"), mail.sent],
    [words.say("mail-waiting"), shown(words, mail.waiting, "number"), mail.waiting],
    [words.say("mail-dead"), shown(words, mail.dead, "number"), mail.dead],
    [words.say("mails-deferred"), shown(words, mail.deferred_attempts, "number"), mail.deferred_attempts],
    [words.say("mails-half"), span(words, mail.time_to_delivery.p50), mail.time_to_delivery.p50],
    [words.say("mails-most"), span(words, mail.time_to_delivery.p90), mail.time_to_delivery.p90],
  ];
  return html`
    <dl class="small-heads">${figures.map(([name, text, value]) => html`<div><dt>${name}</dt><dd data-value=${value ?? ""}>${text}</dd></div>`)}</dl>
    ${mail.oldest_waiting ? html`<p class="hint">${words.say("mails-oldest", { at: moment(words, mail.oldest_waiting, mail.time_zone) })}</p>` : nothing}
  `;
}

/** @param {Page} page @param {Mail} mail */
function finding({ words }, { sent, dead }) {
  return dead ? words.say("mails-finding", { count: dead, share: percent(words, dead / (sent + dead)) }) : words.say("mails-finding_none", { count: sent });
}
