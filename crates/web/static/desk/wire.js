// @ts-check
// The shapes that travel between the desk and the service, as far as the desk reads them.

/**
 * @typedef {import("../widget/wire.js").Citation} Citation
 * @typedef {import("../widget/wire.js").Contact} Contact
 * @typedef {import("../widget/wire.js").ContactInfo} ContactInfo
 * @typedef {import("../widget/wire.js").Owner} Owner
 * @typedef {{step_id: string, step_number: number, confidence_score: number | null, safety_warnings: string[],
 *   expected_outcomes: string[], outcome?: string | null}} Step
 * @typedef {{message_id: string, sequence: number, sender: "user" | "assistant" | "system" | "expert", content: string,
 *   message_type: string, timestamp: string, author: string | null, model_used: string | null, confidence: number | null,
 *   citations: Citation[], step_data: Step | null}} Message
 * @typedef {{machine_id: string, name: string | null, model: string | null, serial: string | null, hours: number | null,
 *   location: string | null, updated_at: string}} Machine
 * @typedef {{id: string, ticket_number: string, session_id: string, status: string, priority: string,
 *   escalation_reason: string, session_summary: string, machine_context: Machine | null,
 *   expert_contact_info: ContactInfo, additional_notes: string | null, resolution_notes: string | null,
 *   assigned_expert_id: string | null, assigned_expert_name: string | null, notify_email: string | null,
 *   first_answer_at: string | null, rule_version: string, version: number, created_at: string, updated_at: string,
 *   resolved_at: string | null, language?: string, category?: string | null, machine_model?: string | null,
 *   user_id?: string | null, user_name?: string | null, organization_name?: string | null, match?: Match,
 *   rating?: number | null, rating_comment?: string | null, merged_into?: TicketName | null}} Ticket
 * @typedef {{id: string, ticket_number: string}} TicketName
 * @typedef {{where: string, message_id: string | null, text: string, marks: [number, number][]}} Match
 * @typedef {{id: string, kind: string, actor: string, from: string | null, to: string | null, at: string, reason?: string | null}} TicketEvent
 * @typedef {Ticket & {events: TicketEvent[], merged?: (TicketName & {session_id: string})[]}} TicketFile
 * @typedef {{rule: string, rule_version: string, spans: {start: number, end: number, text: string}[],
 *   inputs: {name: string, value: number}[],
 *   near_miss: {rule: string, value: number, threshold: number, distance: number} | null}} Evidence
 * @typedef {{id: string, trigger_type: string, trigger_value: number | null, triggered_at: string,
 *   escalation_decision: string, decision_reason: string, turn: number, message_id: string | null,
 *   requested_by: string | null, evidence: Evidence}} Trigger
 * @typedef {{attempt: number, recipient: string, outcome: string, detail: string | null, at: string}} Attempt
 * @typedef {{id: string, kind: string, status: string, attempts: number, next_attempt_at: string,
 *   last_error: string | null, recipients: string[], subject: string | null, text: string | null,
 *   delivery_attempts?: Attempt[]}} Mail
 * @typedef {{smtp_configured: boolean, notifications: Mail[]}} Mails
 * @typedef {{session_id: string, user_id: string | null, machine_id: string | null, status: string, language: string,
 *   created_at: string, owner?: Owner, last_event?: number}} Session
 * @typedef {import("../widget/wire.js").Passage} Passage
 * @typedef {{open: number, in_progress: number, waiting_on_user: number}} Counts
 * @typedef {{value: string, name?: string, count: number}} FacetCount
 * @typedef {{total: number, capped: boolean, by: Partial<Record<import("./filter.js").Facet, FacetCount[]>>}} Facets
 * @typedef {{id: string, name: string, query: string, shared: boolean, mine: boolean, position: number}} SavedView
 * @typedef {{total: number, open: number}} TicketCount
 * @typedef {{user_id: string, name: string | null, email: string | null, organization_name: string | null,
 *   role: string | null, language: string | null, time_zone: string | null, tickets: TicketCount, sessions: number,
 *   recent: Ticket[]}} UserCard
 * @typedef {{user: UserCard | null, machine: (Machine & {tickets: TicketCount, recent: Ticket[]}) | null}} Card
 * @typedef {{id: string, name: string, role: string | null, kind: "account" | "contact", available: boolean | null,
 *   languages: string[], categories: string[], open_tickets: number}} Expert
 * @typedef {{id: string, title: string, language: string | null, category: string | null, shortcut: string | null,
 *   text: string, updated_at: string, version: number}} CannedAnswer
 * @typedef {Expert & {auto_assign: boolean}} Skills
 * @typedef {{id: string, name: string, email: string, phone: string | null, hours?: string, specialization?: string,
 *   routes?: string[], languages?: string[], categories?: string[]}} ContactEntry
 * @typedef {{id: string, name: string, scopes: string[], created_at: string, expires_at?: string | null,
 *   last_used_at?: string | null, revoked_at?: string | null}} ApiKey
 * @typedef {{at: string, actor: string, what: string, subject: string, from: string | null, to: string | null}} Change
 * @typedef {{confidence: number, max_steps: number}} Limits
 * @typedef {Limits & {frustrated: Limits | null, default_priority: string, expert_categories: string[],
 *   expert_after_steps: number, reasons: {reason: string, action: string, priority: string}[]}} RulePolicy
 * @typedef {{version: string, languages: string[], policy: RulePolicy, trouble: string | null}} RulesInUse
 * @typedef {{decision: string, reason: string | null, priority: string, frustrated: boolean, distress: boolean,
 *   severity?: string | null, explanation: string, evidence: Evidence}} Judged
 * @typedef {{text: string, model_used: string | null}} Translation
 */

export {};
