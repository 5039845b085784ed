// Pictures of every view of the desk, on a server in open mode: `make screenshots` leaves them in docs/img.
import { launch } from "./chromium.mjs";
import { takePictures } from "./pictures.mjs";

const origin = process.env.HANDOVER_URL;

async function ask(method, path, body) {
  const headers = { "Content-Type": "application/json" };
  const response = await fetch(`${origin}/api/ai/${path}`, { method, headers, body: body && JSON.stringify(body) });
  if (!response.ok) throw new Error(`${method} ${path}: ${await response.text()}`);
  const text = await response.text();
  return text ? JSON.parse(text) : null;
}

/** A ticket after a conversation. @returns its number and session */
async function ticket({ user, language, says, reason, priority, notes = null, machine = null }) {
  const { session_id: session } = await ask("POST", "sessions", { user_id: user, language, machine_id: machine });
  for (const message of says) await ask("POST", "chat", { message, user_id: user, language, session_id: session });
  const body = { escalation_reason: reason, priority, additional_notes: notes };
  return { session, number: (await ask("POST", `sessions/${session}/escalate`, body)).ticket_number };
}

/** A morning's work. @returns the ticket that is looked at */
async function morning() {
  await ask("PUT", "machines/net-3", { user_id: "nikos", name: "Net cleaner 3", model: "AutoBoss X2", serial: "AB2-10442", hours: 1830.5, location: "Frøya, site 7" });
  await ticket({ user: "lars", language: "no", says: ["Hydraulikkoljen blir for varm etter ti minutter"], reason: "low_confidence", priority: "low" });
  await ticket({ user: "ayse", language: "tr", says: ["Pompa çalışıyor ama memelerden su gelmiyor"], reason: "complex_issue", priority: "medium", machine: "net-3" });
  await ticket({ user: "maria", language: "el", says: ["Η αντλία δεν παίρνει μπρος"], reason: "steps_exceeded", priority: "high" });
  await ticket({ user: "ali", language: "ar", says: ["المحرك لا يبدأ"], reason: "expert_required", priority: "medium" });
  const seen = await ticket({
    user: "nikos",
    language: "en",
    says: ["The engine does not start", "no, did not help", "Get me a person now, nothing works"],
    reason: "user_request",
    priority: "high",
    notes: "Please call before noon, channel 12.",
    machine: "net-3",
  });
  await ticket({ user: "tom", language: "en", says: ["There is smoke from the motor and a man is hurt"], reason: "safety_concern", priority: "urgent" });
  await ask("POST", `tickets/${seen.number}/messages`, { content: "Hello Nikos, which lamp on the control box is on?" });
  await ask("POST", "chat", { message: "The red one, and it blinks twice.", user_id: "nikos", session_id: seen.session });
  await ask("POST", `tickets/${seen.number}/notes`, { text: "Starter was changed last week: see the invoice of site 7." });
  await setUp();
  return seen;
}

/** What this service has: views of what it has not are left out. */
const { paths } = await (await fetch(`${origin}/openapi.json`)).json();
const offers = (route) => paths[`/api/ai/${route}`] !== undefined;

/** What leads have set up. */
async function setUp() {
  await ask("PUT", "users/nikos", { name: "Nikos Papadopoulos", email: "nikos@fish.example", organization_name: "Frøya Havbruk AS", role: "operator", language: "en" });
  const canned = [
    { title: "Which lamp", language: "en", category: "electrical", shortcut: "lamp", text: "Hello {user.name}, this is {expert.name}. Which lamp on the control box of {machine.name} is on?" },
    { title: "Ποια λάμπα", language: "el", category: "electrical", shortcut: "lampa", text: "Γεια σας {user.name}, ποια λάμπα ανάβει;" },
    { title: "Stop and wait for a call", language: null, category: null, shortcut: "stop", text: "Please press the emergency stop, keep everybody ten metres away, and wait: we call you about {ticket.number}." },
  ];
  for (const one of canned) await ask("POST", "desk/canned-answers", one);
  if (offers("desk/api-keys")) await ask("POST", "desk/api-keys", { name: "Site portal", scopes: ["chat", "profiles"] });
  if (!offers("desk/views")) return;
  await ask("POST", "desk/views", { name: "Urgent and high", query: "view=open&priority=urgent&priority=high", shared: true });
  await ask("POST", "desk/views", { name: "AutoBoss X2 that waits for more than a day, all languages and sites", query: "view=all&older_than=86400&machine_model=AutoBoss+X2", shared: false });
}

