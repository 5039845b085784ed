// The desk in a real browser: the queue and a ticket by keyboard alone, and two experts who work on the same.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, afterEach, before, test } from "node:test";
import { launch } from "./chromium.mjs";
import { PASSWORD, expert, visitor } from "./desk_people.mjs";
import { house } from "./house.mjs";

/** One service and one browser for all: the first test finds them empty. */
let home, browser;
const endings = [];
before(async () => {
  const all = { after: (work) => endings.unshift(work) };
  home = await house(all, { HANDOVER__AUTH__VISITORS: "true" });
  browser = await launch(all);
});
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
});
after(async () => {
  for (const work of endings) await work();
});

const row = (page, number) => page.locator(`[data-row="${number}"]`);
const card = (page, title) => page.getByRole("region", { name: title, exact: true });
/** Waits until the keyboard is there: at one of the parts with those ids, or the rows of those tickets. */
const focusOn = (page, ...places) => page.waitForFunction((places) => [document.activeElement?.id, document.activeElement?.dataset.row].some((one) => places.includes(one)), places);

test("from the queue to a solved ticket with the keyboard alone, and what an expert sees on the way", async () => {
  const { page, wrong } = await expert(browser, home, "Ivy Ødegård");
  await page.goto(`${home.origin}/desk`);
  await page.getByText("Nobody is waiting.").waitFor();

  const nikos = visitor(home.origin);
  await nikos.say("The engine does not start");
  await nikos.say("Get me a person now, nothing works");
  const number = await nikos.escalate("high", "<b>Call</b> before noon.");
  // Nobody reloads: it comes by itself.
  await row(page, number).waitFor();
  assert.match(await page.title(), /Handover desk/);

  await page.keyboard.press("j");
  await focusOn(page, number);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "The engine does not start" }).waitFor();
  await focusOn(page, "ticket-title");
  assert.ok(page.url().includes(`ticket=${number}`));

  const brief = card(page, "Brief");
  await brief.getByText("<b>Call</b> before noon.").waitFor();
  const why = card(page, "Why it came here");
  await why.getByText("en.user_request.need_expert").waitFor();
  assert.equal(await why.locator("mark").textContent(), "Get me a person");
  // Each line leads to its message.
  await brief.getByRole("button", { name: "Get me a person now, nothing works" }).click();
  await focusOn(page, "message-3");
  assert.equal(await page.locator("#message-3 .text").textContent(), "Get me a person now, nothing works");
  await card(page, "Mail").getByText(number).first().waitFor();

  await page.locator("#message-2 .sources button").click();
  const passage = page.getByRole("dialog", { name: "The power pack does not start" });
  await passage.getByText("From The power pack does not start").waitFor();
  await page.keyboard.press("Escape");

  await nikos.say("The lamp is red now");
  await page.getByRole("log").getByText("The lamp is red now").waitFor();

  await page.keyboard.press("e");
  const dialog = page.getByRole("dialog", { name: "Resolve the ticket" });
  await dialog.waitFor();
  await page.keyboard.press("Control+Enter");
  assert.ok(await dialog.isVisible(), "without words nothing is resolved");
  await page.keyboard.type("Blue reset button held for two seconds.");
  await page.keyboard.press("Control+Enter");
  await page.getByRole("button", { name: "Reopen" }).waitFor();
  await card(page, "Work").getByText("Blue reset button held for two seconds.").waitFor();

  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  const help = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await help.waitFor();
  for (let tabs = 0; tabs < 4; tabs += 1) await page.keyboard.press("Tab");
  assert.ok(await page.evaluate(() => document.activeElement === document.body || document.activeElement.closest("dialog") !== null), "the dialog holds the focus");
  await page.keyboard.press("Escape");
  assert.equal(await help.isVisible(), false);
  await page.keyboard.press("/");
  await focusOn(page, "search", "filter-priority");
  assert.deepEqual(wrong(), []);
});

