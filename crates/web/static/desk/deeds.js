// @ts-check
// What is done to a ticket, the questions before it, and what is said when it was refused.
import { Problem } from "../widget/client.js";
import { keepDraft, settings } from "./memory.js";

/** @typedef {import("./element.js").HandoverDesk} Desk */
/** @typedef {import("./wire.js").TicketFile} TicketFile */
/** @typedef {import("./wire.js").Citation} Citation */
/** @typedef {(version: number) => Promise<TicketFile>} Send */
/**
 * @typedef {{kind: "help" | "settings" | "resolve" | "hand_back"} |
 *   {kind: "conflict", before: TicketFile, now: TicketFile, again: () => Promise<boolean>} |
 *   {kind: "passage", citation: Citation, opened: import("./wire.js").Passage | null, failed: boolean} |
 *   {kind: "taken", by: string, again: () => Promise<boolean>}} Question
 */

const IN_WORK = ["in_progress", "waiting_on_user"];
/** @type {Record<string, string>} */
const ROUTES = { answer: "messages", note: "notes", take: "take", hand_back: "hand-back" };
const OPEN = ["open", ...IN_WORK];

export class Deeds {
  /** What the dialog asks. @type {Question | null} */
  asking = null;
  /** What is on its way. */
  busy = "";
  /** What is being written in a dialog; it outlives a conflict. */
  text = "";
  /** Why the last thing was not done. @type {() => string} */
  failure = () => "";

  /** @param {Desk} desk */
  constructor(desk) {
    this.desk = desk;
  }

  reset() {
    this.failure = () => "";
    this.busy = "";
    this.text = "";
  }

  /** @param {Question} question */
  ask(question) {
    this.asking = question;
    this.failure = () => "";
    void this.#show();
  }

  /** Shows what an answer rests on. @param {Citation} citation */
  async cite(citation) {
    this.ask({ kind: "passage", citation, opened: null, failed: false });
    const opened = await this.desk.service.passage(citation).catch(() => null);
    if (this.asking?.kind !== "passage" || this.asking.citation !== citation) return;
    this.asking = { ...this.asking, opened, failed: opened === null };
    this.desk.requestUpdate();
  }

