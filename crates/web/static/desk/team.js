// @ts-check
// Who works here: whom a ticket can be given to, and who takes new ones now.

/** @typedef {import("./wire.js").Expert} Expert */

const EXPERTS = "experts";
const AVAILABILITY = "desk/availability";

export class Team {
  /** @type {Expert[]} */
  all = [];
  /** Whether the one who sits here takes new tickets; null where that is not known. @type {boolean | null} */
  available = null;

  /** @param {import("./element.js").HandoverDesk} desk */
  constructor(desk) {
    this.desk = desk;
  }

  /** @param {boolean | null | undefined} available what the service says of the one who sits here */
  async load(available) {
    this.available = available ?? null;
    if (!this.desk.service.has(EXPERTS)) return;
    this.all = await this.desk.service.experts().catch(() => this.all);
    for (const { id, name } of this.all) this.desk.queue.experts.set(id, name);
    this.available ??= this.#own?.available ?? (this.#own ? false : null);
    this.desk.requestUpdate();
  }

  get #own() {
    return this.all.find(({ id }) => id === this.desk.actsAs);
  }

  /** Whether availability can be switched here: somebody must be there whose it is. */
  get isSwitched() {
    return this.desk.service.has(AVAILABILITY) && this.desk.actsAs !== "";
  }

  /** The switch moves at once, and back when it was refused. */
  async turn() {
    if (!this.isSwitched) return;
    const { desk } = this;
    const before = this.available;
    const available = !before;
    this.#mine(available);
    try {
      await desk.service.setAvailable({ available, ...(desk.isOpenMode ? { expert_id: desk.actsAs } : {}) });
      desk.say(available ? "team-is_available" : "team-is_away");
    } catch {
      this.#mine(before);
      desk.say("team-failed");
    }
  }

  /** @param {boolean | null} available */
  #mine(available) {
    this.available = available;
    const own = this.#own;
    if (own) own.available = available;
    this.desk.requestUpdate();
  }

  /** What was told of others, and of oneself in another tab. @param {{experts: {id: string, available: boolean}[]}} told */
  hear({ experts }) {
    const told = new Map(experts.map(({ id, available }) => [id, available]));
    this.all = this.all.map((one) => ({ ...one, available: told.get(one.id) ?? one.available }));
    this.available = told.get(this.desk.actsAs) ?? this.available;
    this.desk.requestUpdate();
  }
}
