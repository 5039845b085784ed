// Where the list of what was said stands while events arrive.
import assert from "node:assert/strict";
import { test } from "node:test";
import { launch } from "./chromium.mjs";
import { TALK, fake, remember, world } from "./fake.mjs";
import { hostSite } from "./host.mjs";

const origin = process.env.HANDOVER_URL;

test("the list stays where it was put until something is added, and then shows it", async (t) => {
  const browser = await launch(t);
  const site = await hostSite(t, () => origin);
  const page = await (await browser.newContext({ viewport: { width: 1000, height: 700 } })).newPage();
  page.setDefaultTimeout(15_000);
  const it = world(TALK.en);
  it.messages = Array.from({ length: 12 }, (_, index) => it.message(index % 2 ? "expert" : "user", `${index}: ${TALK.en.expert}`));
  await remember(page, origin, "nikos");
  await fake(page, origin, it);
  await page.goto(site.at('user="nikos"'));
  await page.getByRole("button", { name: "Open the chat" }).click();
  await page.getByText("11: Hello").waitFor();
  const log = page.getByRole("log");
  const stands = () => log.evaluate((list) => ({ at: Math.round(list.scrollTop), end: list.scrollHeight - list.clientHeight }));
  const drawn = async () => {
    await page.waitForResponse((response) => response.url().endsWith("/events"));
    await page.waitForResponse((response) => response.url().endsWith("/events"));
  };
  await drawn();
  const { at, end } = await stands();
  assert.ok(end > 300 && end - at <= 1, `it begins at its end: ${at} of ${end}`);
  await log.evaluate((list) => list.scrollBy({ top: -40, behavior: "instant" }));
  await drawn();
  assert.deepEqual(await stands(), { at: at - 40, end });
  it.events = [{ event: "message", data: it.message("expert", "One more thing") }];
  await page.getByText("One more thing", { exact: true }).waitFor();
  await drawn();
  const after = await stands();
  assert.ok(after.end > end && after.end - after.at <= 1, JSON.stringify(after));
});