test("a question stays that is asked while what came of the one before is not known yet", async () => {
  const number = await visitor(home.origin).escalate("medium");
  const { page, wrong } = await expert(browser, home, "Ivy Ødegård");
  await page.goto(`${home.origin}/desk?view=all&ticket=${number}`);
  await page.locator("#box").waitFor();
  let release;
  const held = new Promise((resolve) => (release = resolve));
  await page.route("**/api/ai/tickets/*", async (route) => {
    if (route.request().method() === "PATCH") await held;
    await route.continue();
  });
  await page.keyboard.press("e");
  await page.getByRole("dialog", { name: "Resolve the ticket" }).waitFor();
  await page.keyboard.type("New fuse.");
  await page.keyboard.press("Control+Enter");
  await page.getByRole("button", { name: "Reopen" }).waitFor();
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  const help = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await help.waitFor();
  const answered = page.waitForResponse((response) => response.request().method() === "PATCH");
  release();
  await answered;
  await page.getByText("The ticket is resolved.").waitFor({ state: "attached" });
  assert.ok(await help.isVisible());
  assert.ok(await help.evaluate((dialog) => dialog.contains(document.activeElement)), "the dialog holds the focus");
  assert.deepEqual(wrong(), []);
});

test("two experts: the second sees what the first did, and whose change counts is asked", async () => {
  const number = await visitor(home.origin).escalate("medium");
  const [ivy, ada] = [await expert(browser, home, "Ivy Ødegård"), await expert(browser, home, "Ada Lovelace")];
  // Ada hears nothing of what happens, as on a bad line.
  await ada.page.route("**/events**", (route) => route.abort());
  for (const { page } of [ivy, ada]) await page.goto(`${home.origin}/desk?view=all&ticket=${number}`);
  for (const { page } of [ivy, ada]) await card(page, "Work").waitFor();

  await ivy.page.locator("#priority").selectOption("urgent");
  await card(ivy.page, "History").getByText("Priority: Urgent").waitFor();
  await ada.page.locator("#priority").selectOption("low");
  const question = ada.page.getByRole("dialog", { name: "The ticket has changed meanwhile" });
  await question.getByText("Priority: Urgent").waitFor();
  await question.getByText("Ivy Ødegård").waitFor();
  await question.getByRole("button", { name: "Do it anyway" }).click();
  await card(ada.page, "History").getByText("Priority: Low").waitFor();
  // Ivy's page knows without asking.
  await card(ivy.page, "History").getByText("Priority: Low").waitFor();
  assert.equal(await ivy.page.locator("#priority").inputValue(), "low");
  assert.deepEqual(ivy.wrong(), []);
});

