// The page of insight on the month of the demonstration: the story that is planted there is told, each picture says the same
// as its table, marks lead to conversations, by keyboard alone, and nobody is kept out by how it is drawn.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { before, test } from "node:test";
import { objections } from "./axe.mjs";
import { launch } from "./chromium.mjs";
import { expert } from "./desk_people.mjs";
import { house } from "./house.mjs";

/** One house with a month in it, and one browser, for all tests. */
const world = { undo: [] };
before(async () => {
  const t = { after: (work) => world.undo.unshift(work) };
  world.home = await house(t);
  world.home.run("demo", "seed");
  world.browser = await launch(t);
  world.lead = await expert(world.browser, world.home, "Ada Lovelace", { role: "lead", viewport: { width: 1440, height: 900 } });
});
test.after(async () => {
  for (const work of world.undo) await work();
});

/** Opens a view and waits until nothing is on its way. */
async function open(page, query) {
  await page.goto(`${world.home.origin}/insight?${query}`);
  await page.locator(".panels .panel").first().waitFor();
  await page.waitForFunction(() => !document.querySelector('[aria-busy="true"], .bone'));
}

const finding = (page, panel) => page.locator(`#${panel} .finding`).first().textContent();

test("the pictures tell the story that is planted in the month", async () => {
  const { page } = world.lead;
  await open(page, "view=steps");
  const step = await page.locator(".finding").first().textContent();
  assert.match(step, /step 3 in (5\d|6\d|7\d)%/, "the step that fails");
  assert.equal(await page.locator("#steps-0 [data-worst]").getAttribute("value"), "3");
  await open(page, "view=reasons");
  assert.match(await finding(page, "rules"), /policy\.expert_category/, "the rule that is needless");
  await page.locator("tr[data-wrong]", { hasText: "policy.expert_category" }).waitFor();
  await open(page, "view=waiting");
  assert.match(await finding(page, "spread"), /^Greek waits longest/, "the language that waits");
  await open(page, "view=knowledge");
  assert.match(await page.locator("#gaps").textContent(), /HVO/, "what is not known");
});

test("each picture has the numbers of its table, and their marks lead to as many conversations", async () => {
  const { page } = world.lead;
  for (const [view, panels] of [["overview", ["trend", "sessions", "heat"]], ["reasons", ["flow"]], ["steps", ["steps-0"]]]) {
    await open(page, `view=${view}`);
    for (const panel of panels) {
      const found = await page.evaluate((panel) => {
        const marks = [...document.querySelectorAll(`#${panel} svg a[data-here]`)].map((mark) => [mark.getAttribute("href"), mark.dataset.value]);
        const cells = [...document.querySelectorAll(`#${panel} td:has(a)`)].map((cell) => [cell.querySelector("a").getAttribute("href"), cell.dataset.value]);
        const table = Object.fromEntries(cells);
        return { marks: marks.length, wrong: marks.filter(([href, value]) => href in table && table[href] !== value), shared: marks.filter(([href]) => href in table).length };
      }, panel);
      assert.deepEqual(found.wrong, [], panel);
      assert.ok(found.shared > 0 && found.marks >= found.shared, `${panel}: ${JSON.stringify(found)}`);
    }
  }
  // The widest band, counted by what is behind it.
  await open(page, "view=reasons");
  const widest = await page.evaluate(() => [...document.querySelectorAll("#flow svg a:has(.band)")].map((mark) => Number(mark.dataset.value)).sort((a, b) => b - a)[0]);
  await page.locator(`#flow svg a[data-value="${widest}"]:has(.band)`).first().focus();
  await page.keyboard.press("Enter");
  const sheet = page.getByRole("dialog", { name: "Conversations behind this mark" });
  await sheet.locator(".behind > li").first().waitFor();
  for (const more = sheet.getByRole("button", { name: "Show more" }); await more.isVisible(); ) {
    await more.click();
    await sheet.locator('[aria-busy="true"]').waitFor({ state: "detached" });
  }
  assert.equal(await sheet.locator(".behind > li").count(), widest);
});

test("with the keyboard alone: to a picture, from mark to mark, to a conversation, to its ticket in the desk", async () => {
  const { page } = world.lead;
  await open(page, "view=overview");
  await page.locator("#trend .panel-tools summary").focus();
  await page.keyboard.press("Tab");
  const mark = () => page.evaluate(() => document.activeElement?.closest("#trend svg") && document.activeElement.getAttribute("aria-label"));
  const first = await mark();
  assert.ok(first, "Tab reaches the picture");
  await page.keyboard.press("ArrowRight");
  const second = await mark();
  assert.ok(second && second !== first, "an arrow goes to another mark");
  assert.equal(await page.locator("#tip").textContent(), second);
  await page.keyboard.press("Tab");
  assert.equal(await mark(), null, "one Tab leaves the picture");
  await page.keyboard.press("Shift+Tab");
  assert.equal(await mark(), second, "and comes back to the mark");
  await page.keyboard.press("Enter");
  const sheet = page.getByRole("dialog", { name: "Conversations behind this mark" });
  await sheet.locator("summary").first().focus();
  await page.keyboard.press("Enter");
  await sheet.locator(".said li").first().waitFor();
  await page.keyboard.press("Escape");
  await sheet.waitFor({ state: "hidden" });
  assert.equal(await mark(), second, "the keyboard is where it was");
  await page.keyboard.press("Enter");
  await sheet.locator('.top a[href^="desk"]').first().focus();
  await page.keyboard.press("Enter");
  await page.waitForURL(/desk\?view=all&ticket=AB-/);
  await page.locator(".head h2").waitFor();
});

