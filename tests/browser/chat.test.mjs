// The chat on a customer's page of another origin, against the real service: the operator's story, the same by keyboard
// alone, a service that goes away, and what may go wrong in between.
import assert from "node:assert/strict";
import { test } from "node:test";
import { launch, watchedPage } from "./chromium.mjs";
import { hostSite } from "./host.mjs";
import { house } from "./house.mjs";
import { NUMBER, place, play } from "./story.mjs";

const PATIENCE = 30_000;

/** A service in open mode that takes requests from the pages of `site`. */
async function open(t) {
  let service = "";
  const site = await hostSite(t, () => service);
  const it = await house(t, {
    HANDOVER__AUTH__MODE: "open",
    HANDOVER__SERVER__CORS_ALLOWED_ORIGINS: site.origin,
  });
  service = it.origin;
  const ask = async (method, path, body) => {
    const response = await fetch(`${service}/api/ai/${path}`, {
      method,
      headers: { "Content-Type": "application/json" },
      body: body && JSON.stringify(body),
    });
    return { status: response.status, body: await response.json().catch(() => null) };
  };
  return { ...it, site, ask };
}

test("an operator is guided, asks for a person, gets one, and says how it was", async (t) => {
  const browser = await launch(t);
  const at = await place(t);
  const desktop = { language: "en", viewport: { width: 1100, height: 820 }, user: "nikos" };
  await t.test("on a desktop, in English", () => play(browser, at, desktop));
  const phone = { language: "ar", viewport: { width: 360, height: 740 }, user: "nadia" };
  await t.test("on a phone of 360 px, in Arabic", () => play(browser, at, phone));
});

test("a person is asked for first thing, and not needed any more", async (t) => {
  const { origin, site, ask } = await open(t);
  const browser = await launch(t);
  const { page, wrong } = await watchedPage(browser, origin, { also: [site.origin], viewport: { width: 390, height: 740 } });
  page.setDefaultTimeout(PATIENCE);
  await page.goto(site.at('user="nikos"'));
  await page.getByRole("button", { name: "Open the chat" }).click();
  await page.getByRole("button", { name: "Get an expert" }).click();
  await page.getByText("How sure the assistant was: it has not said").waitFor();
  await page.getByRole("button", { name: "Create Support Ticket" }).click();
  await page.getByRole("heading", { name: NUMBER }).waitFor();
  await page.getByRole("button", { name: "Tell me by e-mail" }).click();
  await page.getByLabel("E-mail address").fill("nikos@ship.example");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("We will write to nikos@ship.example").waitFor();
  await page.getByRole("button", { name: "I solved it myself" }).click();
  await page.getByRole("button", { name: "Yes, it is solved" }).click();
  await page.getByText("Resolved", { exact: true }).waitFor();
  assert.deepEqual(wrong(), []);

  // The link of a mail opens the conversation in a browser that has not seen it, for whose it is and for nobody else.
  const { body: list } = await ask("GET", "tickets?limit=1");
  const [{ session_id: session, ticket_number: number }] = list.tickets;
  for (const [user, seen] of [["nikos", number], ["eve", "The conversation of this link cannot be opened here."]]) {
    const elsewhere = await browser.newContext();
    const other = await elsewhere.newPage();
    await other.goto(site.at(`user="${user}" session="${session}"`));
    await other.getByRole("button", { name: "Open the chat" }).click();
    await other.getByText(seen).waitFor();
    assert.equal(await other.getByText(number).count(), user === "nikos" ? 1 : 0);
    await elsewhere.close();
  }
});