test("two experts and a user: taken and seen by the other, answered both ways, a note stays inside, handed back, solved, reopened", async () => {
  const [ivy, ada] = [await expert(browser, home, "Ivy Ødegård"), await expert(browser, home, "Ada Lovelace")];
  for (const { page } of [ivy, ada]) await page.goto(`${home.origin}/desk`);
  const nikos = visitor(home.origin);
  await nikos.say("The engine does not start");
  const number = await nikos.escalate("urgent");
  for (const { page } of [ivy, ada]) await row(page, number).waitFor();

  await ivy.page.keyboard.press("j");
  await ivy.page.keyboard.press("Enter");
  await ivy.page.getByRole("heading", { name: "The engine does not start" }).waitFor();
  await ivy.page.keyboard.press("a");
  await ivy.page.locator(".head").getByText("Ivy Ødegård").waitFor();
  // Nobody waits any more, and Ada sees whose it is.
  await row(ada.page, number).waitFor({ state: "detached" });
  await ada.page.keyboard.press("3");
  await row(ada.page, number).getByText("Ivy Ødegård").waitFor();
  await ivy.page.keyboard.press("1");
  await row(ivy.page, number).waitFor();

  await ivy.page.keyboard.press("r");
  await ivy.page.keyboard.type("Hello, Ivy here. Which lamp is on?");
  await ivy.page.reload();
  await ivy.page.locator("#box").waitFor();
  assert.equal(await ivy.page.locator("#box").inputValue(), "Hello, Ivy here. Which lamp is on?", "a draft outlives a reload");
  await ivy.page.locator("#box").focus();
  await ivy.page.keyboard.press("Control+Enter");
  await ivy.page.getByRole("log").getByText("Hello, Ivy here.").waitFor();
  assert.equal(await ivy.page.locator("#box").inputValue(), "");
  await nikos.say("The red one");
  await ivy.page.getByRole("log").getByText("The red one").waitFor();
  await ivy.page.keyboard.press("Escape");
  await ivy.page.keyboard.press("n");
  await ivy.page.keyboard.type("Starter was changed last week.");
  await ivy.page.keyboard.press("Control+Enter");
  await ivy.page.locator('[data-sender="note"]').getByText("Starter was changed last week.").waitFor();
  const heard = await nikos.history();
  assert.deepEqual(heard.filter((one) => one.sender === "expert").map((one) => [one.author, one.content]), [["Ivy Ødegård", "Hello, Ivy here. Which lamp is on?"]]);
  assert.ok(!JSON.stringify(heard).includes("Starter was changed"), "users never see a note");

  // Ada is asked before she takes what Ivy has.
  await row(ada.page, number).click();
  await ada.page.locator('[data-sender="note"]').getByText("Starter was changed last week.").waitFor();
  await ada.page.keyboard.press("a");
  const taken = ada.page.getByRole("dialog", { name: "Ivy Ødegård has this ticket" });
  await taken.getByRole("button", { name: "Take over" }).click();
  await ada.page.locator(".head").getByText("Ada Lovelace").waitFor();
  await ivy.page.locator(".head").getByText("Ada Lovelace").waitFor();

  await ada.page.keyboard.press("Escape");
  await row(ada.page, number).click();
  await ada.page.locator(".head h2").waitFor();
  await ada.page.keyboard.press("h");
  const back = ada.page.getByRole("dialog", { name: "Hand back to the assistant" });
  await back.waitFor();
  await ada.page.keyboard.type("Battery is fine, continue at step 2");
  await ada.page.keyboard.press("Control+Enter");
  await ada.page.locator(".head").getByText("The assistant answers").waitFor();
  await ada.page.getByRole("log").getByText("Step 2 of").waitFor();

  await ada.page.keyboard.press("e");
  await ada.page.getByRole("dialog", { name: "Resolve the ticket" }).waitFor();
  await ada.page.keyboard.type("New starter.");
  await ada.page.keyboard.press("Control+Enter");
  await ada.page.getByRole("button", { name: "Reopen" }).click();
  await card(ada.page, "History").getByText("Now: In work").first().waitFor();
  for (const { wrong } of [ivy, ada]) assert.deepEqual(wrong(), []);
});

test("a lead writes a canned answer, and an expert says it with a few keys", async () => {
  const lead = await expert(browser, home, "Leda Strand", { role: "lead" });
  const { page } = lead;
  await page.goto(`${home.origin}/desk?settings=canned`);
  await page.getByRole("button", { name: "New canned answer" }).focus();
  await page.keyboard.press("Enter");
  await focusOn(page, "setup-form");
  const fields = [["title", "Which lamp"], ["language", ""], ["category", ""], ["shortcut", "lamp"], ["text", "Hello {user.name}, {wrong} here."]];
  for (const [field, text] of fields) {
    await page.keyboard.press("Tab");
    await focusOn(page, `setup-${field}`);
    await page.keyboard.type(text);
  }
  await page.keyboard.press("Control+Enter");
  // The field that is wrong is named, and has the keyboard.
  await page.locator("#setup-text-wrong").getByText("wrong").waitFor();
  await focusOn(page, "setup-text");
  await page.keyboard.press("Control+a");
  await page.keyboard.type("Hello {user.name}, which lamp is on? {ticket.number}");
  await page.getByText("Hello Nikos, which lamp is on?").waitFor();
  await page.keyboard.press("Control+Enter");
  await page.locator(".entries strong").getByText("Which lamp").waitFor();
  await page.getByRole("link", { name: "History" }).click();
  await page.locator(".changes").getByText("Which lamp").first().waitFor();

  const nikos = visitor(home.origin);
  await nikos.say("The lamp blinks");
  const number = await nikos.escalate("medium");
  const ivy = await expert(browser, home, "Ivy Ødegård");
  await ivy.page.goto(`${home.origin}/desk?view=all&ticket=${number}`);
  await ivy.page.locator("#box").waitFor();
  await ivy.page.keyboard.press("c");
  const palette = ivy.page.getByRole("dialog", { name: "Canned answers" });
  await palette.getByRole("option", { name: "Which lamp" }).waitFor();
  await ivy.page.keyboard.type("lamp");
  await ivy.page.keyboard.press("Enter");
  // A visitor has no name: the gap is selected, and written over.
  await focusOn(ivy.page, "box");
  await ivy.page.keyboard.type("Nikos");
  await ivy.page.keyboard.press("Control+Enter");
  await ivy.page.getByRole("log").getByText(`Hello Nikos, which lamp is on? ${number}`).waitFor();
  await ivy.page.locator("#box").focus();
  await ivy.page.keyboard.type("Well: /lamp ");
  assert.equal(await ivy.page.locator("#box").inputValue(), `Well: Hello {user.name}, which lamp is on? ${number}`);
  for (const { wrong } of [lead, ivy]) assert.deepEqual(wrong().filter((one) => !one.includes("422")), []);
});

