// A message in another language at the desk: by a machine, and said to be; by none where none is set up.
import assert from "node:assert/strict";
import { test } from "node:test";
import { launch } from "./chromium.mjs";
import { expert, visitor } from "./desk_people.mjs";
import { house } from "./house.mjs";
import { model } from "./llm.mjs";

const ASKED = "Η αντλία κάνει <b>θόρυβο</b>";

/** A ticket whose user writes Greek, open at the desk of somebody who reads English. */
async function opened(browser, home) {
  const nikos = visitor(home.origin, "el");
  const number = await nikos.escalate("high");
  await nikos.say(ASKED);
  const { page, wrong } = await expert(browser, home, "Ivy Ødegård");
  await page.goto(`${home.origin}/desk?ticket=${number}`);
  const message = page.locator('.message[data-sender="user"]').filter({ hasText: "Η αντλία" });
  await message.waitFor();
  return { page, wrong, message, nikos };
}

test("a message is translated beside the original, marked as the machine's, and as text", async (t) => {
  const llm = await model(t);
  const settings = { OPENAI_BASE_URL: llm.url, OPENAI_MODEL: "babel", OPENAI_MAX_RETRIES: "1" };
  const home = await house(t, { HANDOVER__AUTH__VISITORS: "true", ...settings });
  const { page, wrong, message } = await opened(await launch(t), home);
  const translation = message.locator(".translation");

  // The endpoint breaks off: said so, and to be tried again.
  const broken = llm.asked("Η αντλία");
  await message.getByRole("button", { name: "Translate" }).click();
  await message.getByText("Translating …").waitFor();
  (await broken).die();
  await message.getByRole("alert").getByText("This could not be translated.").waitFor();

  const asked = llm.asked("Η αντλία");
  await message.getByRole("button", { name: "Translate" }).click();
  const answer = await asked;
  answer.say("The pump is <b>noisy</b>, see https://evil.example");
  answer.end();
  await translation.getByText("Translated by a machine (babel); may be wrong").waitFor();
  // What looks like a tag is words, and parted so that no other program takes it for one either.
  assert.equal(await translation.locator(".text").textContent(), "The pump is < b>noisy< /b>, see …");
  assert.equal(await translation.locator("b, a").count(), 0);
  assert.equal(await translation.getAttribute("lang"), "en");
  assert.equal(await message.locator(".text").first().textContent(), ASKED, "the original stays");
  assert.equal(await message.getByRole("button", { name: "Translate" }).count(), 0, "once is enough");
  const failed = wrong().filter((line) => !line.includes("503"));
  assert.deepEqual(failed, []);
});

test("where no language model is set up that is said once, and not offered again", async (t) => {
  const home = await house(t, { HANDOVER__AUTH__VISITORS: "true" });
  const { page, message } = await opened(await launch(t), home);
  await message.getByRole("button", { name: "Translate" }).click();
  await page.getByText("No translation is set up here.").waitFor({ state: "attached" });
  await message.getByRole("button", { name: "Translate" }).waitFor({ state: "detached" });
  assert.equal(await message.locator(".translation").count(), 0);
});
