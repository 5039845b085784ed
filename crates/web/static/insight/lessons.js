// @ts-check
// What experts know, written down: which of it is shown, what is being changed, and whether an article helped.
import { Problem } from "../widget/client.js";
import { asked } from "./address.js";

/** @typedef {import("./element.js").HandoverInsight} Page */
/** @typedef {import("./wire.js").Lesson} Lesson */
/** @typedef {"" | "true" | "false"} Filter */

/** The newest ones are what a lead has to read. */
const MOST = 200;

export class Lessons {
  /** @type {Filter} */
  filter = "";
  /** The one whose words are being changed. @type {string | null} */
  editing = null;
  /** Those to which something is being done. @type {Set<string>} */
  busy = new Set();
  /** What went wrong last, and where. @type {{id: string, problem: Problem} | null} */
  failure = null;
  /** What an article changed, by its id; null while it is read. @type {Map<string, import("./wire.js").Effect | null>} */
  effects = new Map();
  /** Gaps of which a draft was made, and the draft. @type {Map<string, string>} */
  drafts = new Map();

  /** @param {Page} page */
  constructor(page) {
    this.page = page;
  }

  get path() {
    return `ai/expert-knowledge?limit=${MOST}${this.filter ? `&verified=${this.filter}` : ""}`;
  }

  /** @param {Filter} filter */
  async choose(filter) {
    this.filter = filter;
    await this.#read();
  }

  async #read() {
    this.page.requestUpdate();
    await this.page.facts.want({ lessons: this.path });
  }

  /** @param {Lesson} lesson */
  edit(lesson) {
    this.editing = lesson.id;
    this.page.requestUpdate();
  }

  stopEditing() {
    this.editing = null;
    this.page.requestUpdate();
  }

  /** @param {Lesson} lesson @param {object} change @param {string} done what is said then */
  change = (lesson, change, done) =>
    this.#do(lesson.id, done, async () => {
      await this.page.service.changeLesson(lesson.id, change);
      this.editing = null;
    });

  /** @param {Lesson} lesson */
  forget = (lesson) => this.#do(lesson.id, "lesson-forgotten", () => this.page.service.forgetLesson(lesson.id));

  /** @param {string} gap */
  draft = (gap) =>
    this.#do(gap, "gap-drafted", async () => {
      this.drafts.set(gap, (await this.page.service.draft(gap, asked(this.page.choice))).id);
      if (this.filter === "true") await this.choose("");
    });

  /** Shows or hides what an article changed, whatever else is under way. @param {string} id */
  async weigh(id) {
    if (this.effects.delete(id)) return this.page.requestUpdate();
    this.effects.set(id, null);
    this.failure = null;
    this.page.requestUpdate();
    try {
      const effect = await this.page.service.effect(id);
      if (this.effects.has(id)) this.effects.set(id, effect);
    } catch (error) {
      this.effects.delete(id);
      this.#failed(id, error);
    }
    this.page.requestUpdate();
  }

  /** @param {string} id @param {string} done @param {() => Promise<unknown>} work */
  async #do(id, done, work) {
    if (this.busy.has(id)) return;
    this.busy.add(id);
    this.failure = null;
    this.page.requestUpdate();
    try {
      await work();
      await this.page.again();
      this.page.say(done);
    } catch (error) {
      this.#failed(id, error);
    } finally {
      this.busy.delete(id);
      this.page.requestUpdate();
    }
  }

  /** @param {string} id @param {unknown} error */
  #failed(id, error) {
    this.failure = { id, problem: error instanceof Problem ? error : new Problem("refused") };
  }
}
