// @ts-check
// What is done to a ticket, the questions before it, and what is said when it was refused.
import { Problem } from "../widget/client.js";
import { called, fill, gap, valuesOf } from "./canned.js";
import { everything, askFor } from "./filter.js";
import { Form } from "./form.js";
import { draft, keepDraft, settings } from "./memory.js";

/** @typedef {import("./element.js").HandoverDesk} Desk */
/** @typedef {import("./wire.js").TicketFile} TicketFile */
/** @typedef {import("./wire.js").Citation} Citation */
/** @typedef {(version: number) => Promise<TicketFile>} Send */
/**
 * @typedef {{kind: "help" | "settings" | "resolve" | "hand_back" | "views"} |
 *   import("./canned_view.js").Palette | import("./merge_view.js").Merge |
 *   {kind: "conflict", before: TicketFile, now: TicketFile, again: () => Promise<boolean>} |
 *   {kind: "passage", citation: Citation, opened: import("./wire.js").Passage | null, failed: boolean} |
 *   {kind: "taken", by: string, again: () => Promise<boolean>}} Question
 */

const IN_WORK = ["in_progress", "waiting_on_user"];
/** @type {Record<string, string>} */
const ROUTES = { answer: "messages", note: "notes", take: "take", hand_back: "hand-back", merge: "merge" };
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

  /** The canned answers, since they were last read. @type {import("./wire.js").CannedAnswer[]} */
  #canned = [];

  /** @param {Desk} desk */
  constructor(desk) {
    this.desk = desk;
    /** What is asked for in the dialog. */
    this.form = new Form(desk, "asked");
  }

  reset() {
    this.failure = () => "";
    this.busy = "";
    this.text = "";
  }

  /** @param {Question} question */
  ask(question) {
    this.asking = question;
    this.form = new Form(this.desk, "asked");
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

  /** The same question, further on. @param {Question} question */
  turn(question) {
    this.asking = question;
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

  /**
   * Puts a question away that is answered. Whoever left it before the answer was there may be asked something else by
   * now, which stays.
   * @param {Form} form the one of the question
   */
  finish(form) {
    if (form !== this.form) return;
    this.text = "";
    this.dismiss();
  }

  /** The dialog was closed. Its event comes later than the next key may, and with it the next question. @param {Event} event */
  wasClosed = ({ target }) => {
    if (!(/** @type {HTMLDialogElement} */ (target).open)) this.closed();
  };

  closed = () => {
    this.asking = null;
    this.failure = () => "";
    this.desk.requestUpdate();
  };

  /** Whether that can be done to the open ticket as it stands. @param {"answer" | "note" | "take" | "resolve" | "hand_back" | "reopen" | "merge" | "canned"} what */
  can(what) {
    const status = this.#file?.status ?? "";
    const route = ROUTES[what];
    if (route && !this.desk.service.has(`tickets/{ticket}/${route}`)) return false;
    if (what === "note") return true;
    if (what === "reopen") return status === "resolved";
    if (what === "canned" && !this.desk.service.has("desk/canned-answers")) return false;
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
    const { actsAs, actorName } = this.desk;
    const guess = actsAs ? { status: "in_progress", assigned_expert_id: actsAs, assigned_expert_name: actorName } : {};
    const isDone = await this.#run("take", (version) => this.desk.service.act("take", id, { version, ...this.#actor }), { guess });
    // An account may stand for a contact: its tickets carry that one's id.
    if (isDone && !this.desk.isOpenMode) this.desk.queue.me = this.#file?.assigned_expert_id ?? this.desk.queue.me;
    return isDone;
  }

  /** @param {string} content @param {boolean} waiting whether it is the user's turn now */
  async answer(content, waiting) {
    const id = this.#file?.id ?? "";
    const { current } = this.desk;
    const post = (/** @type {number} */ version) => this.desk.service.act("messages", id, { version, content, waiting, ...this.#actor });
    // In danger nobody has the time to be asked.
    const send = (/** @type {number} */ version) => current?.insist(post, version) ?? post(version);
    if (this.holder) {
      const again = async () => (await this.#take()) && this.#write("answer", send, content);
      this.ask({ kind: "taken", by: this.holder, again });
      return false;
    }
    return this.#write("answer", send, content);
  }

  /** @param {string} text */
  note(text) {
    const id = this.#file?.id ?? "";
    return this.#write("note", () => this.desk.service.act("notes", id, { text }), text);
  }

  /**
   * What is written is shown at once, and the box is free for the next; it comes back when it was refused.
   * @param {import("./memory.js").Kind} kind @param {Send} send @param {string} text
   */
  async #write(kind, send, text) {
    const { current } = this.desk;
    const id = this.#file?.id ?? "";
    const box = () => (this.desk.writing === kind && this.#file?.id === id ? /** @type {HTMLTextAreaElement | null} */ (this.desk.find("#box")) : null);
    const written = box();
    if (written?.value.trim() === text) written.value = "";
    current?.wait({ kind, text });
    const isDone = await this.#run(kind, send, { again: () => this.#write(kind, send, text) });
    if (isDone) current?.settle();
    else current?.wait(null);
    // What was begun meanwhile is not thrown away, even where its box has been left.
    const begun = box()?.value ?? draft(id, kind);
    const rest = begun.trim() === text ? "" : begun;
    if (!isDone) keepDraft(id, kind, rest ? `${text}\n${rest}` : text);
    const left = box();
    if (left && !isDone && left.value !== text) left.value = rest ? `${text}\n${rest}` : text;
    if (isDone) {
      keepDraft(id, kind, rest);
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

  /** @param {Partial<TicketFile>} change */
  change(change) {
    const id = this.#file?.id ?? "";
    return this.#run("change", (version) => this.desk.service.change(id, { version, ...change }), { guess: change });
  }

  /** Gives it to somebody, or to nobody. @param {string} expert */
  assign(expert) {
    const name = this.desk.queue.experts.get(expert) ?? null;
    const id = this.#file?.id ?? "";
    const guess = { assigned_expert_id: expert || null, assigned_expert_name: name };
    const change = { assigned_expert_id: expert || null };
    return this.#run("change", (version) => this.desk.service.change(id, { version, ...change }), { guess });
  }

  /** Opens the palette of canned answers. */
  async offerCanned() {
    if (!this.can("canned")) return;
    this.ask({ kind: "canned", all: null, failed: false, query: "", at: 0 });
    const all = await this.#readCanned();
    if (this.asking?.kind === "canned") this.turn({ ...this.asking, all, failed: all === null });
  }

  async #readCanned() {
    const all = await this.desk.service.canned().catch(() => null);
    this.#canned = all ?? this.#canned;
    return all;
  }

  /** Puts a canned answer into the box where the cursor was. @param {import("./wire.js").CannedAnswer} answer */
  async insert({ text }) {
    this.dismiss();
    await this.desk.write("answer");
    const box = /** @type {HTMLTextAreaElement | null} */ (this.desk.find("#box"));
    if (box) this.#put(box, text, box.selectionStart);
  }

  /** What was typed in the box may end in a shortcut. @param {HTMLTextAreaElement} box */
  expand(box) {
    const before = box.value.slice(0, box.selectionEnd);
    if (before.endsWith("/") && this.can("canned")) void this.#readCanned();
    const found = called(this.#canned, before);
    if (found) this.#put(box, found.answer.text, found.start);
  }

  /** What could not be filled in is selected. @param {HTMLTextAreaElement} box @param {string} text @param {number} start */
  #put(box, text, start) {
    const filled = fill(text, valuesOf(this.desk));
    box.setRangeText(filled, start, box.selectionEnd, "end");
    const missing = gap(filled);
    if (missing) box.setSelectionRange(start + missing[0], start + missing[1]);
    keepDraft(this.#file?.id ?? "", "answer", box.value);
    if (missing) this.desk.say("canned-gap");
  }

  /** Asks which ticket this one is a part of. */
  offerMerge() {
    if (this.can("merge")) this.ask({ kind: "merge", query: "", found: this.#likely, chosen: null });
  }

  /** Tickets that this one could go into: of the same user and machine, or found by words. @param {string} query */
  async findTargets(query) {
    if (this.asking?.kind !== "merge") return;
    this.turn({ ...this.asking, query, found: null });
    const found = query ? await this.#search(query) : this.#likely;
    if (this.asking?.kind === "merge" && this.asking.query === query) this.turn({ ...this.asking, found, chosen: found.length === 1 ? (found[0] ?? null) : null });
  }

  /** @param {string} q */
  async #search(q) {
    const query = askFor({ ...everything("all"), q }, { me: "", isAccount: false });
    query.set("open", "true");
    const page = await this.desk.service.list(query, 10, null).catch(() => ({ tickets: [] }));
    return page.tickets.filter(({ id }) => id !== this.#file?.id);
  }

  get #likely() {
    const { card } = this.desk.current ?? {};
    const known = [...(card?.user?.recent ?? []), ...(card?.machine?.recent ?? [])];
    const open = known.filter(({ id, status }) => OPEN.includes(status) && id !== this.#file?.id);
    return [...new Map(open.map((one) => [one.id, one])).values()];
  }

  /** This ticket becomes a part of another, which is opened then. @param {import("./wire.js").Ticket} target */
  async merge({ ticket_number: into }) {
    const { desk } = this;
    const { id = "", version = 0 } = this.#file ?? {};
    const { form } = this;
    const isDone = await form.run(async () => desk.queue.put(await desk.service.merge(id, { into, version })));
    if (!isDone) return;
    this.finish(form);
    await desk.go(into);
    desk.say("merge-done", { number: into });
  }

  /**
   * Does something to the ticket as it was read. When it is another by now, asks what to do.
   * @param {string} name
   * @param {Send} send
   * @param {{guess?: Partial<TicketFile>, again?: () => Promise<boolean>}} [how] what is shown until the answer is there
   * @returns {Promise<boolean>} whether it is done
   */
  async #run(name, send, { guess, again = () => this.#run(name, send, { guess }) } = {}) {
    const { desk } = this;
    const { current } = desk;
    const before = current?.file;
    if (!current || !before || this.busy) return false;
    this.busy = name;
    this.failure = () => "";
    if (guess) current.expect(guess);
    desk.requestUpdate();
    try {
      current.setFile(await send(before.version));
      return true;
    } catch (error) {
      if (guess) current.takeBack(before);
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
    this.failure = this.why(problem);
    if (problem.status !== 409 || !current) return;
    await current.reread().catch(() => {});
    const now = current.file;
    if (problem.type === "stale-version" && now) this.ask({ kind: "conflict", before, now, again });
    if (problem.type === "taken" && this.holder) {
      this.ask({ kind: "taken", by: this.holder, again: async () => (await this.#take()) && again() });
    }
  }

  /** A sentence for what went wrong. @param {Problem} problem @returns {() => string} */
  why({ kind, status, detail, retryAfter }) {
    const say = (/** @type {string} */ id, /** @type {import("../widget/words.js").Args} */ args = {}) => () => this.desk.words.say(id, args);
    if (kind === "timeout" || kind === "unreachable") return say(`problem-${kind}`);
    if (status === 401) return say("problem-signed_out");
    if (status === 429) return () => this.desk.words.say("problem-busy", { time: this.desk.words.duration(retryAfter) });
    return () => detail || this.desk.words.say("problem-refused", { status });
  }
}