test("whoever is available is seen by those who give tickets", async () => {
  const [ivy, ada] = [await expert(browser, home, "Ivy Ødegård"), await expert(browser, home, "Ada Lovelace")];
  const number = await visitor(home.origin).escalate("low");
  await ada.page.goto(`${home.origin}/desk?view=all&ticket=${number}`);
  await card(ada.page, "Work").waitFor();
  await ivy.page.goto(`${home.origin}/desk`);
  const available = ivy.page.getByRole("switch", { name: "Available" });
  await available.waitFor();
  await ivy.page.keyboard.press("o");
  await ivy.page.waitForFunction(() => document.querySelector("[role=switch]").ariaChecked === "true");
  await ada.page.locator("#expert option", { hasText: "Ivy Ødegård (available" }).waitFor({ state: "attached" });
  await ada.page.keyboard.press("i");
  await focusOn(ada.page, "expert");
  await ada.page.keyboard.type("Ivy");
  await ada.page.keyboard.press("Enter");
  await card(ada.page, "History").getByText("Given to Ivy Ødegård").waitFor();
  await ivy.page.keyboard.press("1");
  await row(ivy.page, number).waitFor();
  await ivy.page.reload();
  await ivy.page.waitForFunction(() => document.querySelector("[role=switch]")?.ariaChecked === "true");
  for (const { wrong } of [ivy, ada]) assert.deepEqual(wrong(), []);
});

test("the first answer takes as few keys as the documentation says", async () => {
  const table = readFileSync(new URL("../../docs/desk.md", import.meta.url), "utf8").match(/\*\*clicks and keys\*\*.*/)[0];
  const { page, wrong } = await expert(browser, home, "Ivy Ødegård");
  let keys = 0;
  const press = (key) => {
    keys += key.split("+").length;
    return page.keyboard.press(key);
  };
  const answered = async (user, words) => {
    await page.getByRole("log").getByText(words).waitFor();
    await page.locator(".head").getByText("Ivy Ødegård").waitFor();
    const heard = (await user.history()).filter(({ sender }) => sender === "expert").map(({ content }) => content);
    assert.deepEqual(heard, [words]);
  };

  const nikos = visitor(home.origin);
  const number = await nikos.escalate("urgent");
  // The link in the mail was clicked.
  await page.goto(`${home.origin}/desk?ticket=${number}`);
  await page.locator("#box").waitFor();
  await press("r");
  await focusOn(page, "box");
  await page.keyboard.type("Which lamp is on?");
  await press("Control+Enter");
  await answered(nikos, "Which lamp is on?");
  assert.ok(table.includes(`**1 click, ${keys} keys**`), `${keys} keys from the mail`);

  const maria = visitor(home.origin);
  const next = await maria.escalate("urgent");
  await page.goto(`${home.origin}/desk`);
  await row(page, next).waitFor();
  keys = 0;
  await press("j");
  await focusOn(page, next);
  await press("Enter");
  await page.locator("#box").waitFor();
  await press("r");
  await focusOn(page, "box");
  await page.keyboard.type("What does the gauge say?");
  await press("Control+Enter");
  await answered(maria, "What does the gauge say?");
  assert.ok(table.includes(`**${keys} keys**`), `${keys} keys from the queue`);
  assert.deepEqual(wrong(), []);
});

