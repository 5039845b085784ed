// Every state of the chat, one after the other, for the accessibility check and for the pictures.
import { TALK, fake, remember, world } from "./fake.mjs";
import { words } from "./host.mjs";

const handedOff = (it, more) => {
  it.session.ticket = it.ticket(more);
  it.session.status = "escalated";
};

/** What was said until an expert came. */
function story(it) {
  const { say } = it;
  return [
    it.message("user", say.fault),
    it.message("assistant", say.step, { message_type: "diagnostic_step", step_data: it.step(false), confidence: 0.82 }),
    it.message("user", "didnt_work", { message_type: "diagnostic_step" }),
    it.message("user", say.plea),
  ];
}

/**
 * The states: a name, what the service is like, and what the user does. `chat` finds things in the chat.
 * @type {Record<string, {before?: (it) => void, act?: (chat, it, page) => Promise<void>, remembers?: object | false, attributes?: string}>}
 */
const STATES = {
  launcher: { act: async (chat) => chat.close(), remembers: false },
  empty: { remembers: false },
  loading: {
    before: (it) => {
      it.holdHistory = new Promise(() => {});
    },
    act: (chat) => chat.see("widget-loading"),
  },
  failed: { before: (it) => Object.assign(it, { broken: true }), act: (chat) => chat.see("widget-failed") },
  closed: {
    before: (it) => {
      it.ways = { sign_in: true, visitors: false, signed_in: false, sample_contacts: false };
    },
    act: (chat) => chat.see("closed-title"),
  },
  settings: { remembers: false, act: (chat) => chat.press("widget-settings"), attributes: 'user="nikos" machine="net-3"' },
  thinking: {
    remembers: false,
    before: (it) => {
      it.hold = new Promise(() => {});
    },
    act: async (chat, it) => {
      await chat.say(it.say.fault);
      await chat.see("chat-thinking");
    },
  },
  step: {
    remembers: false,
    act: async (chat, it) => {
      await chat.say(it.say.fault);
      await chat.seeText(it.say.step);
    },
  },
  passage: {
    remembers: false,
    act: async (chat, it) => {
      await chat.say(it.say.fault);
      await chat.page.getByRole("button", { name: it.say.section }).click();
      if (it.say.passage) await chat.seeText(it.say.passage.slice(0, 20));
    },
  },
  offer: {
    before: (it) => {
      it.messages = story(it).slice(0, 3);
      it.answer = { ...it.answer, response: it.say.plea, message_type: "text", step_data: null, escalation: it.notice("offer", "user_request") };
    },
    act: async (chat, it) => {
      await chat.say(it.say.plea);
      await chat.see("offer-title");
    },
  },
  dialog: {
    before: (it) => {
      it.messages = story(it);
    },
    act: async (chat, it) => {
      await chat.press("escalate-open");
      await chat.page.getByLabel(chat.word("escalate-notes")).fill(it.say.notes);
    },
  },
  "dialog-failed": {
    before: (it) => Object.assign(it, { messages: story(it), escalate: null }),
    act: async (chat) => {
      await chat.press("escalate-open");
      await chat.press("escalate-submit");
      await chat.page.getByRole("alert").filter({ hasText: /\S/ }).first().waitFor();
    },
  },
  stopped: {
    before: (it) => {
      const half = `${it.say.step.split(".")[0]}.`;
      it.messages = [it.message("user", it.say.fault), it.message("assistant", half, { model_used: "stopped" })];
    },
    act: (chat) => chat.see("talk-stopped"),
  },
  ticket: {
    before: (it) => {
      it.messages = story(it);
      handedOff(it);
      it.session.owner = { kind: "queue", expert_id: null, expert_name: null };
      it.session.queue = { position: 2, waiting: 5, expected_seconds: 900, at_most_seconds: 5400, nobody_available: false };
    },
    act: (chat) => chat.see("queue-free"),
  },
  nobody: {
    before: (it) => {
      STATES.ticket.before(it);
      it.messages = it.messages.slice(3);
      it.session.queue = { position: 1, waiting: 1, expected_seconds: 900, at_most_seconds: 5400, nobody_available: true };
    },
    act: (chat) => chat.see("queue-unattended"),
  },
  unknown: {
    before: (it) => {
      STATES.nobody.before(it);
      it.session.queue = { position: 7, waiting: 9, expected_seconds: null, at_most_seconds: null, nobody_available: false };
      it.session.ticket.notify_email = "nikos@ship.example";
    },
    act: (chat) => chat.see("queue-unknown"),
  },
  solved: {
    before: (it) => {
      STATES.ticket.before(it);
      it.messages = [];
    },
    act: (chat) => chat.press("ticket-solved"),
  },
  "e-mail": {
    before: (it) => STATES.solved.before(it),
    act: (chat) => chat.press("ticket-email"),
  },
  expert: {
    before: (it) => {
      const { say } = it;
      it.messages = [
        ...story(it).slice(3),
        it.message("expert", say.expert, { author: say.expert_name, timestamp: "2026-11-23T09:26:00Z" }),
        it.message("user", say.reply, { timestamp: "2026-11-23T09:27:00Z" }),
      ];
      handedOff(it, { status: "in_progress", assigned_expert_name: say.expert_name });
      it.session.owner = { kind: "expert", expert_id: "maria", expert_name: say.expert_name };
      it.events = [
        { event: "presence", data: { user: true, expert: true } },
        { event: "typing", data: { who: "expert", name: say.expert_name, typing: true } },
      ];
    },
    act: (chat, it) => chat.seeText(it.say.reply),
  },
  away: {
    before: (it) => {
      STATES.expert.before(it);
      it.events = [{ event: "presence", data: { user: true, expert: false } }];
    },
    act: (chat, it) => chat.seeText(it.say.reply),
  },
  resolved: {
    before: (it) => {
      const { say } = it;
      it.messages = [it.message("user", say.plea), it.message("expert", say.expert, { author: say.expert_name, timestamp: "2026-11-23T09:26:00Z" })];
      handedOff(it, { status: "resolved", resolution_notes: say.solved, assigned_expert_name: say.expert_name });
      it.session.status = "completed";
    },
    act: (chat) => chat.page.getByRole("group", { name: chat.word("rating-title") }).waitFor(),
  },
  rating: {
    before: (it) => STATES.resolved.before(it),
    act: async (chat, it) => {
      await chat.page.locator(".rating input").nth(3).check();
      await chat.page.getByLabel(chat.word("rating-comment")).fill(it.say.solved);
    },
  },
  rated: {
    before: (it) => {
      STATES.resolved.before(it);
      it.session.rating = 4;
      it.given = { rating: 4, comment: it.say.solved, about: "expert", at: "2026-11-23T09:29:00Z" };
    },
    act: (chat) => chat.see("rating-thanks"),
  },
  "stop-work": {
    before: (it) => {
      it.messages = [it.message("user", it.say.fault)];
      handedOff(it, { priority: "urgent", escalation_reason: "safety_concern" });
      it.session.owner = { kind: "queue", expert_id: null, expert_name: null };
    },
    act: (chat) => chat.see("stop-title"),
  },
  offline: {
    before: (it) => {
      it.messages = story(it).slice(0, 1);
    },
    act: async (chat, it) => {
      await chat.seeText(it.say.fault);
      it.online = false;
      await chat.say(it.say.plea);
      await chat.see("offline-emergency");
      await chat.page.waitForTimeout(900);
    },
  },
  refused: {
    before: (it) => {
      it.messages = story(it).slice(0, 1);
      it.refusal = { status: 422, detail: "Input should have at most 16384 bytes" };
    },
    act: async (chat, it) => {
      await chat.say(it.say.plea);
      await chat.see("message-failed");
    },
  },
  long: {
    before: (it) => {
      const long = `${"Unterwassernetzreinigungsmaschinenhochdruckpumpe".repeat(3)} ${"a ".repeat(60)}https://example.com/${"x".repeat(120)}`;
      it.messages = [it.message("user", long), it.message("assistant", long), it.message("expert", long, { author: long.slice(0, 150), timestamp: "2026-11-23T09:26:00Z" })];
      it.say = { ...it.say, contact: { ...it.say.contact, name: long.slice(0, 150) } };
      Object.assign(it.contact, { name: long.slice(0, 150), email: `${"mail".repeat(30)}@support.example` });
      handedOff(it, { status: "in_progress", assigned_expert_name: long.slice(0, 150) });
      it.session.owner = { kind: "expert", expert_id: "x", expert_name: long.slice(0, 150) };
    },
    act: (chat) => chat.page.getByRole("heading", { name: "AB-20261123-0007" }).waitFor(),
  },
};

