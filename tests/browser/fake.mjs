// A service that says what a test or a picture needs: every answer the chat reads, given inside the browser.

const DAY = "2026-11-23T";
export const SESSION = "0d9f8a52-6a0b-4f43-9a57-0f3f0a4b7a01";
const TICKET = "0d9f8a52-6a0b-4f43-9a57-0f3f0a4b7a02";
const uuid = (number) => `0d9f8a52-6a0b-4f43-9a57-${String(number).padStart(12, "0")}`;

/** What is said in a picture: a fault in the words of a language. */
export const TALK = {
  en: {
    fault: "The pump runs, but no water comes out of the nozzles.",
    step: "Stop the engine and relieve the pressure. Unscrew the suction filter and look at the mesh: sand or scale stops the water.",
    warnings: ["Pressure can hurt: wait until the gauge shows zero.", "Wear gloves and eye protection."],
    outcomes: ["The mesh is clean and lets light through.", "Water reaches the nozzles after half a minute."],
    title: "No water at the nozzles",
    section: "Check the suction filter",
    plea: "Nothing works. Get me someone, please.",
    expert: "Hello Nikos, Maria here. Does the gauge move at all when you open the unloader valve? Part no. HP-2204 sometimes sticks.",
    reply: "It jumps to 40 bar and falls back at once.",
    machine: { name: "Net cleaner 3", model: "AutoBoss X2" },
    solved: "Unloader valve cleaned and reset; 180 bar at the nozzles.",
    contact: { name: "Hydraulics desk", hours: "Monday to Friday, 8:00–18:00", specialization: "Pumps and pressure" },
    passage: "The suction filter sits between tank and pump. Turn it a quarter to the left and pull. Rinse the mesh with fresh water from the inside out.\n\nA torn mesh must be replaced: sand would grind the seals within hours.",
    expert_name: "Maria Papadaki",
    notes: "Please call the bridge, channel 12.",
  },
  ar: {
    fault: "المضخة تعمل، لكن لا يخرج ماء من الفوهات.",
    step: "أوقف المحرك وفرّغ الضغط. فك مرشح السحب وافحص الشبكة: الرمل أو الترسبات تمنع مرور الماء.",
    warnings: ["الضغط قد يسبب إصابة: انتظر حتى يشير المقياس إلى الصفر.", "ارتدِ القفازات ونظارات الوقاية."],
    outcomes: ["الشبكة نظيفة وتسمح بمرور الضوء.", "يصل الماء إلى الفوهات بعد نصف دقيقة."],
    title: "لا ماء عند الفوهات",
    section: "افحص مرشح السحب",
    plea: "لا شيء ينفع. أريد التحدث إلى شخص من فضلكم.",
    expert: "مرحبًا، أنا ماريا. هل يتحرك المقياس عندما تفتح صمام التفريغ؟ القطعة رقم HP-2204 تعلق أحيانًا.",
    reply: "يقفز إلى 40 bar ثم يهبط فورًا.",
    machine: { name: "منظف الشباك 3", model: "AutoBoss X2" },
    solved: "تم تنظيف صمام التفريغ وضبطه؛ 180 bar عند الفوهات.",
    contact: { name: "قسم الهيدروليك", hours: "من الاثنين إلى الجمعة، 8:00–18:00", specialization: "المضخات والضغط" },
    passage: "يقع مرشح السحب بين الخزان والمضخة. أدره ربع دورة إلى اليسار ثم اسحبه. اشطف الشبكة بماء عذب من الداخل إلى الخارج.\n\nيجب استبدال الشبكة الممزقة.",
    expert_name: "Maria Papadaki",
    notes: "الرجاء الاتصال بالجسر على القناة 12.",
  },
};

