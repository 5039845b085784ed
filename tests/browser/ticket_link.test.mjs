// A ticket by the link from a mail: to be read in six languages, on a phone too, and nothing but read.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { launch, watchedPage } from "./chromium.mjs";
import { house } from "./house.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const pictures = process.env.SCREENSHOTS;

const said = (sender, content, author = null) => ({ sender, author, content, message_type: "text", language: "en", timestamp: "2026-11-22T09:30:07.000000Z" });
const TICKET = {
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

test("a link opens a ticket to be read, in six languages and on a phone", async (t) => {
  const { origin } = await house(t);
  const browser = await launch(t);
  for (const [name, viewport] of [["desktop", { width: 1100, height: 860 }], ["phone", { width: 390, height: 844 }]]) {
    const { page, wrong } = await watchedPage(browser, origin, { viewport, bypassCSP: true });
    page.setDefaultTimeout(20_000);
    const shown = [];
    await page.route("**/api/ai/ticket-by-link", (route) => {
      shown.push(route.request().headers()["x-handover-link"]);
      return route.fulfill({ json: TICKET });
    });
    await page.goto(`${origin}/ticket.html#hot_abc`);
    await page.getByRole("heading", { name: "Ticket AB-20261122-0042" }).waitFor();
    assert.deepEqual(shown, ["hot_abc"]);
    await page.getByText("<img src=x onerror=alert(1)>").waitFor();
    await page.getByText("Older messages that are left out: 3").waitFor();
    await page.evaluate(AXE);
    for (const code of ["en", "el", "ar", "es", "tr", "no"]) {
      await page.locator("#language").selectOption(code);
      await page.waitForFunction((lang) => document.documentElement.lang.startsWith(lang), code === "no" ? "n" : code);
      assert.equal(await page.evaluate(() => document.documentElement.dir), code === "ar" ? "rtl" : "ltr");
      const [width, room] = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
      assert.ok(width <= room, `${code} on a ${name} scrolls sideways: ${width} > ${room}`);
      const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
      assert.deepEqual(violations.map((one) => `${one.id}: ${one.nodes[0].html}`), [], code);
      if (pictures) await page.screenshot({ path: `${pictures}/ticket-link-${name}-${code}.png`, fullPage: true });
    }
    assert.deepEqual(wrong(), []);
    await page.close();
  }
});

test("a link that opens nothing says so", async (t) => {
  const { origin } = await house(t);
  const browser = await launch(t);
  const { page } = await watchedPage(browser, origin, { viewport: { width: 390, height: 844 } });
  await page.goto(`${origin}/ticket.html#hot_forged`);
  await page.getByText("This link opens nothing, or nothing any more.").waitFor();
  await page.goto(`${origin}/ticket.html`);
  await page.getByText("This link opens nothing, or nothing any more.").waitFor();
  assert.equal(await page.locator("#ticket").isVisible(), false);
});