  async #show() {
    this.desk.requestUpdate();
    await this.desk.updateComplete;
    const dialog = /** @type {HTMLDialogElement | null} */ (this.desk.find("#question"));
    // One question may follow another in the same dialog.
    if (dialog?.open) this.desk.find("#question-title")?.focus();
    else dialog?.showModal();
  }

  /** Puts the dialog away; the keyboard goes back to where it was. */
  dismiss = () => {
    /** @type {HTMLDialogElement | null} */ (this.desk.find("#question"))?.close();
    this.closed();
  };

  /** The event of a dialog that was closed comes later than the next key may. */
  closed = () => {
    this.asking = null;
    this.failure = () => "";
    this.desk.requestUpdate();
  };

  /** Whether that can be done to the open ticket as it stands. @param {"answer" | "note" | "take" | "resolve" | "hand_back" | "reopen"} what */
  can(what) {
    const status = this.#file?.status ?? "";
    const route = ROUTES[what];
    if (route && !this.desk.service.has(`tickets/{ticket}/${route}`)) return false;
    if (what === "note") return true;
    if (what === "reopen") return status === "resolved";
    if (what === "take") return OPEN.includes(status) && !(IN_WORK.includes(status) && this.isMine);
    if (what === "hand_back") return OPEN.includes(status) && this.desk.current?.session?.owner?.kind !== "assistant";
    return OPEN.includes(status);
  }

  get #file() {
    return this.desk.current?.file ?? null;
  }

  get isMine() {
    const { actsAs, queue } = this.desk;
    const expert = this.#file?.assigned_expert_id;
    if (!expert) return false;
    // Where nobody says who they are, whoever has it acts.
    return expert === actsAs || expert === queue.me || (this.desk.isOpenMode && !actsAs);
  }

  /** Who has it, when that is somebody else. */
  get holder() {
    const file = this.#file;
    if (!file || !IN_WORK.includes(file.status) || this.isMine) return "";
    return file.assigned_expert_name ?? file.assigned_expert_id ?? "";
  }

  /** Who acts, where the account does not say it. */
  get #actor() {
    const { expert } = settings.get();
    return this.desk.isOpenMode && expert ? { expert_id: expert } : {};
  }

  async take() {
    if (!this.can("take")) return false;
    const by = this.holder;
    const again = () => this.#take();
    if (by) {
      this.ask({ kind: "taken", by, again });
      return false;
    }
    return again();
  }

  async #take() {
    const id = this.#file?.id ?? "";
    const isDone = await this.#run("take", (version) => this.desk.service.act("take", id, { version, ...this.#actor }));
    // An account may stand for a contact: its tickets carry that one's id.
    if (isDone && !this.desk.isOpenMode) this.desk.queue.me = this.#file?.assigned_expert_id ?? this.desk.queue.me;
    return isDone;
  }

  /** @param {string} content @param {boolean} waiting whether it is the user's turn now */
  async answer(content, waiting) {
    const id = this.#file?.id ?? "";
    const send = (/** @type {number} */ version) => this.desk.service.act("messages", id, { version, content, waiting, ...this.#actor });
    if (this.holder) {
      const again = async () => (await this.#take()) && this.#write("answer", send);
      this.ask({ kind: "taken", by: this.holder, again });
      return false;
    }
    return this.#write("answer", send);
  }

  /** @param {string} text */
  note(text) {
    const id = this.#file?.id ?? "";
    return this.#write("note", () => this.desk.service.act("notes", id, { text }));
  }

  /** @param {import("./memory.js").Kind} kind @param {Send} send */
  async #write(kind, send) {
    const id = this.#file?.id ?? "";
    const isDone = await this.#run(kind, send, () => this.#write(kind, send));
    if (isDone) {
      keepDraft(id, kind, "");
      const box = /** @type {HTMLTextAreaElement | null} */ (this.desk.find("#box"));
      if (box && this.desk.writing === kind && this.#file?.id === id) box.value = "";
      this.desk.say(kind === "answer" ? "desk-answer_sent" : "desk-note_kept");
    }
    return isDone;
  }

  /** @param {string} note */
  async handBack(note) {
    const id = this.#file?.id ?? "";
    const body = { ...(note.trim() ? { note } : {}), ...this.#actor };
    const isDone = await this.#run("hand_back", (version) => this.desk.service.act("hand-back", id, { version, ...body }));
    return isDone;
  }

  /** @param {string} how */
  resolve = (how) => this.change({ status: "resolved", resolution_notes: how });

  reopen = () => this.change({ status: "in_progress" });

  /** @param {object} change */
  change(change) {
    const id = this.#file?.id ?? "";
    return this.#run("change", (version) => this.desk.service.change(id, { version, ...change }));
  }

  /**
   * Does something to the ticket as it was read. When it is another by now, asks what to do.
   * @param {string} name
   * @param {Send} send
   * @param {() => Promise<boolean>} [again]
   * @returns {Promise<boolean>} whether it is done
   */
  async #run(name, send, again = () => this.#run(name, send)) {
    const { desk } = this;
    const { current } = desk;
    const before = current?.file;
    if (!current || !before || this.busy) return false;
    this.busy = name;
    this.failure = () => "";
    desk.requestUpdate();
    try {
      current.setFile(await send(before.version));
      return true;
    } catch (error) {
      await this.#refused(error, before, again);
      return false;
    } finally {
      this.busy = "";
      desk.requestUpdate();
    }
  }

  /** @param {unknown} error @param {TicketFile} before @param {() => Promise<boolean>} again */
  async #refused(error, before, again) {
    const { current } = this.desk;
    const problem = error instanceof Problem ? error : new Problem("refused");
    this.failure = this.#why(problem);
    if (problem.status !== 409 || !current) return;
    await current.reread().catch(() => {});
    const now = current.file;
    if (problem.type === "stale-version" && now) this.ask({ kind: "conflict", before, now, again });
    if (problem.type === "taken" && this.holder) {
      this.ask({ kind: "taken", by: this.holder, again: async () => (await this.#take()) && again() });
    }
  }

  /** A sentence for what went wrong. @param {Problem} problem @returns {() => string} */
  #why({ kind, status, detail, retryAfter }) {
    const say = (/** @type {string} */ id, /** @type {import("../widget/words.js").Args} */ args = {}) => () => this.desk.words.say(id, args);
    if (kind === "timeout" || kind === "unreachable") return say(`problem-${kind}`);
    if (status === 401) return say("problem-signed_out");
    if (status === 429) return () => this.desk.words.say("problem-busy", { time: this.desk.words.duration(retryAfter) });
    return () => detail || this.desk.words.say("problem-refused", { status });
  }
}
