// @ts-check
// Which tickets are looked at: read from the address, written into it, asked of the service, and told of one ticket.

/** @typedef {import("./wire.js").Ticket} Ticket */
/** What a ticket is filtered by, with several values each: the name in an address, and the ticket's own. */
const FIELDS = /** @type {const} */ ({
  status: "status",
  priority: "priority",
  reason: "escalation_reason",
  category: "category",
  machine_model: "machine_model",
  language: "language",
  organization_name: "organization_name",
  assigned_expert_id: "assigned_expert_id",
});
/** @typedef {keyof typeof FIELDS} Facet */
/** @typedef {"older_than" | "newer_than"} Age */
/** @typedef {"" | "urgency" | "newest" | "relevance"} Sort */
/**
 * `lists` holds what may be chosen several times; `age` is "" or a bound in seconds, such as "older_than=3600".
 * @typedef {{view: string, q: string, sort: Sort, age: string, lists: Partial<Record<Facet, string[]>>}} Filter
 */

export const VIEWS = ["mine", "open", "all"];
export const FACETS = /** @type {Facet[]} */ (Object.keys(FIELDS));
/** Hours and days. */
export const AGES = ["newer_than=3600", "newer_than=28800", "newer_than=86400", "newer_than=604800", "older_than=3600", "older_than=86400", "older_than=604800"];
const SORTS = ["urgency", "newest", "relevance"];
const IN_WORK = ["open", "in_progress", "waiting_on_user"];
const URGENCY = ["urgent", "high", "medium", "low"];

/** @param {Ticket} ticket @param {Facet} facet */
export const valueOf = (ticket, facet) => ticket[FIELDS[facet]] ?? "";

/** @type {(view: string) => Filter} */
export const everything = (view) => ({ view, q: "", sort: "", age: "", lists: {} });

/** @param {URLSearchParams} query @returns {Filter} */
export function readFilter(query) {
  const view = query.get("view") ?? "";
  const sort = query.get("sort") ?? "";
  const filter = everything(VIEWS.includes(view) ? view : "open");
  filter.q = query.get("q") ?? "";
  filter.sort = /** @type {Sort} */ (SORTS.includes(sort) ? sort : "");
  for (const age of ["older_than", "newer_than"]) if (/^\d{1,9}$/.test(query.get(age) ?? "")) filter.age = `${age}=${query.get(age)}`;
  for (const facet of FACETS) {
    const values = [...new Set(query.getAll(facet))].filter(Boolean);
    if (values.length) filter.lists[facet] = values;
  }
  return filter;
}

/** The same as part of an address; what is nothing special is left out. @param {Filter} filter */
export function writeFilter({ view, q, sort, age, lists }) {
  const query = new URLSearchParams({ view });
  if (q) query.set("q", q);
  if (sort) query.set("sort", sort);
  if (age) query.set(...pair(age));
  for (const facet of FACETS) for (const value of lists[facet] ?? []) query.append(facet, value);
  return query;
}

/** What the service is asked. @param {Filter} filter @param {{me: string, isAccount: boolean}} who */
export function askFor(filter, { me, isAccount }) {
  const query = writeFilter(filter);
  query.delete("view");
  if (filter.view === "mine" && isAccount) query.set("mine", "true");
  else if (filter.view === "mine") query.append("assigned_expert_id", me);
  if (filter.view === "open") query.set("unassigned", "true");
  if (filter.view !== "all" && !filter.lists.status) query.set("open", "true");
  query.set("sort", sortOf(filter));
  return query;
}

/** The order that is shown: what was chosen, or what the view is for. @param {Filter} filter @returns {Exclude<Sort, "">} */
export function sortOf({ view, q, sort }) {
  if (q) return sort || "relevance";
  return sort === "relevance" || !sort ? (view === "all" ? "newest" : "urgency") : sort;
}

/** How many things narrow the view; the words that are searched for are not among them. @param {Filter} filter */
export const narrowed = ({ age, lists }) => (age ? 1 : 0) + Object.keys(lists).length;

/** The filter with one value more or less. @param {Filter} filter @param {Facet} facet @param {string} value @returns {Filter} */
export function toggled(filter, facet, value) {
  const before = filter.lists[facet] ?? [];
  const values = before.includes(value) ? before.filter((one) => one !== value) : [...before, value];
  const { [facet]: _, ...lists } = filter.lists;
  return { ...filter, lists: values.length ? { ...lists, [facet]: values } : lists };
}

/** @param {Filter} a @param {Filter} b */
export const isSame = (a, b) => String(writeFilter(a)) === String(writeFilter(b));

/**
 * Whether a ticket belongs to what is shown. What was found by its words is known to the service alone: such a list
 * takes nothing in.
 * @param {Filter} filter @param {Ticket} ticket @param {string} me
 */
export function fits({ view, q, age, lists }, ticket, me) {
  if (q) return false;
  if (view === "mine" && ticket.assigned_expert_id !== me) return false;
  if (view === "open" && ticket.assigned_expert_id) return false;
  if (view !== "all" && !lists.status && !IN_WORK.includes(ticket.status)) return false;
  if (age && !isOfAge(ticket, age)) return false;
  return FACETS.every((facet) => !lists[facet] || lists[facet].includes(valueOf(ticket, facet)));
}

/** @param {Ticket} ticket @param {string} age */
function isOfAge({ created_at: at }, age) {
  const [bound, seconds] = pair(age);
  const old = (Date.now() - Date.parse(at)) / 1000;
  return bound === "older_than" ? old >= Number(seconds) : old <= Number(seconds);
}

/** @param {string} age @returns {[string, string]} */
export function pair(age) {
  const [bound = "", seconds = ""] = age.split("=");
  return [bound, seconds];
}

/** @param {Ticket} a @param {Ticket} b */
const newer = (a, b) => (a.created_at < b.created_at ? 1 : a.created_at > b.created_at ? -1 : a.id < b.id ? 1 : -1);

/** The most urgent first, then who waits longest. @param {Ticket} a @param {Ticket} b */
const moreUrgent = (a, b) => URGENCY.indexOf(a.priority) - URGENCY.indexOf(b.priority) || -newer(a, b);

/** How two tickets stand in what is shown; null where only the service knows. @param {Filter} filter */
export function order(filter) {
  const sort = sortOf(filter);
  return sort === "relevance" ? null : sort === "urgency" ? moreUrgent : newer;
}
