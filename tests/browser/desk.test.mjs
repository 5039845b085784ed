// The desk in a real browser: the queue and a ticket by keyboard alone, a conflict between two experts, and accessibility.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, afterEach, before, test } from "node:test";
import { launch } from "./chromium.mjs";
import { expert, hostSystem, visitor } from "./desk_people.mjs";
import { house } from "./house.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

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

test("a ticket is found by what was said in it, and opens there", async (t) => {
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
  assert.deepEqual(wrong(), []);
});

test("no view breaks a rule of accessibility, light or dark, English or Arabic", async () => {
  const nikos = visitor(home.origin);
  await nikos.say("The engine does not start");
  await nikos.say("no, did not help");
  const number = await nikos.escalate("urgent");
  await visitor(home.origin, "ar").escalate("low");
  const { page, wrong } = await expert(browser, home, "Ivy Ødegård");
  const found = [];
  const check = async (what) => {
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      const violations = await page.evaluate(async () => {
        const { violations } = await globalThis.axe.run(document, { resultTypes: ["violations"] });
        return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target, failureSummary }) => `${target} ${failureSummary}`).join(" | ")}`);
      });
      found.push(...violations.map((one) => `${what} ${colorScheme}: ${one}`));
    }
    const [width, room] = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
    if (width > room) found.push(`${what}: scrolls sideways`);
  };
  for (const language of ["en", "ar"]) {
    await page.addInitScript((language) => localStorage.setItem("handover.choices", JSON.stringify({ language })), language);
    for (const [width, height] of language === "ar" ? [[1440, 900], [390, 844]] : [[1440, 900]]) {
      await page.setViewportSize({ width, height });
      for (const [name, ticket] of [["queue", ""], ["ticket", `&ticket=${number}`], ["missing", "&ticket=AB-20260101-9999"]]) {
        await page.goto(`${home.origin}/desk?view=all${ticket}`);
        await page.locator(ticket ? ".head h2, .ticket .blank" : "[data-row]").first().waitFor();
        await page.evaluate(AXE);
        await check(`${name} ${language} ${width}`);
        if (name !== "ticket" || width === 1440) continue;
        await page.locator(".sides button").last().click();
        await check(`facts ${language} ${width}`);
      }
    }
    for (const key of ["?", "e"]) {
      await page.setViewportSize({ width: 1440, height: 900 });
      await page.goto(`${home.origin}/desk?view=all&ticket=${number}`);
      await page.locator(".head h2").waitFor();
      await page.evaluate(AXE);
      await page.keyboard.press(key);
      await page.locator("dialog[open]").waitFor();
      await check(`dialog ${key} ${language}`);
    }
  }
  assert.deepEqual(found, []);
  assert.deepEqual(wrong().filter((one) => !one.includes("404")), []);
});

test("only people who work here get in, and the page says so", async () => {
  const page = await browser.newPage();
  await page.goto(`${home.origin}/desk`);
  await page.getByText("Only people who work here see tickets.").waitFor();
  await page.getByRole("link", { name: "Sign in" }).click();
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
});

/** Whatever could make elements, attributes or scripts out of a text. */
const HOSTILE = [
  '<img src=x onerror="globalThis.hacked=1">',
  '"><script>globalThis.hacked=1</script>',
  "' autofocus onfocus='globalThis.hacked=1",
  "<svg/onload=globalThis.hacked=1>",
  '</textarea></title></style><iframe srcdoc="<script>parent.hacked=1</script>">',
  "${globalThis.hacked=1} {{constructor.constructor('globalThis.hacked=1')()}} {user.name}",
  "<!--?lit$1$--><?lit$1$?><style>*{display:none!important}</style>",
  '<a href="javascript:globalThis.hacked=1">javascript:globalThis.hacked=1</a>',
  "\u202e<b onmouseover=globalThis.hacked=1>\u0000".replace("\u0000", "&#0;"),
];

/** The elements of a part of the page with the names of their attributes, and nothing of what they say. */
const skeleton = (page, part) =>
  page.locator(part).evaluate((root) =>
    [root, ...root.querySelectorAll("*")].map((one) => {
      const link = one.getAttribute("href") ?? one.getAttribute("src") ?? "";
      const names = one.getAttributeNames().filter((name) => !["data-jumped", "value", "lang"].includes(name));
      return `${one.localName} ${names.sort().join(" ")} ${/^(javascript|data):/i.test(link) ? link : ""}`.trim();
    }),
  );

/** How many shapes the parts have that are to look alike. */
const shapes = async (page, parts) => {
  const all = await Promise.all((await page.locator(parts).all()).map((_, index) => skeleton(page, `:nth-match(${parts}, ${index + 1})`)));
  // Which of them is chosen is no part of its shape.
  return new Set(all.map((one) => one.join("\n"))).size;
};

/** Has the one who is signed in at the page make something. */
const keep = async (page, path, body) => {
  const status = await page.evaluate(
    async ({ path, body }) => {
      const headers = { "Content-Type": "application/json", "X-Handover-Request": "1" };
      return (await fetch(`api/ai/${path}`, { method: "POST", headers, body: JSON.stringify(body) })).status;
    },
    { path, body },
  );
  assert.equal(status, 201, `${path} ${JSON.stringify(body)}`);
};

/** A ticket whose every text is `texts`, in turn. @returns its number */
async function ticketOf(host, user, texts) {
  const text = (index) => texts[index % texts.length];
  await host("PUT", `users/${user}`, { name: text(0), email: null, organization_name: text(1), role: text(2), language: "en" });
  await host("PUT", `machines/${user}-m`, { user_id: user, name: text(3), model: text(4), serial: text(5), location: text(6) });
  const { session_id: session } = await host("POST", "sessions", { user_id: user, machine_id: `${user}-m`, language: "en" });
  const body = { escalation_reason: "user_request", priority: "low", additional_notes: texts.join("\n") };
  const { ticket_number: number } = await host("POST", `sessions/${session}/escalate`, body);
  for (const message of texts) await host("POST", "chat", { message, user_id: user, session_id: session, language: "en" });
  await host("POST", `tickets/${number}/notes`, { text: texts.join("\n") });
  return number;
}

test("a text is a text: what people write makes no element, no attribute and no script", async () => {
  const host = hostSystem(home);
  const plain = await ticketOf(host, "plain", HOSTILE.map((_, index) => `words ${index}`));
  const hostile = await ticketOf(host, "hostile", HOSTILE);
  const { page, wrong } = await expert(browser, home, '<img src=x onerror="globalThis.hacked=1">', { role: "lead", email: "hostile@support.example" });
  const seen = {};
  for (const [name, number] of [["plain", plain], ["hostile", hostile]]) {
    await page.goto(`${home.origin}/desk?view=all&ticket=${number}`);
    await page.getByRole("log").getByText(name === "plain" ? "words 8" : HOSTILE[0]).first().waitFor();
    for (const details of await page.locator(".facts details").all()) await details.evaluate((one) => (one.open = true));
    seen[name] = { ticket: await skeleton(page, "section.ticket"), facts: await skeleton(page, ".facts"), row: await skeleton(page, `[data-row="${number}"]`) };
  }
  assert.ok(seen.plain.facts.length > 50, "there is something to compare");
  assert.deepEqual(seen.hostile, seen.plain);
  await page.keyboard.press("r");
  await page.keyboard.type(HOSTILE.join(" "));
  await page.keyboard.press("Control+Enter");
  await page.locator('[data-sender="expert"]').getByText(HOSTILE[1]).waitFor();

  const short = ["words", ...HOSTILE].filter((text) => text.length <= 80 && !text.includes("{"));
  for (const text of short) await keep(page, "desk/canned-answers", { title: text, text: `${text} ${text}`, language: null, category: null, shortcut: null });
  await page.goto(`${home.origin}/desk?settings=canned`);
  await page.locator(".entries").getByText(HOSTILE[1]).first().waitFor();
  assert.equal(await shapes(page, ".entries > li:not(:has(code))"), 1);
  await page.goto(`${home.origin}/desk?view=all&ticket=${hostile}`);
  await page.locator("#box").waitFor();
  await page.keyboard.press("c");
  await page.locator("#canned-0").waitFor();
  assert.equal(await shapes(page, "#canned-list > li:not(:has(code))"), 1);
  for (const text of HOSTILE) await page.goto(`${home.origin}/desk?view=all&priority=${encodeURIComponent(text)}&ticket=${encodeURIComponent(text)}&settings=${encodeURIComponent(text)}`);
  assert.equal(await page.evaluate(() => globalThis.hacked), undefined);
  assert.deepEqual(wrong().filter((one) => !/40[04]|422/.test(one)), []);
});
