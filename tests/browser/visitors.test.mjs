// The chat page where callers are told apart: visitors chat, and where there are none the page says where to go.
import assert from "node:assert/strict";
import { test } from "node:test";
import { launch, watchedPage } from "./chromium.mjs";
import { house } from "./house.mjs";

// Where to leave pictures of the pages; none are made without it.
const pictures = process.env.SCREENSHOTS;
const NUMBER = /^AB-\d{8}-\d{4,}$/;
const VIEWPORTS = [
  ["desktop", { width: 1200, height: 860 }],
  ["phone", { width: 390, height: 844 }],
];

async function fits(page) {
  const [width, room] = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
  assert.ok(width <= room, `the page scrolls sideways: ${width} > ${room}`);
}

for (const [name, viewport] of VIEWPORTS) {
  test(`a visitor chats and gets a ticket, also over a reload (${name})`, async (t) => {
    const { origin } = await house(t, { HANDOVER__AUTH__VISITORS: "true" });
    const browser = await launch(t);
    const { page, wrong } = await watchedPage(browser, origin, { viewport });
    page.setDefaultTimeout(20_000);
    await page.goto(`${origin}/`);
    await page.getByRole("textbox", { name: "Your message" }).fill("The engine does not start");
    await page.getByRole("button", { name: "Send" }).click();
    await page.getByRole("log").getByRole("article").first().waitFor();
    assert.equal(await page.getByText("Who am I?").isVisible(), false, "nobody takes a visitor's word for it");
    await page.getByRole("button", { name: "Get an expert" }).click();
    const dialog = page.getByRole("dialog", { name: "Hand over to an expert" });
    await dialog.getByRole("button", { name: "Create Support Ticket" }).click();
    const number = page.getByRole("heading", { name: NUMBER });
    const shown = (await number.textContent()).trim();
    // The ticket's status was read; the mails about it are not a visitor's to read.
    await page.getByRole("log").getByText("Medium", { exact: true }).waitFor();
    assert.equal(await page.getByRole("heading", { name: "Mail" }).isVisible(), false);
    if (pictures) await page.screenshot({ path: `${pictures}/visitor-${name}.png`, fullPage: true });
    await page.reload();
    assert.equal((await page.getByRole("heading", { name: NUMBER }).textContent()).trim(), shown);
    await fits(page);
    const [cookie] = await page.context().cookies();
    assert.deepEqual([cookie.name, cookie.httpOnly, cookie.sameSite], ["__Host-handover-visitor", true, "Strict"]);
    assert.deepEqual(wrong(), []);
  });

  test(`without visitors the page says where the chat is (${name})`, async (t) => {
    const { origin } = await house(t);
    const browser = await launch(t);
    const { page, wrong } = await watchedPage(browser, origin, { viewport });
    page.setDefaultTimeout(20_000);
    await page.goto(`${origin}/`);
    await page.getByRole("heading", { name: "This chat is opened from another page" }).waitFor();
    assert.equal(await page.getByRole("textbox").count(), 0, "there is nothing to fill in");
    assert.equal(await page.getByRole("button").count(), 0, "and nothing to press");
    for (const [language, heading, direction] of [
      ["el", "Αυτή η συνομιλία ανοίγει από άλλη σελίδα", "ltr"],
      ["ar", "تُفتح هذه المحادثة من صفحة أخرى", "rtl"],
      ["es", "Este chat se abre desde otra página", "ltr"],
      ["tr", "Bu görüşme başka bir sayfadan açılır", "ltr"],
      ["no", "Denne chatten åpnes fra en annen side", "ltr"],
      ["en", "This chat is opened from another page", "ltr"],
    ]) {
      await page.getByRole("combobox").selectOption(language);
      await page.getByRole("heading", { name: heading }).waitFor();
      assert.equal(await page.evaluate(() => document.documentElement.dir), direction);
      await fits(page);
      if (pictures) await page.screenshot({ path: `${pictures}/closed-${name}-${language}.png`, fullPage: true });
    }
    await page.getByRole("link", { name: "For people who work here: sign in" }).click();
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    assert.deepEqual(wrong(), []);
  });
}
