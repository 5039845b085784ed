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

const word = "Unterwassernetzreinigungsmaschinenhochdruckpumpe";
/** The same with texts as long as they come, in two directions. */
export const LONG = {
  ...TICKET,
  session_summary: `PROBLEM\n${word.repeat(3)} ${"is loud and ".repeat(30)}\nhttps://example.com/${"x".repeat(160)}`,
  additional_notes: "الرجاء الاتصال بالجسر على القناة 12 قبل الساعة 15:00 (+47 55 50 12 34).",
  resolution_notes: "Unloader valve cleaned and reset; 180 bar at the nozzles.",
  assigned_expert_name: word.repeat(3).slice(0, 120),
  user: { name: "Maria Konstantinopoulou-Papadimitriou de la Cruz y Sánchez", organization_name: word.repeat(2) },
  machine: { name: word.repeat(2), model: word, serial: "x".repeat(80), hours: 123_456.75, location: `Frøya, ${word.repeat(2)}` },
  transcript: [
    said("user", `${word.repeat(4)}?`),
    said("assistant", "1. Close the valve.\n2. Wait until the gauge shows zero.\n\n3. Open the filter."),
    said("user", "المضخة تعمل، لكن لا يخرج ماء من الفوهات (HP-2204)."),
    said("expert", "I am on it. ".repeat(40), word.repeat(2)),
    said("system", "Ivy Ødegård has taken the ticket."),
  ],
};
