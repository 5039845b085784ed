// @ts-check
// The way to a person: the offer, the dialog, and the one request that makes the ticket.
import * as api from "./api.js";
import { byId, make, showText } from "./parts.js";
import { say } from "./strings.js";
import { add, addSaid } from "./log.js";
import { sessionId } from "./chat.js";
import * as ticket from "./ticket.js";

/** @typedef {import("./api.js").Escalation} Escalation */
/** @typedef {import("./api.js").EscalateRequest} EscalateRequest */

const DEFAULT_REASON = "user_request";
const DEFAULT_PRIORITY = "medium";

const dialog = /** @type {HTMLDialogElement} */ (byId("escalation"));
const form = /** @type {HTMLFormElement} */ (byId("escalation-form"));
const failure = byId("escalation-failure");
const submit = byId("escalation-submit");
const cancel = byId("escalation-cancel");

let busy = false;
/** The request that was tried last, so that trying it again makes no second ticket. */
let tried = { body: "", key: "" };

/** Starts listening. */
export function start() {
  byId("escalate").addEventListener("click", () => open());
  cancel.addEventListener("click", () => close());
  // Leaving while the ticket is being made would leave the user not knowing whether there is one.
  dialog.addEventListener("cancel", (event) => {
    if (busy) event.preventDefault();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void create();
  });
}

/** Forgets what was filled in. */
export function reset() {
  form.reset();
  failure.textContent = "";
  tried = { body: "", key: "" };
}

/**
 * Shows what an answer says about escalation: an offer to accept, or the ticket that was made.
 * @param {Escalation} escalation
 */
export function show(escalation) {
  removeOffer();
  if (escalation.decision === "offer") return offer(escalation);
  if (!escalation.ticket_id || !escalation.ticket_number) return;
  ticket.show({
    id: escalation.ticket_id,
    number: escalation.ticket_number,
    contact: escalation.contact,
    alternatives: [],
    stopWork: escalation.reason === "safety_concern" ? { contact: escalation.contact } : null,
  });
}

/** @param {Escalation} escalation */
function offer(escalation) {
  const { root, part } = make("offer");
  say(part("why"), `offer-${escalation.reason}`);
  ticket.showOfferContact(part("contact"), escalation.contact);
  part("accept").addEventListener("click", () => open(escalation.reason));
  add(root);
}

const removeOffer = () => document.querySelector(".offer")?.remove();

/** @param {string} [reason] what an offer gave as the reason */
function open(reason) {
  if (reason) field("escalation_reason").value = reason;
  showText(byId("escalation-standing"), ticket.standing());
  dialog.showModal();
}

function close() {
  if (!busy) dialog.close();
}

/** @param {"escalation_reason" | "priority" | "additional_notes"} name */
function field(name) {
  return /** @type {HTMLSelectElement | HTMLTextAreaElement} */ (form.elements.namedItem(name));
}

async function create() {
  if (busy) return;
  /** @type {EscalateRequest} */
  const body = {
    escalation_reason: field("escalation_reason").value || DEFAULT_REASON,
    priority: field("priority").value || DEFAULT_PRIORITY,
    additional_notes: field("additional_notes").value.trim() || null,
  };
  setBusy(true);
  try {
    const id = await sessionId();
    const answer = await api.escalate(id, body, keyFor(id, body));
    reset();
    removeOffer();
    setBusy(false);
    close();
    showCreated(answer, body);
  } catch (error) {
    setBusy(false);
    showFailure(error);
  }
}

/**
 * The same request keeps its key, a changed one gets another.
 * @param {string} id
 * @param {EscalateRequest} body
 */
function keyFor(id, body) {
  const text = JSON.stringify([id, body]);
  if (tried.body !== text) tried = { body: text, key: api.newKey() };
  return tried.key;
}

/** @param {boolean} value */
function setBusy(value) {
  busy = value;
  if (value) failure.textContent = "";
  for (const button of [submit, cancel]) button.setAttribute("aria-disabled", String(value));
  form.setAttribute("aria-busy", String(value));
  say(submit, value ? "escalate-busy" : "escalate-submit");
}

/**
 * @param {api.EscalateAnswer} answer
 * @param {EscalateRequest} body
 */
function showCreated(answer, body) {
  const info = answer.expert_contact_info;
  ticket.show({
    id: answer.ticket_id,
    number: answer.ticket_number,
    contact: info.primary_contact,
    alternatives: info.alternative_contacts,
    stopWork: body.escalation_reason === "safety_concern" ? { contact: info.primary_contact } : null,
  });
  if (answer.status !== "created") addSaid("system", "ticket-added", { number: answer.ticket_number });
  ticket.focus();
}

/** @param {unknown} error */
function showFailure(error) {
  say(failure, "escalate-failed");
  // Some browsers let a second Escape close even a dialog that objects.
  if (!dialog.open) dialog.showModal();
  const detail = error instanceof api.Problem ? error.detail : "";
  if (!detail) return;
  const line = document.createElement("span");
  line.dir = "auto";
  line.textContent = detail;
  failure.append(document.createElement("br"), line);
}
