// @ts-check
// Speaks to the service: one function per route the page uses, and one error type for all of them.

/**
 * @typedef {{document: string, title: string, section: string}} Citation
 * @typedef {{name: string, email: string, phone: string, hours?: string, specialization?: string}} Contact
 * @typedef {{step_id: string, step_number: number, estimated_duration: number, confidence_score: number,
 *   requires_feedback: boolean, safety_warnings: string[], expected_outcomes: string[],
 *   citations?: Citation[]}} StepData
 * @typedef {{decision: "offer" | "escalate", reason: string, ticket_id: string | null,
 *   ticket_number: string | null, contact: Contact | null}} Escalation
 * @typedef {{response: string, session_id: string, model_used: string, success: boolean,
 *   error_message: string | null, message_type: string, step_data: StepData | null,
 *   escalation: Escalation | null}} ChatAnswer
 * @typedef {{role: "user" | "assistant", content: string, timestamp: number}} HistoryEntry
 * @typedef {{message: string, session_id: string | null, user_id: string | null, machine_id: string | null,
 *   language: string, conversation_history: HistoryEntry[]}} ChatRequest
 * @typedef {{workflow_status: "in_progress" | "completed" | "escalated", next_step: ChatAnswer | null,
 *   completion_message: string | null, escalation: Escalation | null}} FeedbackAnswer
 * @typedef {{sender: string, content: string, message_type: string, timestamp: string}} StoredMessage
 * @typedef {{escalation_reason: string, priority: string, additional_notes: string | null}} EscalateRequest
 * @typedef {{primary_contact: Contact, alternative_contacts: Contact[]}} ContactInfo
 * @typedef {{ticket_id: string, ticket_number: string, status: string, expert_contact_info: ContactInfo}} EscalateAnswer
 * @typedef {{status: string, priority: string, expert_contact_info: ContactInfo}} TicketView
 * @typedef {{id: string, kind: string, status: string, attempts: number, next_attempt_at: string | null,
 *   last_error: string | null, recipients: string[], subject: string | null,
 *   text: string | null}} Notification
 * @typedef {{smtp_configured: boolean, notifications: Notification[]}} Notifications
 */

/** After this long the browser gives up; the server ends a turn well before. */
const PATIENCE_MS = 30_000;

/** Why a request brought no answer. */
export class Problem extends Error {
  /**
   * @param {"timeout" | "unreachable" | "refused"} kind
   * @param {string} detail what the server said, fit for people; empty if it said nothing
   * @param {number} status the HTTP status, 0 without one
   */
  constructor(kind, detail = "", status = 0) {
    super(detail || kind);
    this.kind = kind;
    this.detail = detail;
    this.status = status;
  }
}

/**
 * The text of a problem document: `detail` is a string, or for invalid fields a list.
 * @param {any} body
 * @returns {string}
 */
export function detailOf(body) {
  if (typeof body?.detail === "string") return body.detail;
  if (!Array.isArray(body?.detail)) return typeof body?.title === "string" ? body.title : "";
  return body.detail
    .map((/** @type {any} */ item) => {
      const field = Array.isArray(item?.loc) ? item.loc.slice(1).join(".") : "";
      return field ? `${field}: ${item.msg}` : String(item?.msg ?? "");
    })
    .join("\n");
}

/** A key under which the server recognises a repeated request. Works without a secure context too. */
export function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * Paths are relative to the page, so that it works behind any prefix.
 * @param {string} method
 * @param {string} path
 * @param {object} [body]
 * @param {string} [key] idempotency key
 * @returns {Promise<any>}
 */
async function request(method, path, body, key) {
  /** @type {Record<string, string>} */
  // No page of another site can send the second one: it lets a cookie vouch for what is written.
  const headers = { Accept: "application/json", "X-Handover-Request": "1" };
  if (body) headers["Content-Type"] = "application/json";
  if (key) headers["Idempotency-Key"] = key;
  const token = bearer();
  if (token) headers.Authorization = `Bearer ${token}`;

  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), PATIENCE_MS);
  let response, text;
  try {
    const url = new URL(`api/ai/${path}`, document.baseURI);
    response = await fetch(url, { method, headers, body: body && JSON.stringify(body), signal: stop.signal });
    text = await response.text();
  } catch {
    throw new Problem(stop.signal.aborted ? "timeout" : "unreachable");
  } finally {
    clearTimeout(timer);
  }

  const parsed = parse(text);
  if (!response.ok) throw new Problem("refused", detailOf(parsed), response.status);
  if (text && parsed === undefined) throw new Problem("refused", "", response.status);
  return parsed;
}

/** The host's token, kept where the prototype kept it. */
export function bearer() {
  try {
    return localStorage.getItem("token");
  } catch {
    return null;
  }
}

/** @param {string} text */
function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const id = encodeURIComponent;

/** @type {(body: ChatRequest, key: string) => Promise<ChatAnswer>} */
export const sendMessage = (body, key) => request("POST", "chat", body, key);

/** @type {(body: {session_id: string, step_id: string, feedback: string, language: string, user_id: string | null}) => Promise<FeedbackAnswer>} */
export const sendStepFeedback = (body) => request("POST", "chat/step-feedback", body);

/** @type {(body: {user_id: string | null, machine_id: string | null, language: string}) => Promise<{session_id: string}>} */
export const openSession = (body) => request("POST", "sessions", body);

/** @type {(session: string) => Promise<{messages: StoredMessage[]}>} */
export const history = (session) => request("GET", `sessions/${id(session)}/history?limit=500`);

/** @type {(session: string, body: EscalateRequest, key: string) => Promise<EscalateAnswer>} */
export const escalate = (session, body, key) => request("POST", `sessions/${id(session)}/escalate`, body, key);

/** @type {(ticket: string) => Promise<TicketView>} */
export const ticket = (ticket) => request("GET", `tickets/${id(ticket)}`);

/** @type {(ticket: string) => Promise<Notifications>} */
export const notifications = (ticket) => request("GET", `tickets/${id(ticket)}/notifications`);

/** @type {(user: string, body: {name: string | null, email: string | null, organization_name: string | null, role: string | null, language: string}) => Promise<unknown>} */
export const putUser = (user, body) => request("PUT", `users/${id(user)}`, body);
