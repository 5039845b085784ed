// @ts-check
// Where conversations come from, what fetched a person, and how they ended: bands as wide as there are conversations.
import { sankey, sankeyJustify, sankeyLinkHorizontal } from "../../vendor/d3.js";
import { svg } from "../../vendor/lit.js";
import { Frame, PLAIN, TONES, picture, round, spot } from "./plot.js";

/** @typedef {import("../element.js").HandoverInsight} Page */
/** @typedef {import("../wire.js").FlowNode} FlowNode */
/** @typedef {import("../wire.js").FlowLink} FlowLink */
/** @typedef {FlowNode & {name: string}} Named */

/** Below this much room the picture is moved sideways instead of being squeezed. */
const NARROWEST = 640;
const ROW = 34;

/**
 * @param {Page} page
 * @param {{title: string, width: number, nodes: Named[], links: FlowLink[]}} what
 */
export function flowPicture(page, { title, width, nodes, links }) {
  const { words } = page;
  const columns = ["category", "rule", "outcome"].map((kind) => nodes.filter((node) => node.kind === kind).length);
  const height = Math.max(240, Math.max(...columns) * ROW + 60);
  const frame = new Frame(page, { width: Math.max(width, NARROWEST), height, start: 2, end: 2, top: 8, bottom: 8 });
  const place = sankey()
    .nodeId((/** @type {any} */ node) => node.id)
    .nodeAlign(sankeyJustify)
    .nodeSort(null)
    .nodeWidth(12)
    .nodePadding(14)
    .extent([[frame.start, frame.top], [frame.end, frame.bottom]]);
  /** @type {any} */
  const graph = place({
    nodes: /** @type {any} */ (nodes.map((node) => ({ ...node }))),
    links: /** @type {any} */ (links.map((link) => ({ ...link, value: link.count }))),
  });
  const band = sankeyLinkHorizontal();
  const bands = graph.links.map((/** @type {any} */ link) => {
    const label = words.say("mark-flow", { from: link.source.name, to: link.target.name, count: link.count });
    const shape = svg`<path class=${`band line-${toneOf(link.source.kind === "rule" ? link.source : link.target)}`} d=${band(link) ?? ""} stroke-width=${round(Math.max(1, link.width))}></path>`;
    return spot(page, { mark: link.mark, label, value: link.count }, shape);
  });
  const drawn = graph.nodes.map((/** @type {any} */ node) => {
    const isLast = node.kind === "outcome";
    const label = words.say("mark-node", { name: node.name, count: node.value });
    const y = (node.y0 + node.y1) / 2;
    const shape = svg`<rect class=${`tone-${node.kind === "rule" ? toneOf(node) : PLAIN}`} x=${frame.at(node.x0, 12)} y=${round(node.y0)} width="12" height=${round(Math.max(2, node.y1 - node.y0))}></rect>`;
    return svg`${spot(page, { mark: node.mark, label, value: node.value }, shape)}<text class="name" x=${frame.at(isLast ? node.x0 - 7 : node.x1 + 7)} y=${round(y)} dy=".35em" text-anchor=${isLast ? "end" : "start"}>${node.name} <tspan class="count">${words.number(node.value)}</tspan></text>`;
  });
  // The layout knows only one direction; bands are turned around as a whole.
  const turned = frame.isMirrored ? `translate(${frame.width} 0) scale(-1 1)` : "";
  return picture(frame, title, svg`<g transform=${turned}>${bands}</g>${drawn}`);
}

/** @param {FlowNode} node */
const toneOf = ({ reason }) => TONES[reason ?? ""] ?? PLAIN;
