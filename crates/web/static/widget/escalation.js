// @ts-check
// Asking for a person: what is filled in, and the request, which makes one ticket however often it is tried.
import { Problem, randomHex } from "./client.js";
import { emptyForm } from "./dialogs.js";

/** @typedef {import("./element.js").HandoverChat} Chat */

export class Escalation {
  form = emptyForm();
  isBusy = false;
  /** The sentences that say why there is no ticket. @type {() => string[]} */
  failure = () => [];
  /** The request that was tried last, so that trying it again makes no second ticket. */
  #tried = { body: "", key: "" };

  /** @param {Chat} chat */
  constructor(chat) {
    this.chat = chat;
  }

  /** @param {string} [reason] what an offer gave as the reason */
  open(reason) {
    if (typeof reason === "string") this.form.reason = reason;
    if (this.form.reason === "safety_concern") this.form.priority = "urgent";
    this.chat.requestUpdate();
    void this.chat.showDialog("#escalation");
  }

  clear() {
    this.form = emptyForm();
  }

  /** @param {SubmitEvent} event */
  send = async (event) => {
    event.preventDefault();
    if (this.isBusy) return;
    const { chat } = this;
    const { reason, priority, notes } = this.form;
    const body = { escalation_reason: reason, priority, additional_notes: notes.trim() || null };
    this.isBusy = true;
    this.failure = () => [];
    chat.requestUpdate();
    try {
      await chat.talk.escalate(body, this.#keyFor(JSON.stringify([chat.talk.session, body])));
      this.isBusy = false;
      this.clear();
      chat.focusedBefore = null;
      chat.dismiss();
      if (chat.notify) void window.Notification?.requestPermission?.();
      void chat.list.toEnd();
      await chat.updateComplete;
      chat.find("#ticket-number")?.focus();
    } catch (error) {
      this.isBusy = false;
      const why = error instanceof Problem && error.kind === "refused" ? chat.why(error) : () => "";
      this.failure = () => [chat.words.say("escalate-failed"), why()].filter(Boolean);
      // Some browsers let a second Escape close even a dialog that objects.
      void chat.showDialog("#escalation");
    }
    chat.requestUpdate();
  };

  /** The same request keeps its key, a changed one gets another. @param {string} body */
  #keyFor(body) {
    if (this.#tried.body !== body) this.#tried = { body, key: randomHex(16) };
    return this.#tried.key;
  }
}
