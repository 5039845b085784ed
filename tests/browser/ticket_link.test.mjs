// A ticket by the link from a mail: to be read in six languages, on a phone too, and nothing but read.
import assert from "node:assert/strict";
import { test } from "node:test";
import { objections } from "./axe.mjs";
import { launch, watchedPage } from "./chromium.mjs";
import { house } from "./house.mjs";
import { TICKET } from "./linked.mjs";

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
    for (const code of ["en", "el", "ar", "es", "tr", "no"]) {
      await page.locator("#language").selectOption(code);
      await page.waitForFunction((lang) => document.documentElement.lang.startsWith(lang), code === "no" ? "n" : code);
      assert.equal(await page.evaluate(() => document.documentElement.dir), code === "ar" ? "rtl" : "ltr");
      assert.deepEqual(await objections(page, `${code} on a ${name}`), []);
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
