// The main job in a real browser: chat, be guided, escalate, read the ticket number and the mail that waits.
import assert from "node:assert/strict";
import { test } from "node:test";
import { launch, watchedPage } from "./chromium.mjs";

const origin = process.env.HANDOVER_URL;
const NUMBER = /^AB-\d{8}-\d{4,}$/;
// Where to leave pictures of the pages; none are made without it.
const pictures = process.env.SCREENSHOTS;

for (const [name, viewport] of [
  ["desktop", { width: 1200, height: 860 }],
  ["phone", { width: 390, height: 844 }],
  // What is left of 1280 × 1024 at 400 %.
  ["400 %", { width: 320, height: 256 }],
]) {
  test(`a user chats, escalates and keeps the ticket over a reload (${name})`, async (t) => {
    const browser = await launch(t);
    const { page, wrong } = await watchedPage(browser, origin, { viewport });
    page.setDefaultTimeout(20_000);
    await page.goto(`${origin}/`);

    await page.getByRole("textbox", { name: "Your message" }).fill("The engine does not start");
    await page.getByRole("button", { name: "Send" }).click();
    const step = page.getByRole("log").getByRole("article").first();
    await step.waitFor();
    await step.getByRole("button", { name: "It did not work" }).click();
    await page.getByRole("log").getByRole("article").nth(1).waitFor();

    await page.getByRole("button", { name: "Get an expert" }).click();
    const dialog = page.getByRole("dialog", { name: "Hand over to an expert" });
    await dialog.getByLabel("Priority").selectOption("high");
    await dialog.getByLabel("Notes for the expert").fill("Please call before noon <b>today</b>.");
    if (pictures) await page.screenshot({ path: `${pictures}/${name}-escalate.png` });
    await dialog.getByRole("button", { name: "Create Support Ticket" }).click();

    const number = page.getByRole("heading", { name: NUMBER });
    const shown = (await number.textContent()).trim();
    assert.match(shown, NUMBER);
    const card = page.getByRole("article").filter({ has: number });
    await card.getByText("Expert Contact:").waitFor();
    await card.getByText(/^High$/).waitFor();

    // No SMTP server is configured here, so the mail to support waits and can be read on the page.
    const mail = card.locator("details").first();
    await mail.locator("summary").click();
    assert.ok((await mail.locator("pre").textContent()).includes("Please call before noon <b>today</b>."));
    if (pictures) await page.screenshot({ path: `${pictures}/${name}-ticket.png`, fullPage: true });

    await page.reload();
    assert.equal((await page.getByRole("heading", { name: NUMBER }).textContent()).trim(), shown);
    const [width, room] = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
    assert.ok(width <= room, `the page scrolls sideways: ${width} > ${room}`);
    assert.deepEqual(wrong(), []);
  });
}

test("the API documentation works without another host", async (t) => {
  const browser = await launch(t);
  const { page, wrong } = await watchedPage(browser, origin);
  await page.goto(`${origin}/docs`);
  await page.getByText("/api/ai/chat", { exact: true }).first().waitFor({ timeout: 20_000 });
  assert.deepEqual(wrong(), []);
});
