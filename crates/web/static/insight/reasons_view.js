// @ts-check
// Draws what fetched a person: the way from problem through rule to outcome, and each rule with how right it was.
import { html, nothing } from "../vendor/lit.js";
import { flowPicture } from "./draw/flow.js";
import { REASONS } from "./draw/plot.js";
import { spark } from "./draw/small.js";
import { percent, shown } from "./figures.js";
import { linkView, panelView } from "./panel_view.js";

/** @typedef {import("./element.js").HandoverInsight} Page */
/** @typedef {import("./wire.js").Flow} Flow */
/** @typedef {import("./wire.js").FlowNode} FlowNode */
/** @typedef {import("./wire.js").Rule} Rule */

const KINDS = /** @type {const} */ (["category", "rule", "outcome"]);
/** More than these in a column become one. */
const MOST = 7;
/** A rule has to have fired so often before the page calls it wrong. */
const ENOUGH = 10;
const COUNTS = /** @type {const} */ (["fired", "offered", "forced", "accepted", "ignored", "too_late", "needless"]);

/** @param {Page} page */
export const reasonsView = (page) => html`${flowPanel(page)} ${rulesPanel(page)}`;

/** @param {Page} page */
function flowPanel(page) {
  const { words } = page;
  const title = words.say("flow-title");
  return panelView(page, {
    id: "flow",
    need: "flow",
    title,
    about: words.say("flow-about"),
    isWide: true,
    isEmpty: ({ links }) => !links.length,
    finding: (flow) => flowFinding(page, flow),
    draw: (/** @type {Flow} */ flow, width) => flowPicture(page, { title, width, ...gathered(page, flow) }),
    table: (/** @type {Flow} */ { nodes, links }) => {
      const names = new Map(nodes.map((node) => [node.id, nodeName(page, node)]));
      return {
        columns: [
          { name: words.say("column-from"), kind: "text" },
          { name: words.say("column-to"), kind: "text" },
          { name: words.say("column-sessions"), kind: "number" },
        ],
        rows: [...links].sort((a, b) => b.count - a.count).map(({ source, target, count, mark }) => ({ name: names.get(source) ?? source, values: [names.get(target) ?? target, { value: count, mark }] })),
      };
    },
  });
}

/** What people call a node. @param {Page} page @param {FlowNode} node */
function nodeName({ words }, { id, kind, label }) {
  const value = id.slice(id.indexOf(":") + 1);
  const known = { category: `category-${value}`, rule: `rule-${value}`, outcome: `end-${value}` }[kind];
  if (words.has(known)) return words.say(known);
  if (words.has(`why-${value}`)) return words.say(`why-${value}`);
  return label || value;
}

/** Why a rule fetches people: as it is listed, or as its name says. @param {Page} page @param {FlowNode} node */
function reasonOf({ facts }, { id, reason }) {
  const rule = id.slice(id.indexOf(":") + 1);
  /** @type {Rule[]} */
  const rules = facts.of("rules")?.data?.rules ?? [];
  return reason ?? rules.find((one) => one.rule === rule)?.reason ?? REASONS.find((one) => rule.split(".").includes(one)) ?? (rule === "person" ? "user_request" : null);
}

/** @param {Page} page @param {string | null} reason @param {FlowNode[]} others */
function othersName(page, reason, others) {
  const { words } = page;
  const name = words.say("flow-others", { count: others.filter((node) => reasonOf(page, node) === reason).length });
  return reason === null ? name : words.say("flow-others_of", { reason: words.say(`why-${reason}`), others: name });
}

/** Names for the nodes; the small ones of a column are gathered by their reason. @param {Page} page @param {Flow} flow */
function gathered(page, { nodes, links }) {
  const weight = (/** @type {FlowNode} */ { id }) => links.reduce((sum, { source, target, count }) => sum + (source === id || target === id ? count : 0), 0);
  /** @type {Map<string, string>} */
  const into = new Map();
  const kept = KINDS.flatMap((kind) => {
    const sorted = nodes.filter((node) => node.kind === kind && weight(node)).sort((a, b) => weight(b) - weight(a));
    const few = sorted.length > MOST ? sorted.slice(0, MOST - 1) : sorted;
    const others = sorted.slice(few.length);
    const named = few.map((node) => ({ ...node, reason: reasonOf(page, node), name: nodeName(page, node) }));
    const groups = [...new Set(others.map((node) => reasonOf(page, node)))].map((reason) => ({ id: `${kind}:…${reason ?? ""}`, kind, reason, name: othersName(page, reason, others) }));
    for (const node of others) into.set(node.id, `${kind}:…${reasonOf(page, node) ?? ""}`);
    return [...named, ...groups];
  });
  /** @type {Map<string, import("./wire.js").FlowLink>} */
  const sums = new Map();
  for (const link of links) {
    const [source, target] = [into.get(link.source) ?? link.source, into.get(link.target) ?? link.target];
    const key = `${source}\n${target}`;
    const known = sums.get(key);
    // A sum of several has no mark of its own.
    sums.set(key, known ? { source, target, count: known.count + link.count } : { ...link, source, target });
  }
  return { nodes: kept, links: [...sums.values()] };
}

