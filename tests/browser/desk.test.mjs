// The desk in a real browser: the queue and a ticket by keyboard alone, and two experts who work on the same.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { browser, home } from "./desk_house.mjs";
import { PASSWORD, card, expert, focusOn, row, visitor } from "./desk_people.mjs";
import { meet } from "./desk_story.mjs";

/** Keeps requests back until what it returns is called: all, or those of one method. */
async function hold(page, where, method) {
  let release;
  const held = new Promise((resolve) => (release = resolve));
  await page.route(where, async (route) => {
    if (!method || route.request().method() === method) await held;
    await route.continue();
  });
  return release;
}

/** A new ticket, open on an expert's desk. Who is deaf hears nothing of what happens, as on a bad line, and knows it as it was. */
async function opened({ isDeaf = false } = {}) {
  const user = visitor(home.origin);
  const number = await user.escalate("medium");
  const { page, wrong } = await expert(browser, home, "Ivy Ødegård");
  await page.goto(`${home.origin}/desk?view=all&ticket=${number}`);
  await page.locator("#box").waitFor();
  if (!isDeaf) return { page, wrong, user, number };
  await page.route("**/events**", (route) => route.abort());
  await page.reload();
  await page.locator("#box").waitFor();
  return { page, wrong: () => wrong().filter((one) => !/ERR_FAILED|409/.test(one)), user, number };
}

/** The same with an answer to the user, which is on its way until `release` is called. */
async function answering(how) {
  const { page, wrong } = await opened(how);
  const release = await hold(page, "**/api/ai/tickets/*/messages");
  await page.keyboard.press("r");
  await focusOn(page, "box");
  await page.keyboard.type("Which lamp is on?");
  await page.keyboard.press("Control+Enter");
  await focusOn(page, "box");
  return { page, wrong, release };
}

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
  const { page, wrong } = await opened();
  const release = await hold(page, "**/api/ai/tickets/*", "PATCH");
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

test("a note that is written while the ticket is being opened is there", async () => {
  const number = await visitor(home.origin).escalate("medium");
  const [ivy, ada] = [await expert(browser, home, "Ivy Ødegård"), await expert(browser, home, "Ada Lovelace")];
  await ivy.page.goto(`${home.origin}/desk?view=all&ticket=${number}`);
  await ivy.page.locator("#box").waitFor();
  const release = await hold(ada.page, /\/api\/ai\/sessions\/[^/]+$/);
  const asked = ada.page.waitForRequest(/\/api\/ai\/sessions\/[^/]+$/);
  await ada.page.goto(`${home.origin}/desk?view=all&ticket=${number}`);
  await asked;
  await ivy.page.keyboard.press("n");
  await focusOn(ivy.page, "box");
  await ivy.page.keyboard.type("Starter was changed last week.");
  await ivy.page.keyboard.press("Control+Enter");
  await ivy.page.getByText("Note saved.").waitFor({ state: "attached" });
  release();
  await ada.page.locator('[data-sender="note"]').getByText("Starter was changed last week.").waitFor();
  for (const { wrong } of [ivy, ada]) assert.deepEqual(wrong(), []);
});

/** What is answered to a user while the desk hears nothing; `meanwhile` happens before. */
async function answeredUnheard(meanwhile) {
  const { page, wrong, user, number } = await opened({ isDeaf: true });
  const release = await hold(page, "**/api/ai/tickets/**", "GET");
  await meanwhile({ user, number });
  await page.keyboard.press("r");
  await focusOn(page, "box");
  await page.keyboard.type("Switch it off at the main switch.");
  await page.keyboard.press("Control+Enter");
  release();
  return { page, wrong, user };
}

test("an answer goes to a user in danger although the ticket became urgent while it was written", async () => {
  const { page, wrong, user } = await answeredUnheard(({ user }) => user.say("There is smoke coming out of the motor and it is on fire"));
  await page.getByText("Answer sent.").waitFor({ state: "attached" });
  await page.waitForFunction(() => document.querySelector("#priority")?.value === "urgent");
  assert.equal(await page.getByRole("dialog").count(), 0);
  assert.deepEqual((await user.history()).filter(({ sender }) => sender === "expert").map(({ content }) => content), ["Switch it off at the main switch."]);
  assert.deepEqual(wrong(), []);
});

