// @ts-check
// The shapes that travel between the page of insight and the service, as far as the page reads them.

/**
 * @typedef {{count: number, p10: number | null, p25: number | null, p50: number | null, p75: number | null,
 *   p90: number | null, p95: number | null, max: number | null}} Quantiles seconds; null where nothing was counted
 * @typedef {{count: number, mean: number | null, by: number[], marks?: string[]}} Ratings how often 1, 2 … 5 was given
 * @typedef {{from: string, to: string, time_zone: string, as_of: string | null}} Period
 * @typedef {{sessions: number, resolved_by_assistant: number, deflection_rate: number | null, escalated: number,
 *   escalation_rate: number | null, by_reason: {reason: string, count: number, mark?: string}[],
 *   time_to_first_answer: Quantiles, time_to_resolution: Quantiles,
 *   tickets: {opened: number, resolved: number, reopened: number, reopen_rate: number | null, cancelled_by_user: number},
 *   ratings?: {assistant: Ratings, handoff: Ratings, expert: Ratings}}} Figures
 * @typedef {Period & Figures & {previous?: Figures & Partial<Period>, marks?: Record<string, string>,
 *   choices?: {machine_models: string[], languages: string[]}}} Overview
 * @typedef {{date: string, sessions: number, escalated: number, deflected: number, by_reason: Record<string, number>,
 *   time_to_first_answer_p50: number | null, time_to_first_answer_p90: number | null, mark?: string}} Point
 * @typedef {Period & {points: Point[], previous?: {points: Point[]}}} Trend
 * @typedef {{id: string, kind: "category" | "rule" | "outcome", label?: string, reason?: string | null, mark?: string}} FlowNode
 * @typedef {{source: string, target: string, count: number, mark?: string}} FlowLink
 * @typedef {Period & {nodes: FlowNode[], links: FlowLink[]}} Flow
 * @typedef {{weekday: number, hour: number, count: number, value: number | null, mark?: string}} Cell
 * @typedef {Period & {cells: Cell[]}} Heat
 * @typedef {{from: number, to: number | null, count: number, mark?: string}} Bucket
 * @typedef {{group: string, quantiles: Quantiles, histogram: Bucket[], mark?: string}} Group
 * @typedef {Period & {groups: Group[], previous?: {groups: Group[]}}} Waiting
 * @typedef {{step: number, instruction: string, tried: number, worked: number, failed: number, partially: number,
 *   unclear: number, fail_rate: number | null, mark?: string}} Step
 * @typedef {{problem: string, title: string | null, sessions: number, steps: Step[], escalated_after: number, mark?: string}} ProblemSteps
 * @typedef {Period & {problems: ProblemSteps[]}} Steps
 * @typedef {{rule: string, reason: string | null, fired: number, offered: number, forced: number, accepted: number, ignored: number,
 *   too_late: number, needless: number, precision_hint: number | null, trend: number[], mark?: string,
 *   marks?: Record<string, string>}} Rule
 * @typedef {Period & {rules: Rule[]}} Rules
 * @typedef {{id: string, label: string, questions: number, sessions: number, first_at: string, last_at: string,
 *   mean_confidence: number | null, languages: Record<string, number>, examples: {session_id: string, message_id: string, text: string}[],
 *   resolutions: {ticket_number: string, text: string}[], mark?: string}} Gap
 * @typedef {Period & {groups: Gap[]}} Gaps
 * @typedef {{date: string, sent: number, waiting: number, dead: number, deferred: number}} MailDay `deferred` counts attempts
 * @typedef {Period & {sent: number, dead: number, waiting: number, deferred_attempts: number, oldest_waiting?: string | null,
 *   time_to_delivery: Quantiles, by_day: MailDay[]}} Mail
 * @typedef {{session_id: string, created_at: string, language: string, machine_model: string | null, reason: string | null,
 *   outcome: string | null, ticket_number: string | null, problem: string | null}} Transcript
 * @typedef {{sessions: Transcript[], next_cursor: string | null}} Transcripts
 * @typedef {{id: string, problem_description: string, solution: string, tags: string[], language?: string | null,
 *   machine_version?: string | null, verified: boolean, verified_by?: string | null, author?: string | null,
 *   origin?: {ticket_number: string} | null, created_at: string, updated_at?: string, version?: number}} Lesson
 * @typedef {{expert_knowledge: Lesson[], next_cursor: string | null}} Lessons
 * @typedef {{from: string, to: string, all_sessions: number, sessions: number, questions: number, mean_confidence: number | null,
 *   escalated: number, escalation_rate: number | null, deflection_rate: number | null}} EffectSide sessions with badly answered
 *   questions about the matter of an article
 * @typedef {{knowledge_id: string, title: string, since: string, days: number, before: EffectSide, after: EffectSide}} Effect
 * @typedef {{overview: Overview, trend: Trend, flow: Flow, heat: Heat, waiting: Waiting, steps: Steps, rules: Rules, gaps: Gaps,
 *   mail: Mail, lessons: Lessons}} Answers
 */

export {};