test("a hazard pins a banner that says to stop, without a made-up number", async (t) => {
  const { origin, site } = await open(t);
  const browser = await launch(t);
  const { page, wrong } = await watchedPage(browser, origin, { also: [site.origin], viewport: { width: 390, height: 740 } });
  page.setDefaultTimeout(PATIENCE);
  await page.goto(site.at());
  await page.getByRole("button", { name: "Open the chat" }).click();
  await page.getByRole("textbox", { name: "Your message" }).fill("There is smoke coming out of the motor and it is on fire");
  await page.keyboard.press("Enter");
  const banner = page.getByRole("alert").filter({ hasText: "Stop work now" });
  await banner.getByText(/^Ticket AB-\d{8}-\d{4,}$/).waitFor();
  assert.equal(await banner.getByRole("link").count(), 0, "the sample contacts are nobody's");
  await page.reload();
  const launcher = page.getByRole("button", { name: "Open the chat" });
  await launcher.click();
  await banner.waitFor();
  assert.deepEqual(wrong(), []);
});

test("what is written while the service is away is kept, and delivered once and in order", async (t) => {
  const { origin, site, ask, stop, start } = await open(t);
  const browser = await launch(t);
  const context = await browser.newContext();
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  const visit = async () => {
    await page.goto(site.at('user="nikos"'));
    const launcher = page.getByRole("button", { name: "Open the chat" });
    const box = page.getByRole("textbox", { name: "Your message" });
    await Promise.race([launcher.waitFor(), box.waitFor()]);
    if (await launcher.isVisible()) await launcher.click();
    await box.waitFor();
  };
  const say = async (text) => {
    await page.getByRole("textbox", { name: "Your message" }).fill(text);
    await page.keyboard.press("Enter");
    await page.getByRole("log").getByText(text, { exact: true }).waitFor();
  };
  await visit();
  await say("The winch slips");
  await page.getByRole("log").getByRole("article").first().waitFor();
  const session = await page.evaluate(
    (key) => JSON.parse(localStorage.getItem(key)).session,
    `handover.chat ${origin}/ nikos`,
  );

  await stop();
  await say("first without you");
  await say("second without you");
  await page.getByText("Waiting for a connection").first().waitFor();
  await page.getByText("Could somebody get hurt?").first().waitFor();
  await page.getByText("No connection.").waitFor();
  await start();
  const transcript = async () => (await ask("GET", `sessions/${session}/history?limit=500`)).body.messages;
  const own = async () => (await transcript()).filter(({ sender }) => sender === "user").map(({ content }) => content);
  await page.getByText("No connection.").waitFor({ state: "detached" });
  await page.getByText("Waiting for a connection").first().waitFor({ state: "detached" });
  await page.getByText("Sending …").first().waitFor({ state: "detached" });
  assert.deepEqual(await own(), ["The winch slips", "first without you", "second without you"]);

  // A night without a connection, and a closed browser.
  await stop();
  await say("third, before the night");
  await page.getByText("Waiting for a connection").first().waitFor();
  await page.goto("about:blank");
  await start();
  await visit();
  await page.getByRole("log").getByText("third, before the night", { exact: true }).waitFor();
  await page.getByText("Waiting for a connection").first().waitFor({ state: "detached" });
  await page.getByText("Sending …").first().waitFor({ state: "detached" });
  assert.deepEqual((await own()).slice(3), ["third, before the night"]);
  for (const text of await own()) {
    assert.equal(await page.getByRole("log").getByText(text, { exact: true }).count(), 1, `${text} is shown once`);
  }
});