test("what is looked at stands in the address, and a picture becomes a file", async () => {
  const { page } = world.lead;
  await open(page, "view=overview");
  await page.locator("#pick-language").selectOption("el");
  await page.getByLabel("Compare with the period before").check();
  await page.waitForFunction(() => !document.querySelector('[aria-busy="true"]'));
  assert.match(page.url(), /compare=previous&language=el|language=el/);
  const number = await page.locator(".heads .figure").first().getAttribute("data-value");
  await page.reload();
  await page.locator(".heads .figure").first().waitFor();
  assert.equal(await page.locator(".heads .figure").first().getAttribute("data-value"), number);
  await page.locator(".change").first().waitFor();
  for (const kind of ["SVG", "PNG", "CSV"]) {
    await page.locator("#trend summary").click();
    const [file] = await Promise.all([page.waitForEvent("download"), page.locator("#trend .take").getByText(kind).click()]);
    const bytes = readFileSync(await file.path());
    assert.ok(bytes.length > 20, kind);
    if (kind === "SVG") assert.ok(bytes.toString().includes("A person was needed, by reason"));
    await page.keyboard.press("Escape");
  }
});

test("a gap becomes a draft, and a lead verifies it", async () => {
  const { page } = world.lead;
  await open(page, "view=knowledge");
  const draft = page.getByRole("button", { name: /^Draft an article/ });
  await page.locator("#gaps article", { hasText: "HVO" }).filter({ has: draft }).first().getByRole("button").click();
  const link = page.locator("#gaps .done a").first();
  const id = (await link.getAttribute("href")).slice(1);
  const lesson = page.locator(`[id="${id}"]`);
  await lesson.getByText("Not verified").waitFor();
  // The figures come late: nothing that is asked meanwhile is lost.
  let release;
  const held = new Promise((resolve) => (release = resolve));
  await page.route("**/analytics/overview**", async (route) => {
    await held;
    await route.continue();
  });
  await lesson.getByRole("button", { name: "Verify" }).click();
  await lesson.locator('.chip[data-verified="true"]').waitFor();
  await lesson.getByRole("button", { name: "Before and after" }).click();
  await lesson.getByRole("region", { name: "Table: Before and after" }).waitFor();
  release();
  await page.unrouteAll({ behavior: "wait" });
});

test("who leads has the figures sent each week, and stops it", async () => {
  const { page } = world.lead;
  await open(page, "view=overview");
  await page.getByLabel("Send me the figures of the week by email every Monday.").check();
  await page.getByText("The figures of the week will come on Monday.").waitFor();
  await open(page, "view=mail");
  assert.ok(await page.locator("#weekly").isChecked(), "it is kept");
  await page.locator("#weekly").uncheck();
  await page.getByText("The weekly email is switched off.").waitFor();
});

test("no view breaks a rule of accessibility or scrolls sideways, light or dark, English or Arabic, picture or table", async () => {
  const { page, wrong } = world.lead;
  const found = [];
  const check = async (...of) => found.push(...(await objections(page, ...of)));
  await open(page, "");
  const views = await page.locator(".views a").evaluateAll((links) => links.map((link) => new URL(link.href).searchParams.get("view")));
  for (const view of views) {
    await open(page, `view=${view}&compare=previous`);
    await check(view);
  }
  await page.addInitScript(() => localStorage.setItem("handover.choices", JSON.stringify({ language: "ar" })));
  await page.setViewportSize({ width: 390, height: 844 });
  for (const view of views) {
    await open(page, `view=${view}&compare=previous`);
    const tables = page.locator('.panel-tools > button[aria-pressed="false"]');
    while (await tables.count()) await tables.first().click();
    await check(`${view} in Arabic on a phone, as tables`, [view === "waiting" ? "dark" : "light"]);
  }
  await open(page, "view=overview&mark=");
  await page.locator(".behind > li").first().waitFor();
  await check("transcripts in Arabic on a phone", ["light"]);
  assert.deepEqual(found, []);
  assert.deepEqual(wrong(), []);
});

test("who is not signed in, and who is told no, reads why", async () => {
  const page = await world.browser.newPage();
  await page.goto(`${world.home.origin}/insight`);
  await page.getByText("Only people who work here see these figures.").waitFor();
  await page.getByRole("link", { name: "Sign in" }).click();
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  const { page: other } = await expert(world.browser, world.home, "Ivy Ødegård");
  const refusal = { status: 403, contentType: "application/problem+json", body: '{"type":"/problems/forbidden","title":"No","detail":"Not for you."}' };
  await other.route("**/api/ai/analytics/**", (route) => route.fulfill(refusal));
  await other.goto(`${world.home.origin}/insight`);
  await other.getByText("these figures are only for those who help and for managers").waitFor();
});