/** The world of a fake service. `say` are the words of TALK, or anything of that form. */
export function world(say) {
  const contact = { email: "hydraulics@support.example", phone: "+47 55 50 12 34", ...say.contact };
  const citation = { document: "no-water", title: say.title, section: say.section, passage: 2 };
  const it = { say, events: [], online: true, sample: false };
  let sequence = 0;
  const message = (sender, content, more = {}) => ({
    message_id: uuid(100 + ++sequence),
    session_id: SESSION,
    sequence,
    sender,
    content,
    message_type: "text",
    language: "en",
    timestamp: `${DAY}09:${String(10 + sequence).padStart(2, "0")}:00Z`,
    metadata: null,
    author: null,
    model_used: null,
    confidence: null,
    citations: [],
    step_data: null,
    ...more,
  });
  const step = (open = true) => ({
    step_id: uuid(50),
    step_number: 1,
    estimated_duration: 10,
    confidence_score: 0.82,
    requires_feedback: open,
    safety_warnings: say.warnings,
    expected_outcomes: say.outcomes,
    citations: [citation],
  });
  it.contact = contact;
  it.ticket = (more = {}) => ({
    id: TICKET,
    ticket_number: "AB-20261123-0007",
    session_id: SESSION,
    status: "open",
    priority: "high",
    escalation_reason: "user_request",
    session_summary: "",
    expert_contact_info: {
      primary_contact: contact,
      alternative_contacts: [{ ...contact, name: `${contact.name} 2`, phone: "+47 55 50 12 35" }],
    },
    resolution_notes: null,
    assigned_expert_id: null,
    assigned_expert_name: null,
    notify_email: null,
    rating: null,
    rating_comment: null,
    created_at: `${DAY}09:20:00Z`,
    ...more,
  });
  it.message = message;
  it.step = step;
  it.citation = citation;
  it.session = { session_id: SESSION, status: "active", language: "en", machine_id: null, owner: { kind: "assistant", expert_id: null, expert_name: null }, ticket: null, queue: null, rating: null };
  it.messages = [];
  it.machines = [{ machine_id: "net-3", ...say.machine }, { machine_id: "net-4", name: "Net cleaner 4", model: null }];
  it.answer = { response: say.step, session_id: SESSION, model_used: "embedded", success: true, message_type: "diagnostic_step", step_data: step(), escalation: null };
  it.escalate = { ticket_id: TICKET, ticket_number: "AB-20261123-0007", status: "created", message: "", expert_contact_info: it.ticket().expert_contact_info };
  it.notice = (decision, reason) => ({ decision, reason, ticket_id: decision === "offer" ? null : TICKET, ticket_number: decision === "offer" ? null : "AB-20261123-0007", contact });
  return it;
}

const stream = (events) => events.map(({ event, id, data }) => `${id ? `id: ${id}\n` : ""}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`).join("");

/** Puts the world between the page and the service at `origin`; files still come from there. */
export async function fake(page, origin, it) {
  const json = (route, body, status = 200) =>
    route.fulfill({ status, contentType: "application/json", body: JSON.stringify(body), headers: { "Access-Control-Allow-Origin": "*", "Access-Control-Allow-Headers": "*", "Access-Control-Allow-Methods": "*" } });
  await page.route(`${origin}/api/**`, async (route) => {
    const request = route.request();
    const path = new URL(request.url()).pathname.replace("/api/", "");
    if (!it.online) return route.abort("connectionrefused");
    if (request.method() === "OPTIONS") return json(route, {});
    if (path === "auth/ways") return json(route, it.ways ?? { sign_in: false, visitors: true, signed_in: false, sample_contacts: it.sample });
    if (path === "ai/chat") {
      if (it.hold) await it.hold;
      if (it.refusal) return json(route, it.refusal, it.refusal.status);
      return json(route, it.answer);
    }
    if (path === "ai/chat/step-feedback") return it.feedback ? json(route, it.feedback) : json(route, { detail: "no" }, 500);
    if (path === "ai/sessions") return json(route, { session_id: SESSION, status: "created" }, 201);
    if (path.endsWith("/history")) {
      if (it.holdHistory) await it.holdHistory;
      return it.broken ? json(route, { detail: "broken", status: 403 }, 403) : json(route, { session_id: SESSION, messages: it.messages, total_messages: it.messages.length });
    }
    if (path.endsWith("/escalate")) return it.escalate ? json(route, it.escalate, 201) : json(route, { detail: "The desk is closed." }, 503);
    if (path.endsWith("/events")) {
      const events = [{ event: "session", data: { ...it.session, last_event: 0 } }, ...it.events];
      return route.fulfill({ status: 200, contentType: "text/event-stream", body: stream(events), headers: { "Access-Control-Allow-Origin": "*" } });
    }
    if (path.endsWith("/machines")) return json(route, { user_id: "u", machines: it.machines, count: it.machines.length });
    if (path.startsWith("ai/knowledge/passage")) return it.say.passage ? json(route, { document: it.citation.document, passage: 2, title: it.say.title, language: "en", notice: it.say.notes, heading: it.say.section, text: it.say.passage }) : json(route, {}, 404);
    if (path.endsWith("/rating")) {
      if (request.method() === "PUT") it.given = { ...request.postDataJSON(), about: "expert", at: `${DAY}09:29:00Z` };
      return it.given ? json(route, it.given) : json(route, { detail: "Not Found" }, 404);
    }
    if (path.endsWith("/notifications")) return json(route, it.mails ?? { smtp_configured: false, notifications: [] });
    if (path.startsWith("ai/tickets")) return json(route, { tickets: it.session.ticket ? [it.session.ticket] : [], next_cursor: null });
    if (path === `ai/sessions/${SESSION}`) return json(route, { ...it.session, last_event: 0 });
    if (request.method() !== "GET") return path.endsWith("cancel-escalation") ? json(route, it.ticket({ status: "resolved" })) : json(route, null, 200);
    return json(route, { detail: "Not Found" }, 404);
  });
}

/** Makes the browser remember that there is a session, as after a reload. */
export const remember = (page, origin, user = "", more = {}) =>
  page.addInitScript(
    ([key, value]) => localStorage.setItem(key, value),
    [`handover.chat ${origin}/ ${user}`, JSON.stringify({ session: SESSION, ...more })],
  );
