// The chat where things go wrong: an answer that is stopped, a network that is cut, proxies that spoil streams, a server
// that is killed, a language model that dies.
import assert from "node:assert/strict";
import { test } from "node:test";
import { launch } from "./chromium.mjs";
import { hostSite } from "./host.mjs";
import { house } from "./house.mjs";
import { model } from "./llm.mjs";
import { wire } from "./wire.mjs";

/** What the knowledge base leaves to the language model. */
const QUESTION = "How often should the engine oil be changed?";

/** In the page: the events of an answer come one by one, when the test says so, once `held` is set. */
function oneByOne() {
  const real = window.fetch;
  const waiting = [];
  const state = { held: false, isOver: false };
  const frame = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  window.answers = {
    hold: () => Object.assign(state, { held: true, isOver: false }),
    /** Whether there was another one; it is on the screen then. */
    next: async () => {
      while (waiting.length === 0 && !state.isOver) await frame();
      waiting.shift()?.();
      await frame();
      return !state.isOver;
    },
  };
  window.fetch = async (url, wish) => {
    const response = await real(url, wish);
    if (wish?.method !== "POST" || !String(url).endsWith("/ai/chat")) return response;
    const events = new TransformStream({
      async transform(event, out) {
        if (state.held) await new Promise((resolve) => waiting.push(resolve));
        out.enqueue(event);
      },
      flush: () => void (state.isOver = true),
    });
    const apart = new TransformStream({ transform: (text, out) => text.split(/(?<=\n\n)/).forEach((event) => out.enqueue(event)) });
    const body = response.body.pipeThrough(new TextDecoderStream()).pipeThrough(apart).pipeThrough(events);
    return new Response(body.pipeThrough(new TextEncoderStream()), response);
  };
}

/** One service, model, wire and browser for all of it; every part has a person and a page of its own. */
async function place(t) {
  let between = null;
  const site = await hostSite(t, () => between?.origin ?? "");
  const llm = await model(t);
  const service = await house(t, {
    HANDOVER__AUTH__MODE: "open",
    HANDOVER__SERVER__CORS_ALLOWED_ORIGINS: site.origin,
    OPENAI_BASE_URL: llm.url,
    OPENAI_API_KEY: "none",
    OPENAI_MODEL: "slow",
    OPENAI_MAX_RETRIES: "0",
    HANDOVER__ASSISTANT__BREAKER_FAILURES: "1000",
  });
  between = await wire(t, () => service.origin);
  const browser = await launch(t);
  const ask = async (method, path, body) => {
    const response = await fetch(`${service.origin}/api/ai/${path}`, { method, headers: { "Content-Type": "application/json" }, body: body && JSON.stringify(body) });
    assert.ok(response.ok, `${method} ${path}: ${response.status}`);
    return response.json();
  };
  /** The chat of somebody who has not been here before. */
  const visit = async (t, user, before = () => {}) => {
    const context = await browser.newContext({ locale: "en" });
    t.after(() => context.close());
    const page = await context.newPage();
    await page.addInitScript(before);
    page.setDefaultTimeout(30_000);
    await page.goto(site.at(`user="${user}"`));
    await page.getByRole("button", { name: "Open the chat" }).click();
    const log = page.getByRole("log");
    const say = async (text) => {
      await page.getByRole("textbox", { name: "Your message" }).fill(text);
      await page.keyboard.press("Enter");
      await log.getByText(text, { exact: true }).waitFor();
    };
    const session = () =>
      page.evaluate((key) => JSON.parse(localStorage.getItem(key)).session, `handover.chat ${between.origin}/ ${user}`);
    /** What the service has stored, as `sender: words`. */
    const stored = async () => {
      const { messages } = await ask("GET", `sessions/${await session()}/history?limit=500`);
      return messages.map(({ sender, content }) => `${sender}: ${content}`);
    };
    /** The words that are shown, oldest first, without the welcome. */
    const shown = async () => (await log.locator(".bubble:not(.welcome) .text").allTextContents()).map((text) => text.trim());
    return { context, page, log, say, session, stored, shown };
  };
  return { service, llm, between, ask, visit };
}

