// @ts-check
// What leads set up: which part is open, what the service says about it, and the form that is filled in there.
import { Problem } from "../widget/client.js";
import { Form } from "./form.js";

/** @typedef {import("./element.js").HandoverDesk} Desk */
/** @typedef {import("./service.js").Service} Service */
/** @typedef {"canned" | "experts" | "contacts" | "rules" | "mail" | "keys" | "changes"} Part */

const LEADS = ["lead", "admin", "operator"];
const ADMINS = ["admin", "operator"];

/** The parts in their order: the route that each needs, and how it is read. @type {Record<Part, {route: string, read: (service: Service) => Promise<any>}>} */
const PARTS = {
  canned: { route: "desk/canned-answers", read: (service) => service.canned() },
  experts: { route: "desk/experts", read: (service) => service.setup("experts") },
  contacts: { route: "desk/contacts", read: (service) => service.setup("contacts") },
  rules: { route: "desk/rules", read: (service) => service.setup("rules") },
  mail: { route: "desk/mail", read: (service) => service.setup("mail") },
  keys: { route: "desk/api-keys", read: (service) => service.setup("api-keys") },
  changes: { route: "desk/changes", read: (service) => service.setup("changes") },
};

export class Setup {
  /** The part that is open; null where the desk itself is. @type {Part | null} */
  part = null;
  /** @type {"loading" | "ready" | "failed"} */
  phase = "loading";
  /** @type {Problem | null} */
  problem = null;
  /** What the service said. @type {any} */
  data = null;
  /** Which entry is being changed: its id, "" for a new one, null for none. @type {string | null} */
  editing = null;
  /** Whether the next press deletes for good. */
  isSure = false;
  /** What came of the last attempt, as far as it is shown. @type {any} */
  outcome = null;

  /** @param {Desk} desk */
  constructor(desk) {
    this.desk = desk;
    this.form = new Form(desk, "setup");
  }

  /** What the one who sits here may set up. @returns {Part[]} */
  get parts() {
    const { service, me } = this.desk;
    const role = me?.role ?? "";
    if (!LEADS.includes(role)) return [];
    const all = /** @type {Part[]} */ (Object.keys(PARTS));
    return all.filter((part) => service.has(PARTS[part].route) && (part !== "keys" || ADMINS.includes(role)));
  }

  /** @param {string | null} asked */
  open(asked) {
    const part = this.parts.find((one) => one === asked) ?? (asked === null ? null : (this.parts[0] ?? null));
    if (part === this.part) return;
    this.part = part;
    this.edit(null);
    if (part) void this.load();
    void this.desk.showCurrent(".setup nav");
  }

  async load() {
    const { part, desk } = this;
    if (!part) return;
    this.phase = "loading";
    this.data = null;
    desk.requestUpdate();
    try {
      const data = await PARTS[part].read(desk.service);
      if (part !== this.part) return;
      this.data = data;
      this.phase = "ready";
    } catch (error) {
      if (part !== this.part) return;
      this.problem = error instanceof Problem ? error : new Problem("refused");
      this.phase = "failed";
    }
    desk.requestUpdate();
  }

  /** Reads anew without taking away what is shown. */
  async reread() {
    const { part, desk } = this;
    if (!part) return;
    const data = await PARTS[part].read(desk.service);
    if (part !== this.part) return;
    this.data = data;
    desk.requestUpdate();
  }

  /** The history goes on where its page ended. */
  async more() {
    const { data } = this;
    await this.form.run(async () => {
      const page = await this.desk.service.setup(`changes?cursor=${encodeURIComponent(data.next_cursor)}`);
      if (data === this.data) this.data = { changes: [...data.changes, ...page.changes], next_cursor: page.next_cursor };
    });
  }

  /** Opens the form for an entry, or closes it. @param {string | null} id */
  edit(id) {
    this.editing = id;
    this.outcome = null;
    this.isSure = false;
    this.form = new Form(this.desk, "setup");
    this.desk.requestUpdate();
  }

  /** Does something, reads anew and closes the form. @param {() => Promise<unknown>} work @param {string} said the message to tell */
  async save(work, said) {
    const isDone = await this.form.run(async () => {
      await work();
      await this.reread();
    });
    if (!isDone) return false;
    this.edit(null);
    this.desk.say(said);
    return true;
  }
}