export const NAMES = Object.keys(STATES);

/** Finds things by the words of a language. */
class Finder {
  constructor(page, language) {
    this.page = page;
    this.word = words(language);
  }
  say = async (text) => {
    await this.page.getByRole("textbox", { name: this.word("chat-message") }).fill(text);
    await this.page.keyboard.press("Enter");
  };
  press = (id) => this.page.getByRole("button", { name: this.word(id) }).click();
  see = (id) => this.page.getByText(this.word(id)).first().waitFor();
  seeText = (text) => this.page.getByText(text).first().waitFor();
  open = () => this.page.locator(".launcher").click();
  close = () => this.page.getByRole("button", { name: this.word("widget-minimise") }).click();
}

/**
 * Brings a page that remembers nothing into a state. `site` is of host.mjs; `origin` is the service's. `leave` empties the
 * page and makes it ready for another state.
 */
export async function enter(page, name, { site, origin, language }) {
  const state = STATES[name];
  const it = world(TALK[language] ?? TALK.en);
  page.setDefaultTimeout(15_000);
  const attributes = state.attributes ?? "";
  const user = attributes.match(/user="(\w+)"/)?.[1] ?? "";
  const memory = state.remembers === false ? null : await remember(page, origin, user, state.remembers);
  state.before?.(it);
  await fake(page, origin, it);
  await page.goto(site.at(attributes, language));
  const chat = new Finder(page, language);
  await chat.open();
  await page.getByRole("dialog").first().waitFor();
  await state.act?.(chat, it, page);
  const leave = async () => {
    await page.goto("about:blank");
    await memory?.dispose();
    await page.unrouteAll({ behavior: "ignoreErrors" });
    const browser = await page.context().newCDPSession(page);
    await browser.send("Storage.clearDataForOrigin", { origin: site.origin, storageTypes: "all" });
    await browser.detach();
  };
  return { leave };
}