test("whoever answers a ticket that a colleague has taken meanwhile is asked first", async () => {
  const ada = await expert(browser, home, "Ada Lovelace");
  const { page, wrong, user } = await answeredUnheard(async ({ number }) => {
    await ada.page.goto(`${home.origin}/desk?view=all&ticket=${number}`);
    await ada.page.locator("#box").waitFor();
    await ada.page.keyboard.press("a");
    await ada.page.locator(".head").getByText("Ada Lovelace").waitFor();
  });
  await page.getByRole("dialog").waitFor();
  assert.deepEqual((await user.history()).filter(({ sender }) => sender === "expert"), []);
  assert.deepEqual(wrong(), []);
});

test("an answer that has arrived does not take the keyboard from whoever went on", async () => {
  const { page, wrong, release } = await answering();
  await page.keyboard.press("Escape");
  await focusOn(page, "ticket-title");
  release();
  await page.getByText("Answer sent.").waitFor({ state: "attached" });
  // What is a key here would be words to the user there.
  await focusOn(page, "ticket-title");
  assert.deepEqual(wrong(), []);
});

test("what is begun while an answer is on its way is kept by whoever has gone on to a note", async () => {
  const { page, wrong, release } = await answering({ isDeaf: true });
  const read = await hold(page, "**/history**");
  await page.keyboard.type("And is it red");
  await page.keyboard.press("Escape");
  await page.keyboard.press("n");
  await focusOn(page, "box");
  await page.keyboard.type("Likely the fuse.");
  release();
  await page.getByText("Answer sent.").waitFor({ state: "attached" });
  await page.keyboard.press("Escape");
  await page.keyboard.press("r");
  await focusOn(page, "box");
  assert.equal(await page.locator("#box").inputValue(), "And is it red");
  // The answer is read from where it went only now.
  read();
  await page.getByRole("log").getByText("Which lamp is on?").waitFor();
  assert.equal(await page.locator("#box").inputValue(), "And is it red");
  assert.deepEqual(wrong(), []);
});

test("two experts and an operator in three browsers, and the same trouble twice", async (t) => {
  t.diagnostic(`the ticket stood in the queues after ${await meet(browser, home)} ms`);
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
  await page.locator(".changes .after").getByText("Shortcut: /lamp").waitFor();
  await page.locator(".changes .after").getByText("Role: Lead").first().waitFor();
  const older = { what: "expert", from: "languages: any; categories: any; assigned automatically: no" };
  const newer = {
    what: "expert",
    from: "languages: \ncategories: hydraulic\nauto_assign: false",
    to: "languages: el, no\ncategories: hydraulic\nauto_assign: true",
  };
  const changes = [older, newer].map((one) => ({ at: "2026-11-23T10:00:00Z", actor: "Leda", subject: "Ivy", to: null, ...one }));
  await page.route("**/api/ai/desk/changes", (route) => route.fulfill({ json: { changes, next_cursor: null } }));
  await page.reload();
  await page.locator(".before").nth(1).waitFor();
  const shown = await page.locator(".before, .after").evaluateAll((all) => all.map((one) => one.lastElementChild.innerText.split("\n")));
  assert.deepEqual(shown, [[older.from], ["Languages: all", "Gets new tickets: No"], ["Languages: Greek · Norwegian", "Gets new tickets: Yes"]]);

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
  await page.keyboard.press("Escape");

  await page.goto(`${home.origin}/desk?view=all&q=zeppelin&priority=low`);
  await page.getByText("zeppelin").waitFor();
  await page.keyboard.press("f");
  // There is only one, or this would fail.
  await page.getByRole("button", { name: "Clear filters" }).click();
  await focusOn(page, "filters-open");
  await page.waitForURL(/view=all$/);
  await row(page, number).waitFor();
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
