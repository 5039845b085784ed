// @ts-check
// One conversation of one person with the service: what is known of it, and what can be done in it. No pictures.
import { Problem } from "./client.js";
import { Delivery } from "./delivery.js";
import { Live } from "./live.js";
import { Memory } from "./memory.js";
import { Presence } from "./presence.js";
import { Rating } from "./rating.js";
import { FEEDBACK, STOPPED, Thread, item } from "./thread.js";

/** @typedef {import("./client.js").Client} Client */
/** @typedef {import("./wire.js").ChatAnswer} ChatAnswer */
/** @typedef {import("./wire.js").Escalation} Escalation */
/** @typedef {import("./wire.js").Owner} Owner */
/** @typedef {import("./wire.js").Ticket} Ticket */
/** @typedef {import("./thread.js").Item} Item */
/** @typedef {{user: string | null, machine: string | null, language: string}} Settings */
/** @typedef {"loading" | "ready" | "closed" | "failed"} Phase */

/** As long as the service says nothing, nobody but the assistant answers. @type {Owner} */
const ASSISTANT = { kind: "assistant" };
const OVER = ["resolved", "closed"];

const path = encodeURIComponent;

/** Fires `change` when there is something to draw, `news` with a message that somebody else has said, `moved` in the queue. */
export class Conversation extends EventTarget {
  /** @type {Phase} */
  phase = "loading";
  /** Why nobody can chat here, a message of the strings. */
  closedWhy = "";
  thread = new Thread();
  owner = ASSISTANT;
  /** @type {Ticket | null} */
  ticket = null;
  /** @type {import("./wire.js").Queue | null} */
  queue = null;
  /** What the rules offer. @type {Escalation | null} */
  offer = null;
  /** Whether work has to stop, and whom to call. @type {{number: string, contact: import("./wire.js").Contact} | null} */
  stopWork = null;
  isOnline = true;
  /** Whether the answer under way can be stopped. */
  canStop = false;
  /** @type {import("./wire.js").Ways | null} */
  ways = null;
  /** @type {import("./wire.js").Machine[]} */
  machines = [];
  /** The session's status, as far as it is known. */
  status = "";
  /** Whether the service says who has the conversation; then it takes all that can be done about a ticket. */
  isKnown = false;
  /** The session being opened. @type {Promise<string> | null} */
  #opening = null;

  /**
   * @param {Client} client
   * @param {string} scope whose conversation it is: the service and the user
   * @param {() => Settings} settings
   */
  constructor(client, scope, settings) {
    super();
    this.client = client;
    this.settings = settings;
    this.memory = new Memory(scope);
    this.delivery = new Delivery(this, scope);
    this.live = new Live(this);
    this.presence = new Presence(this);
    this.rating = new Rating(this);
  }

  /** The session, once there is one. */
  get session() {
    return this.memory.get().session;
  }

  /** Whether a person has the conversation, or is called to it. */
  get isHandedOff() {
    return this.owner.kind !== "assistant";
  }

  /** Whether there is a ticket that is not over. */
  get hasOpenTicket() {
    return this.ticket !== null && !OVER.includes(this.ticket.status);
  }

  /** Whether the help is over, with a ticket or without one. */
  get isOver() {
    return this.ticket ? !this.hasOpenTicket : this.status === "completed";
  }

  changed() {
    this.dispatchEvent(new Event("change"));
  }

  /** @param {boolean} is */
  online(is) {
    if (is === this.isOnline) return;
    this.isOnline = is;
    if (is) this.delivery.hurry();
    this.changed();
  }

  /** Picks up where the last visit ended, or with the conversation that a link names. @param {string} [wanted] */
  async start(wanted = "") {
    this.phase = "loading";
    this.changed();
    try {
      if (wanted && wanted !== this.session) await this.#visit(wanted);
      if (this.session) await this.#restore(this.session);
      this.phase = "ready";
    } catch (error) {
      const problem = error instanceof Problem ? error : new Problem("refused");
      if (problem.kind === "refused" && problem.status !== 429 && problem.status < 500) this.phase = "failed";
      else {
        // What waits can be seen and added to without the service; the rest comes when it is back.
        this.phase = "ready";
        this.online(false);
      }
    }
    await this.delivery.restore();
    if (this.session) this.live.follow(this.session);
    this.changed();
  }