test("the whole story by keyboard alone", async (t) => {
  const { origin, site, ask } = await open(t);
  const browser = await launch(t);
  const { page, wrong } = await watchedPage(browser, origin, { also: [site.origin], viewport: { width: 1100, height: 820 } });
  page.setDefaultTimeout(PATIENCE);
  const press = (...keys) => keys.reduce((before, key) => before.then(() => page.keyboard.press(key)), Promise.resolve());
  /** What has the keyboard, by name, through the shadow root. */
  const focused = () =>
    page.evaluate(() => {
      const it = document.activeElement?.shadowRoot?.activeElement ?? document.activeElement;
      return (it?.getAttribute("aria-label") ?? it?.labels?.[0]?.textContent ?? it?.textContent ?? "").trim();
    });
  /** Goes on with Tab until something has the keyboard. */
  const to = async (name) => {
    for (let tries = 0; tries < 40; tries += 1) {
      if ((await focused()).includes(name)) return;
      await press("Tab");
    }
    assert.fail(`the keyboard does not reach ${name}; it is on ${await focused()}`);
  };
  await page.goto(site.at());
  await page.getByRole("button", { name: "Open the chat" }).waitFor();
  await to("Open the chat");
  await press("Enter");
  await page.waitForFunction(() => document.activeElement?.shadowRoot?.activeElement?.id === "message");
  await page.keyboard.type("The engine does not start");
  await press("Enter");
  await page.getByRole("log").getByRole("article").first().waitFor();
  await press("Shift+Tab", "Shift+Tab", "Shift+Tab", "Shift+Tab");
  await to("It did not work");
  await press("Enter");
  await page.getByRole("log").getByRole("article").nth(1).waitFor();
  await page.waitForFunction(() => document.activeElement?.shadowRoot?.activeElement?.matches("h3[data-step]"));

  await to("Your message");
  await page.getByRole("button", { name: "Get an expert" }).focus();
  await press("Enter");
  await page.getByRole("dialog", { name: "Hand over to an expert" }).waitFor();
  // The keyboard stays inside, and comes back to where it was.
  for (let count = 0; count < 12; count += 1) {
    await press("Tab");
    const inside = await page.evaluate(() => {
      const it = document.activeElement?.shadowRoot?.activeElement;
      return !it || it.closest("#escalation") !== null;
    });
    assert.ok(inside, "Tab leaves the dialog");
  }
  await press("Escape");
  await page.waitForFunction(() => document.activeElement?.shadowRoot?.activeElement?.className === "expert");
  await press("Enter");
  await to("Notes for the expert");
  await page.keyboard.type("By keyboard");
  await press("Enter");
  await to("Create Support Ticket");
  await press("Enter");
  await page.getByRole("heading", { name: NUMBER }).waitFor();
  const hasFocus = (selector) =>
    page.waitForFunction((it) => document.activeElement?.shadowRoot?.activeElement?.matches(it), selector);
  await hasFocus("#ticket-number");
  await to("Tell me by e-mail");
  await press("Enter");
  await hasFocus("input[name=email]");
  await page.keyboard.type("bridge@ship.example");
  await press("Enter");
  await page.getByText("We will write to bridge@ship.example").waitFor();
  await hasFocus("#ticket-number");

  // It is over, and is rated: the stars are one stop of the keyboard, and the arrows choose.
  const number = (await page.getByRole("heading", { name: NUMBER }).textContent()).trim();
  assert.equal((await ask("PATCH", `tickets/${number}`, { status: "resolved", resolution_notes: "Done." })).status, 200);
  await page.getByRole("group", { name: "How was the help?" }).waitFor();
  await to("1 of 5: very bad");
  await press("Space", "ArrowRight", "ArrowRight", "ArrowRight");
  assert.match(await focused(), /4 of 5: good/);
  await press("Tab");
  await page.keyboard.type("By keyboard too");
  await press("Tab", "Enter");
  await hasFocus("#rated");
  const rated = (await ask("GET", `tickets/${number}`)).body;
  assert.deepEqual([rated.rating, rated.rating_comment], [4, "By keyboard too"]);
  await to("Change rating");
  await press("Enter");
  await hasFocus(".star input:checked");
  await press("ArrowRight", "Tab", "Tab", "Enter");
  await hasFocus("#rated");
  assert.equal((await ask("GET", `tickets/${number}`)).body.rating, 5);
  await press("Escape");
  await page.getByRole("button", { name: "Open the chat" }).waitFor();
  assert.match(await focused(), /Open the chat/);
  assert.deepEqual(wrong(), []);
});