test("the chat where things go wrong", async (t) => {
  const { service, llm, between, ask, visit } = await place(t);

  await t.test("an answer that is being written can be stopped, before its first word and after", async (t) => {
    const { page, log, say, shown, stored } = await visit(t, "stopper");
    const asked = llm.asked(QUESTION);
    await say(QUESTION);
    const first = await asked;
    first.say("Every 250 hours, ");
    await log.getByText("Every 250 hours,").waitFor();
    await page.getByRole("button", { name: "Stop the answer" }).click();
    await page.getByText("The assistant is looking it up").waitFor({ state: "detached" });
    assert.deepEqual(await shown(), [QUESTION, "Every 250 hours,"]);
    await log.getByText("You stopped this answer.").waitFor();

    const second = llm.asked("And the gear oil?");
    await say("And the gear oil?");
    await second;
    await page.getByRole("button", { name: "Stop the answer" }).click();
    await page.getByText("The assistant is looking it up").waitFor({ state: "detached" });
    assert.deepEqual(await shown(), [QUESTION, "Every 250 hours,", "And the gear oil?", "You stopped this answer."]);

    // What comes next is answered as ever.
    const third = llm.asked("How is the oil disposed of?");
    await say("How is the oil disposed of?");
    const next = await third;
    next.say("Bring it to the harbour's collection point.");
    next.end();
    await log.getByText("Bring it to the harbour's collection point.").waitFor();
    await page.reload();
    await log.getByText("Bring it to the harbour's collection point.").waitFor();
    assert.equal((await stored()).filter((one) => one.startsWith("user")).length, 3);
  });

  await t.test("an answer that is kept before its words have come is shown once, and as it is kept", async (t) => {
    const { page, log, say, shown } = await visit(t, "overtaken", oneByOne);
    const next = () => page.evaluate(() => window.answers.next());
    for (const [question, first] of [[QUESTION, 0], ["And the gear oil?", 2]]) {
      const asked = llm.asked(question);
      await page.evaluate(() => window.answers.hold());
      await say(question);
      const talk = await asked;
      talk.say("Every 250 hours, ");
      for (let come = 0; come < first; come += 1) await next();
      if (first > 0) assert.equal((await shown()).at(-1), "Every 250 hours,");
      talk.say(`or once a year, says page ${first}.`);
      talk.end();
      await log.getByText(`or once a year, says page ${first}.`).waitFor();
      const kept = await shown();
      assert.equal(kept.length, first > 0 ? 4 : 2, kept.join("\n"));
      do assert.deepEqual(await shown(), kept);
      while (await next());
      assert.deepEqual(await shown(), kept);
    }
  });

  await t.test("a network that is cut while an answer is written loses none of it", async (t) => {
    const { page, log, say, stored, shown } = await visit(t, "at sea");
    const asked = llm.asked(QUESTION);
    await say(QUESTION);
    const talk = await asked;
    talk.say("Every 250 hours, ");
    await log.getByText("Every 250 hours,").waitFor();
    between.cut();
    await page.getByText("No connection.").waitFor();
    talk.say("or once a year.");
    talk.end();
    await page.getByText("Waiting for a connection").first().waitFor();
    between.mend();
    await log.getByText("Every 250 hours, or once a year.").waitFor();
    await page.getByText("No connection.").waitFor({ state: "detached" });
    await page.getByText("Waiting for a connection").first().waitFor({ state: "detached" });
    const said = [`user: ${QUESTION}`, "assistant: Every 250 hours, or once a year."];
    assert.deepEqual((await stored()).map((one) => one.replace(/ See .*| \[.*/s, "")), said);
    assert.equal((await shown()).length, 2, "and nothing is shown twice");
  });

  await t.test("what is written without a network goes out once and in order", async (t) => {
    const { context, page, say, stored } = await visit(t, "offline");
    await say("The winch slips");
    await page.getByRole("log").getByRole("article").first().waitFor();
    await context.setOffline(true);
    await say("first without you");
    await say("second without you");
    await page.getByText("Could somebody get hurt?").first().waitFor();
    await page.getByText("No connection.").waitFor();
    await context.setOffline(false);
    await page.getByText("Waiting for a connection").first().waitFor({ state: "detached" });
    await page.getByText("Sending …").first().waitFor({ state: "detached" });
    const own = (await stored()).filter((one) => one.startsWith("user"));
    assert.deepEqual(own, ["user: The winch slips", "user: first without you", "user: second without you"]);
  });

  await t.test("a server that is killed while an answer is written answers after all when it is back", async (t) => {
    // A turn may be taken over from a dead server once it is older than any turn may be.
    await service.stop();
    await service.start({ HANDOVER__CHAT__TURN_DEADLINE: "6s" });
    const { page, log, say, stored } = await visit(t, "killed");
    const asked = llm.asked(QUESTION);
    await say(QUESTION);
    const talk = await asked;
    talk.say("Every 250 hours, ");
    await log.getByText("Every 250 hours,").waitFor();
    await service.stop("SIGKILL");
    await page.getByText("No connection.").waitFor();
    const afterwards = llm.asked(QUESTION);
    await service.start();
    const again = await afterwards;
    again.say("Every 250 hours, or once a year.");
    again.end();
    const answer = log.getByText("Every 250 hours, or once a year.");
    await answer.waitFor();
    await page.getByText("No connection.").waitFor({ state: "detached" });
    assert.equal(await answer.count(), 1);
    assert.equal((await stored()).length, 2, "the question once, and its answer");
    assert.equal(await log.getByText(QUESTION, { exact: true }).count(), 1);
  });

  await t.test("a model that dies costs nobody an answer, and half of one is taken back", async (t) => {
    const { log, say, stored, shown } = await visit(t, "model");
    const asked = llm.asked(QUESTION);
    await say(QUESTION);
    const talk = await asked;
    talk.say("Open the valve and ");
    await log.getByText("Open the valve and").waitFor();
    talk.die();
    await log.locator(".citations").first().waitFor();
    assert.ok(!(await shown()).join().includes("Open the valve"), (await shown()).join("\n"));
    await say("How is the engine oil disposed of?");
    await log.locator(".bubble.assistant:not(.welcome)").nth(1).waitFor();
    assert.deepEqual((await stored()).map((one) => one.split(":")[0]), ["user", "assistant", "user", "assistant"]);
  });

  for (const [how, patience] of [["held", 11_000], ["cut", 0]]) {
    await t.test(`where a proxy has streams ${how}, an expert's answer comes all the same, and once`, async (t) => {
      between.streams = how;
      const { page, log, say, session, shown } = await visit(t, `behind ${how}`);
      await page.clock.install();
      await say("The winch slips");
      await log.getByRole("article").first().waitFor();
      await page.getByRole("button", { name: "Get an expert" }).click();
      await page.getByRole("button", { name: "Create Support Ticket" }).click();
      await page.getByText("An expert has been called").waitFor();
      // The stream is given up, and the service is asked now and then.
      await page.clock.fastForward(patience);
      const { tickets } = await ask("GET", `tickets?session_id=${await session()}`);
      await ask("POST", `tickets/${tickets[0].ticket_number}/messages`, { content: "Maria here, I am on my way" });
      const seen = log.getByText("Maria here, I am on my way");
      while (!(await seen.isVisible())) await page.clock.fastForward(1_000);
      await page.locator('.owner[data-owner="expert"]').waitFor();
      await page.clock.fastForward(30_000);
      assert.equal((await shown()).filter((text) => text.startsWith("Maria")).length, 1);
      between.streams = "whole";
    });
  }
});