/** @param {Page} page @param {Flow} flow */
function flowFinding(page, { nodes, links }) {
  const rules = nodes.filter(({ kind }) => kind === "rule");
  const ways = links.filter(({ target }) => rules.some(({ id }) => id === target && id !== "rule:none"));
  const top = [...ways].sort((a, b) => b.count - a.count)[0];
  const all = ways.reduce((sum, { count }) => sum + count, 0);
  const [from, to] = [nodes.find(({ id }) => id === top?.source), nodes.find(({ id }) => id === top?.target)];
  if (!top || !from || !to) return nothing;
  return page.words.say("flow-finding", { from: nodeName(page, from), to: nodeName(page, to), share: percent(page.words, top.count / all), count: top.count });
}

/** @param {Page} page */
function rulesPanel(page) {
  const { words } = page;
  return panelView(page, {
    id: "rules",
    isList: true,
    need: "rules",
    title: words.say("rules-title"),
    about: words.say("rules-about"),
    isWide: true,
    isEmpty: ({ rules }) => !rules.length,
    finding: ({ rules }) => rulesFinding(page, rules),
    draw: ({ rules }) => html`<div class="numbers" data-shown role="region" tabindex="0" aria-label=${words.say("insight-table_of", { title: words.say("rules-title") })}>${rulesTable(page, rules)}</div>`,
  });
}

/** @param {Page} page @param {Rule[]} rules */
function rulesTable(page, rules) {
  const { words } = page;
  return html`
    <table class="rules">
      <thead>
        <tr>
          <th scope="col">${words.say("column-rule")}</th>
          ${COUNTS.map((name) => html`<th scope="col" data-figure title=${words.say(`rules-${name}_about`)}>${words.say(`rules-${name}`)}</th>`)}
          <th scope="col">${words.say("rules-weeks")}</th>
          <th scope="col"><span class="unseen">${words.say("rules-replay")}</span></th>
        </tr>
      </thead>
      <tbody>
        ${rules.map(
          (rule) => html`
            <tr ?data-wrong=${isWrong(rule)}>
              <th scope="row"><span>${rule.reason && words.has(`why-${rule.reason}`) ? words.say(`why-${rule.reason}`) : nothing}</span> <code>${linkView(page, rule.mark, rule.rule)}</code></th>
              ${COUNTS.map((name) => html`<td data-figure data-value=${rule[name]}>${linkView(page, rule[name] ? (name === "fired" ? rule.mark : rule.marks?.[name]) : undefined, shown(words, rule[name], "number"))}${name === "needless" && rule.fired ? html` <span class="hint">${percent(words, rule.needless / rule.fired)}</span>` : nothing}</td>`)}
              <td>${spark(page, rule.trend, words.say("rules-weeks_of", { weeks: words.list(rule.trend.map((count) => words.number(count))) }))}</td>
              <td><button type="button" class="plain" @click=${() => askReplay(page, rule.rule)} aria-label=${words.say("rules-replay_of", { rule: rule.rule })}>${words.say("rules-replay")}</button></td>
            </tr>
          `,
        )}
      </tbody>
    </table>
  `;
}

/** @param {Rule} rule */
const isWrong = ({ fired, needless }) => fired >= ENOUGH && needless / fired > 0.5;

/** @param {Page} page @param {Rule[]} rules */
function rulesFinding({ words }, rules) {
  const worst = rules.filter(({ fired }) => fired >= ENOUGH).sort((a, b) => b.needless / b.fired - a.needless / a.fired)[0];
  if (!worst || !worst.needless) return words.say("rules-finding_none");
  return words.say("rules-finding", { rule: worst.rule, share: percent(words, worst.needless / worst.fired), count: worst.fired });
}

// The replay of a draft is a command: the draft is a folder that only its author has.

/** @param {Page} page @param {string} rule */
async function askReplay(page, rule) {
  page.replaying = rule;
  page.requestUpdate();
  await page.updateComplete;
  /** @type {HTMLDialogElement | null} */ (page.querySelector("#replay"))?.showModal();
}

/** @param {Page} page */
export function replayView(page) {
  const { words, facts, replaying } = page;
  const from = facts.of("overview")?.data?.from ?? "";
  const until = facts.of("overview")?.data?.to ?? "";
  const command = `handover replay --rules DIR --since ${from} --until ${until}${page.me.organization ? ` --organization ${page.me.organization}` : ""}`;
  const close = () => /** @type {HTMLDialogElement | null} */ (page.querySelector("#replay"))?.close();
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(command);
      page.say("replay-copied");
    } catch {
      page.say("insight-not_kept");
    }
  };
  return html`
    <dialog id="replay" class="sheet" aria-labelledby="replay-title">
      ${replaying === null
        ? nothing
        : html`
            <h2 id="replay-title">${words.say("rules-replay_of", { rule: replaying })}</h2>
            <p>${words.say("replay-about")}</p>
            <pre dir="ltr" tabindex="0" aria-label=${words.say("replay-command")}><code>${command}</code></pre>
            <div class="actions"><button type="button" @click=${copy}>${words.say("replay-copy")}</button> <button type="button" class="primary" @click=${close}>${words.say("widget-close")}</button></div>
          `}
    </dialog>
  `;
}