const seenTicket = ({ number }) => `?view=all&ticket=${number}`;

/** The views: an address, and what is done there. */
const VIEWS = {
  queue: { path: () => "?view=open" },
  filters: { path: () => "?view=all&priority=urgent&priority=high&language=en", act: (page) => page.keyboard.press("f") },
  found: { needs: "tickets/counts", path: () => "?view=all&q=engine+start" },
  nothing: { needs: "tickets/counts", path: () => "?view=all&q=propeller+shaft", looks: ["desktop"] },
  views: { needs: "desk/views", path: () => "?view=open&priority=urgent", act: (page) => page.keyboard.press("v") },
  canned: { path: seenTicket, act: (page) => page.keyboard.press("c") },
  merge: { needs: "tickets/{ticket}/merge", path: seenTicket, act: (page) => page.keyboard.press("m") },
  people: { path: seenTicket, act: (page) => page.locator("#user").evaluate((card) => card.scrollIntoView()), looks: ["desktop", "arabic"] },
  "setup-canned": { path: () => "?settings=canned" },
  "setup-edit": { path: () => "?settings=canned", act: (page) => page.locator(".entries button").first().click() },
  "setup-experts": { needs: "desk/experts", path: () => "?settings=experts" },
  "setup-contacts": { needs: "desk/contacts", path: () => "?settings=contacts", looks: ["desktop"] },
  "setup-rules": { needs: "desk/rules", path: () => "?settings=rules", act: judge },
  "setup-mail": { needs: "desk/mail", path: () => "?settings=mail", looks: ["desktop", "dark"] },
  "setup-keys": { needs: "desk/api-keys", path: () => "?settings=keys", looks: ["desktop", "phone"] },
  "setup-changes": { path: () => "?settings=changes" },
  "setup-loading": { path: () => "?settings=canned", hold: "**/api/ai/desk/canned-answers", looks: ["desktop"] },
  "setup-error": { path: () => "?settings=canned", refuse: "**/api/ai/desk/canned-answers", looks: ["desktop"] },
  ticket: { path: ({ number }) => `?view=all&ticket=${number}` },
  facts: { path: ({ number }) => `?view=all&ticket=${number}`, act: (page) => page.keyboard.press("b"), looks: ["tablet", "phone"] },
  note: { path: ({ number }) => `?view=all&ticket=${number}`, act: (page) => page.keyboard.press("n") },
  resolve: { path: ({ number }) => `?view=all&ticket=${number}`, act: (page) => page.keyboard.press("e") },
  help: { path: () => "?view=all", act: (page) => page.keyboard.press("?") },
  settings: { path: () => "?view=all", act: (page) => page.locator(".tools button").last().click() },
  empty: { path: () => "?view=all&status=closed" },
  loading: { path: ({ number }) => `?view=all&ticket=${number}`, hold: true },
  error: { path: ({ number }) => `?view=all&ticket=${number}`, refuse: true },
};

/** @param {import("playwright-core").Page} page */
async function judge(page) {
  await page.locator("#setup-text").fill("Get me a person now, there is smoke from the motor");
  await page.locator(".setup .sheet .primary").click();
  await page.locator(".judged").waitFor();
}

const cleanup = [];
const browser = await launch({ after: (work) => cleanup.unshift(work) });
try {
  const seen = await morning();
  const open = async (page, { path, hold, refuse }) => {
    await page.goto(`${origin}/desk${path(seen)}`);
    await page.locator(hold ? ".bone" : ".row, .blank, .head h2, .setup .sheet, .setup .entries").locator("visible=true").first().waitFor();
    if (path(seen).includes("ticket") && !hold && !refuse) await page.locator(".head h2").waitFor();
  };
  const offered = Object.fromEntries(Object.entries(VIEWS).filter(([, { needs }]) => !needs || offers(needs)));
  const local = { "handover.desk": { sound: false, keys: true, expert: "electrical", expertName: "AutoBoss Electrical Specialist" } };
  await takePictures(browser, "desk", offered, open, { local });
} finally {
  for (const work of cleanup) await work();
}
