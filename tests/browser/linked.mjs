// A ticket as the service gives it to whoever has the link to it.

const said = (sender, content, author = null) => ({ sender, author, content, message_type: "text", language: "en", timestamp: "2026-11-22T09:30:07.000000Z" });
/** What is read by a link. */
export const TICKET = {
  ticket_number: "AB-20261122-0042",
  status: "waiting_on_user",
  priority: "high",
  escalation_reason: "user_request",
  session_summary: "PROBLEM\nThe pump is loud.\n<img src=x onerror=alert(1)>",
  additional_notes: "Call before 3 pm.",
  resolution_notes: null,
  assigned_expert_name: "Ivy Ødegård",
  user: { name: "Åse Nordmann", organization_name: "Fjord AS" },
  machine: { name: "Dock washer 3", model: "AutoBoss V4", serial: "AB4-00981", hours: 1234.5, location: "Bergen" },
  created_at: "2026-11-22T09:30:00.000000Z",
  updated_at: "2026-11-22T09:31:00.000000Z",
  resolved_at: null,
  transcript: [said("user", "The pump is loud."), said("assistant", "Close the valve."), said("expert", "I am on it.", "Ivy Ødegård")],
  left_out: 3,
  expires_at: "2026-12-06T09:30:00.000000Z",
};