test("a ticket is found by what was said in it, and the view of such tickets is kept", async (t) => {
  const { paths } = await (await fetch(`${home.origin}/openapi.json`)).json();
  if (!paths["/api/ai/tickets"].get.parameters.some(({ name }) => name === "q")) return t.skip("this service does not search");
  const nikos = visitor(home.origin);
  await nikos.say("The turbidity of the lagoon is high");
  const number = await nikos.escalate("medium");
  await visitor(home.origin).escalate("low");
  const { page, wrong } = await expert(browser, home, "Ivy Ødegård");
  await page.goto(`${home.origin}/desk?view=open`);
  await row(page, number).waitFor();
  await page.keyboard.press("/");
  await focusOn(page, "search");
  await page.keyboard.type("lagoon turbid");
  await row(page, number).locator("mark").first().waitFor();
  assert.equal(await page.locator("[data-row]").count(), 1);
  await page.keyboard.press("Enter");
  await focusOn(page, number);
  await page.keyboard.press("Enter");
  await focusOn(page, "message-1");
  assert.match(page.url(), /q=lagoon\+turbid&ticket=/);
  await page.keyboard.press("Escape");

  await page.keyboard.press("f");
  await page.locator("#filters").getByRole("checkbox", { name: "Medium" }).focus();
  await page.keyboard.press("Space");
  await page.waitForURL(/priority=medium/);
  await page.keyboard.press("Escape");
  await row(page, number).waitFor();

  await page.keyboard.press("v");
  await page.getByRole("dialog", { name: "Kept views" }).waitFor();
  await page.locator("#asked-name").focus();
  await page.keyboard.type("Lagoon");
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").getByRole("link", { name: "Lagoon" }).waitFor();
  await page.keyboard.press("Escape");
  await page.keyboard.press("3");
  await page.waitForURL(/view=all$/);
  await page.keyboard.press("4");
  await page.waitForURL(/view=open&q=lagoon\+turbid&priority=medium/);
  await row(page, number).waitFor();
  await page.keyboard.press("v");
  await page.getByRole("button", { name: "Delete the view Lagoon" }).click();
  await page.getByRole("dialog").getByText("None yet.").waitFor();
  assert.deepEqual(wrong(), []);
});

test("a duplicate is merged: what its user writes comes to the other ticket, and answers go to both", async () => {
  const [nikos, maria] = [visitor(home.origin), visitor(home.origin)];
  await nikos.say("Net cleaner 3 stands still");
  const target = await nikos.escalate("medium");
  await maria.say("Our net cleaner stopped");
  const double = await maria.escalate("medium");
  const { page, wrong } = await expert(browser, home, "Ivy Ødegård");
  await page.goto(`${home.origin}/desk?view=all&ticket=${double}`);
  await page.locator("#box").waitFor();
  await page.keyboard.press("m");
  await page.getByRole("dialog").waitFor();
  await page.keyboard.type(target);
  await page.getByRole("button", { name: `Merge into ${target}` }).waitFor();
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Net cleaner 3 stands still" }).waitFor();
  await maria.say("It smells burnt here");
  await page.getByRole("log").getByText("It smells burnt here").waitFor();
  await page.keyboard.press("r");
  await page.keyboard.type("Switch it off at the main switch.");
  await page.keyboard.press("Control+Enter");
  // It stands in the other conversation, and so in both.
  await page.locator("[id^=linked-]").getByText("Switch it off").waitFor();
  for (const user of [nikos, maria]) assert.ok((await user.history()).some(({ content }) => content.startsWith("Switch it off")));
  await page.goto(`${home.origin}/desk?view=all&ticket=${double}`);
  await page.locator(".merged").getByText(target).waitFor();
  assert.deepEqual(wrong(), []);
});

test("only people who work here get in, and come to the ticket that they wanted", async () => {
  const number = await visitor(home.origin).escalate("low");
  await expert(browser, home, "Ivy Ødegård");
  const page = await browser.newPage();
  await page.goto(`${home.origin}/desk?view=all&ticket=${number}`);
  await page.getByText("Only people who work here see tickets.").waitFor();
  await page.getByRole("link", { name: "Sign in" }).click();
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  await page.getByLabel("E-mail").first().fill("ivy@support.example");
  await page.getByLabel("Password", { exact: true }).first().fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL(`${home.origin}/desk?view=all&ticket=${number}`);
  await page.getByRole("heading", { name: number }).waitFor();
  // Once only: the account's own page stays where it is.
  await page.goto(`${home.origin}/account.html`);
  await page.getByRole("heading", { name: "Signed in: Ivy Ødegård" }).waitFor();
});