  /** Goes to a conversation, if it is this person's: to name it opens nothing. @param {string} session */
  async #visit(session) {
    const { user } = this.settings();
    const known = await this.client.ask("GET", `ai/sessions/${path(session)}`).catch((error) => {
      if (error instanceof Problem && error.isPassing) throw error;
      return null;
    });
    if (known && (!user || known.user_id === user)) this.memory.set({ session, step: null });
    else this.thread.tell("talk-not_yours");
  }

  /** @param {string} session */
  async #restore(session) {
    try {
      const known = await this.client.ask("GET", `ai/sessions/${path(session)}`);
      this.live.about(known);
      this.stand(known, false);
      await this.#read(session);
      this.online(true);
    } catch (error) {
      if (error instanceof Problem && error.status === 404) this.lose(session);
      else throw error;
    }
  }

  /** Asks how it all stands, for those who are not told. @param {string} session */
  async refresh(session) {
    const known = await this.client.ask("GET", `ai/sessions/${path(session)}`);
    if (session !== this.session) return;
    this.stand(known, true);
    await this.#read(session);
    if (this.isOver && this.rating.given === undefined && known.queue !== undefined) await this.rating.read();
  }

  /** How the session stands. @param {import("./wire.js").Session} known @param {boolean} isNews */
  stand({ status, owner, queue }, isNews) {
    this.status = status;
    if (owner) {
      this.isKnown = true;
      this.setOwner(owner, isNews);
    }
    this.setQueue(queue ?? null);
  }

  /** Reads what was said, and the ticket. @param {string} session */
  async #read(session) {
    const { messages } = await this.client.ask("GET", `ai/sessions/${path(session)}/history?limit=500`);
    if (session !== this.session) return;
    for (const message of messages) this.take(message, this.phase === "ready");
    if (this.live.tells) return;
    const { tickets } = await this.client.ask("GET", `ai/tickets?session_id=${path(session)}&limit=1`);
    if (session === this.session) this.setTicket(tickets[0] ?? null);
  }

  /**
   * @param {import("./wire.js").StoredMessage} message
   * @param {boolean} isNews
   */
  take(message, isNews) {
    const kept = this.memory.get().step;
    if (!message.step_data && kept?.text === message.content) message.step_data = kept.data;
    const fresh = this.thread.take(message);
    if (fresh && isNews && fresh.sender !== "user") this.news(fresh);
    if (message.sender === "expert") this.presence.spoke();
    this.changed();
  }

  /** @param {Item} one */
  news(one) {
    this.dispatchEvent(new CustomEvent("news", { detail: one }));
  }

  /**
   * @param {Owner} owner
   * @param {boolean} isNews
   */
  setOwner(owner, isNews) {
    const before = this.owner;
    this.owner = owner;
    if (before.kind === owner.kind && before.expert_name === owner.expert_name) return;
    if (isNews && owner.kind === "expert" && owner.expert_name) {
      this.thread.tell("talk-taken", { name: owner.expert_name });
    }
    if (isNews && owner.kind === "assistant" && before.kind !== "assistant" && this.hasOpenTicket) {
      this.thread.tell("talk-handed_back");
    }
    if (owner.kind !== "queue") this.queue = null;
    this.changed();
  }

  /** @param {Ticket | null} ticket */
  setTicket(ticket) {
    const wasOpen = this.hasOpenTicket;
    this.ticket = ticket;
    // The expert's help is rated apart from what was before it.
    if (wasOpen && !this.hasOpenTicket && this.rating.given) void this.rating.read();
    if (ticket) {
      this.offer = null;
      this.thread.placeTicket(ticket.id, new Date(ticket.created_at ?? Date.now()));
    }
    // Where nobody tells who has the conversation, the ticket does.
    if (!this.isKnown) this.setOwner(ownerBy(ticket), true);
    this.#pin(ticket);
    this.changed();
  }

  /** Keeps the stop-work banner as long as its ticket is open. @param {Ticket | null} ticket */
  #pin(ticket) {
    if (!ticket || !this.hasOpenTicket) {
      this.stopWork = null;
    } else if (ticket.escalation_reason === "safety_concern" || this.memory.get().stopped === ticket.id) {
      const contact = this.stopWork?.contact ?? ticket.expert_contact_info.primary_contact;
      this.stopWork = { number: ticket.ticket_number, contact };
    }
  }

  /** @param {import("./wire.js").Queue | null} queue */
  setQueue(queue) {
    const before = this.queue;
    this.queue = this.owner.kind === "queue" ? queue : null;
    const { position } = this.queue ?? {};
    if (before && position && before.position !== position) this.dispatchEvent(new CustomEvent("moved", { detail: position }));
  }

  /** The session of this conversation, opened when there is none yet: never two at once. */
  ensureSession() {
    if (this.session) return Promise.resolve(this.session);
    this.#opening ??= this.#open().finally(() => {
      this.#opening = null;
    });
    return this.#opening;
  }

  async #open() {
    const { user, machine, language } = this.settings();
    const body = { user_id: user, machine_id: machine, language };
    const { session_id: session } = await this.client.ask("POST", "ai/sessions", { body });
    this.memory.set({ session });
    this.live.follow(session);
    return session;
  }

  /** The service does not know a session any more. @param {string} session */
  lose(session) {
    if (this.session !== session) return;
    this.live.end();
    this.memory.set({ session: null, step: null });
    this.#forget();
    this.thread.items = this.thread.items.filter((one) => one.delivery && !one.id);
    this.changed();
  }

  #forget() {
    this.presence.end();
    this.rating.told(undefined);
    Object.assign(this, { owner: ASSISTANT, ticket: null, queue: null, offer: null, stopWork: null, status: "" });
  }

  /** @param {string} text */
  async say(text) {
    this.offer = null;
    this.memory.set({ step: null });
    const { machine, language } = this.settings();
    await this.delivery.accept(text, { machine, language });
  }

  /**
   * An answer to a message came.
   * @param {ChatAnswer} answer
   * @param {Item | null} asked the message
   * @param {Item | null} streamed what was shown of the answer so far
   */
  answered(answer, asked, streamed) {
    if (asked && answer.user_message_id) this.thread.identify(asked, answer.user_message_id);
    const isStopped = answer.model_used === STOPPED;
    if (answer.model_used === "superseded" || (isStopped && !answer.response.trim())) {
      if (streamed) this.thread.remove(streamed);
      if (isStopped) this.thread.tell("talk-stopped");
      this.changed();
      return;
    }
    const isNotice = answer.escalation?.decision === "escalate" || answer.model_used === "handoff";
    const sender = isNotice ? "system" : answer.success ? "assistant" : "failure";
    const shown = streamed ?? this.#shown(answer) ?? this.thread.insert(item({ sender }));
    if (!shown.id) Object.assign(shown, { sender, text: answer.response, isStreaming: false, isStopped });
    shown.step = answer.step_data ?? shown.step;
    shown.citations = answer.citations ?? answer.step_data?.citations ?? shown.citations;
    if (answer.message_id) this.thread.identify(shown, answer.message_id);
    if (answer.step_data) this.memory.set({ step: { text: answer.response, data: answer.step_data } });
    this.news(shown);
    this.#decided(answer.escalation);
    if (answer.queue) this.setQueue(answer.queue);
    if (this.session) this.live.nudge();
    this.changed();
  }

  /** The answer may be here already: by an event, or because two requests got the same one. @param {ChatAnswer} answer */
  #shown({ message_id: id, response }) {
    if (id) return this.thread.items.find((one) => one.id === id);
    const last = this.thread.items.findLast((one) => one.sender !== "user" && !one.note && !one.isTicket);
    const isRecent = last && Date.now() - last.at.getTime() < 60_000;
    return isRecent && last.text === response ? last : undefined;
  }

  /** @param {Escalation | null | undefined} escalation */
  #decided(escalation) {
    if (!escalation) return;
    if (escalation.decision === "offer") {
      this.offer = this.hasOpenTicket ? null : escalation;
      return;
    }
    this.offer = null;
    const { ticket_id: id, ticket_number: number, contact, reason } = escalation;
    if (!id || !number || !contact) return;
    this.#made({ id, number, reason, priority: reason === "safety_concern" ? "urgent" : "" }, contact, []);
  }

  /**
   * A ticket as far as the answer that made it tells; the rest is read afterwards.
   * @param {{id: string, number: string, reason: string, priority: string}} made
   * @param {import("./wire.js").Contact} contact
   * @param {import("./wire.js").Contact[]} alternatives
   */
  #made({ id, number, reason, priority }, contact, alternatives) {
    const known = this.ticket?.id === id ? this.ticket : null;
    const expert_contact_info = { primary_contact: contact, alternative_contacts: alternatives };
    const ticket = known ?? { id, ticket_number: number, status: "open", priority, resolution_notes: null };
    if (reason === "safety_concern") {
      // A hazard may come after the ticket was made for another reason, which it keeps.
      this.memory.set({ stopped: id });
      this.stopWork = { number, contact };
    }
    this.setTicket({ ...ticket, escalation_reason: known?.escalation_reason ?? reason, expert_contact_info });
    if (!this.isHandedOff) this.setOwner({ kind: "queue" }, false);
    this.live.nudge();
    this.dispatchEvent(new CustomEvent("ticket", { detail: { id, number } }));
  }

  /**
   * How a step went. Fails when it could not be told.
   * @param {import("./wire.js").StepData} step
   * @param {string} feedback
   */
  async answerStep(step, feedback) {
    const { user, language } = this.settings();
    const body = { session_id: this.session, step_id: step.step_id, feedback, language, user_id: user };
    /** @type {import("./wire.js").FeedbackAnswer} */
    const answer = await this.client.ask("POST", "ai/chat/step-feedback", { body });
    this.online(true);
    step.requires_feedback = false;
    this.memory.set({ step: null });
    const isTold = this.thread.items.some((one) => one.id && one.sender === "user" && one.text === feedback
      && one.at.getTime() > Date.now() - 30_000);
    if (FEEDBACK.includes(feedback) && !isTold) this.thread.insert(item({ sender: "user", text: feedback }));
    if (answer.next_step) this.answered(answer.next_step, null, null);
    if (answer.completion_message) {
      const sender = answer.workflow_status === "escalated" ? "system" : "assistant";
      const text = answer.completion_message;
      if (!this.#shown(/** @type {any} */ ({ response: text }))) this.news(this.thread.insert(item({ sender, text })));
    }
    this.#decided(answer.escalation);
    this.live.nudge();
    this.changed();
  }

  /**
   * Makes a ticket, or adds to the one there is.
   * @param {import("./wire.js").EscalateRequest} body
   * @param {string} key
   * @returns {Promise<import("./wire.js").EscalateAnswer>}
   */
  async escalate(body, key) {
    const session = await this.ensureSession();
    /** @type {import("./wire.js").EscalateAnswer} */
    const answer = await this.client.ask("POST", `ai/sessions/${path(session)}/escalate`, { body, key });
    this.online(true);
    const { primary_contact: contact, alternative_contacts: others } = answer.expert_contact_info;
    const about = { id: answer.ticket_id, number: answer.ticket_number, reason: body.escalation_reason };
    this.#made({ ...about, priority: body.priority }, contact, others);
    if (answer.queue) this.setQueue(answer.queue);
    if (answer.status !== "created") this.thread.tell("ticket-added", { number: answer.ticket_number });
    this.changed();
    return answer;
  }

  /** "I solved it": the expert need not come. */
  async cancelEscalation() {
    const ticket = await this.client.ask("POST", `ai/sessions/${path(this.session ?? "")}/cancel-escalation`, { body: {} });
    this.setOwner(ASSISTANT, false);
    this.setTicket(ticket);
  }

  /** "Tell me by e-mail instead". @param {string} email */
  async notify(email) {
    await this.client.ask("PUT", `ai/sessions/${path(this.session ?? "")}/notify`, { body: { email } });
    if (this.ticket) this.setTicket({ ...this.ticket, notify_email: email });
  }

  /** Stops the answer that is being made. */
  async stop() {
    this.canStop = false;
    this.changed();
    await this.client.ask("POST", `ai/sessions/${path(this.session ?? "")}/stop`, { body: {} }).catch(() => {});
  }

  /** Begins a new conversation, and forgets what is owed in the old one. */
  async fresh() {
    this.live.end();
    await this.delivery.forget();
    this.thread = new Thread();
    this.#forget();
    this.memory.set({ session: null, step: null });
    this.phase = "ready";
    this.changed();
  }

  /** Reads the machines of the user; without them there is nothing to choose. */
  async readMachines() {
    const { user } = this.settings();
    if (!user) return;
    const answer = await this.client.ask("GET", `ai/users/${path(user)}/machines`).catch(() => null);
    this.machines = answer?.machines ?? [];
    this.changed();
  }

  /** Ends every request and timer; what is owed stays in the browser. */
  end() {
    this.live.end();
    this.delivery.end();
    this.presence.end();
  }
}

/** @param {Ticket | null} ticket @returns {Owner} */
function ownerBy(ticket) {
  if (!ticket || OVER.includes(ticket.status)) return ASSISTANT;
  if (ticket.status === "open") return { kind: "queue" };
  return { kind: "expert", expert_name: ticket.assigned_expert_name ?? null };
}
