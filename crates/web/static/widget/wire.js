// @ts-check
// The shapes that travel between the chat and the service, as far as the chat reads them.

/**
 * @typedef {{document: string, title: string, section: string, passage?: number | null}} Citation
 * @typedef {{title: string, heading: string, language: string, notice: string | null, text: string}} Passage
 * @typedef {{name: string, email: string, phone: string, hours?: string, specialization?: string}} Contact
 * @typedef {{step_id: string, step_number: number, estimated_duration: number, confidence_score: number | null,
 *   requires_feedback: boolean, safety_warnings: string[], expected_outcomes: string[],
 *   citations?: Citation[]}} StepData
 * @typedef {{decision: "offer" | "escalate", reason: string, ticket_id: string | null,
 *   ticket_number: string | null, contact: Contact | null}} Escalation
 * @typedef {{response: string, session_id: string, model_used: string, success: boolean,
 *   message_type: string, step_data: StepData | null, escalation: Escalation | null,
 *   message_id?: string | null, user_message_id?: string | null, citations?: Citation[], queue?: Queue | null}} ChatAnswer
 * @typedef {{workflow_status: "in_progress" | "completed" | "escalated", next_step: ChatAnswer | null,
 *   completion_message: string | null, escalation: Escalation | null}} FeedbackAnswer
 * @typedef {"user" | "assistant" | "system" | "expert"} Sender
 * @typedef {{message_id: string, sender: Sender, content: string, message_type: string, timestamp: string,
 *   sequence?: number, author?: string | null, model_used?: string | null, confidence?: number | null, citations?: Citation[],
 *   step_data?: StepData | null}} StoredMessage
 * @typedef {{kind: "assistant" | "queue" | "expert", expert_id?: string | null, expert_name?: string | null}} Owner
 * @typedef {{position: number, waiting: number, expected_seconds: number | null, at_most_seconds: number | null,
 *   nobody_available: boolean}} Queue
 * @typedef {{primary_contact: Contact, alternative_contacts: Contact[]}} ContactInfo
 * @typedef {{id: string, ticket_number: string, status: string, priority: string, expert_contact_info: ContactInfo,
 *   escalation_reason: string, resolution_notes: string | null, created_at?: string, assigned_expert_name?: string | null,
 *   notify_email?: string | null}} Ticket
 * @typedef {{ticket_id: string, ticket_number: string, status: string, expert_contact_info: ContactInfo,
 *   queue?: Queue | null}} EscalateAnswer
 * @typedef {{escalation_reason: string, priority: string, additional_notes: string | null}} EscalateRequest
 * @typedef {{session_id: string, user_id?: string | null, status: string, machine_id: string | null, owner?: Owner, last_event?: number,
 *   queue?: Queue | null}} Session
 * @typedef {Session & {ticket: Ticket | null, rating?: number | null}} SessionEvent
 * @typedef {{machine_id: string, name?: string | null, model?: string | null}} Machine
 * @typedef {{sign_in: boolean, visitors: boolean, signed_in: boolean, sample_contacts?: boolean}} Ways
 * @typedef {{id: string, status: string, attempts: number, last_error: string | null, recipients: string[],
 *   subject: string | null, text: string | null}} Mail
 * @typedef {{smtp_configured: boolean, notifications: Mail[]}} Mails
 */

export {};
