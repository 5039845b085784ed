// @ts-check
// What each view is drawn from: names of figures, and where they are.

import { stepOf } from "./address.js";

/** @typedef {import("./element.js").HandoverInsight} Page */

/** @param {Page} page @returns {Record<string, string>} */
export function needs({ service, choice, lessons }) {
  /** @type {Record<string, string>} */
  const compared = choice.compare ? { compare: "previous" } : {};
  const path = (/** @type {string} */ route, /** @type {Record<string, string>} */ more = {}) => service.path(route, choice, more);
  // Its filters' choices, and how fresh everything is, belong to every view.
  const overview = path("overview", compared);
  const trend = path("trend", { by: stepOf(choice), ...compared });
  /** @type {Record<string, Record<string, string>>} */
  const views = {
    overview: { trend, heat: path("heatmap", { measure: "sessions" }) },
    reasons: { flow: path("flow"), rules: path("rules") },
    waiting: {
      waiting: path("waiting", { measure: choice.measure, by: choice.by, ...compared }),
      trend,
      heat: path("heatmap", { measure: "waiting_p50" }),
    },
    steps: { steps: path("steps") },
    knowledge: { ...(service.has("analytics/gaps") ? { gaps: path("gaps") } : {}), ...(service.has("expert-knowledge") ? { lessons: lessons.path } : {}) },
    mail: { mail: path("mail") },
  };
  return { overview, ...views[choice.view] };
}
