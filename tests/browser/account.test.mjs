// People with an account in a real browser: an invitation by link, signing in, a new password, signing out.
import assert from "node:assert/strict";
import { test } from "node:test";
import { launch, watchedPage } from "./chromium.mjs";
import { house } from "./house.mjs";

// Where to leave pictures of the pages; none are made without it.
const pictures = process.env.SCREENSHOTS;
const FIRST = "correct horse battery";
const SECOND = "staple and a second horse";

/** The link that a command has printed, for the server as it really listens. */
const linkIn = (text, origin) => `${origin}/account.html${text.match(/#link=\S+/)[0]}`;

const invite = (run, email, language = "en") =>
  run("user", "invite", email, "--name", "Ivy Ødegård", "--role", "expert", "--language", language);

/** A field of the part of the page that is shown. */
const field = (page, label) => page.locator("section:visible").getByLabel(label, { exact: true });

async function fits(page) {
  const [width, room] = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
  assert.ok(width <= room, `the page scrolls sideways: ${width} > ${room}`);
}

for (const [name, viewport] of [
  ["desktop", { width: 1200, height: 860 }],
  ["phone", { width: 390, height: 844 }],
]) {
  test(`an invitation, signing in, another password, signing out (${name})`, async (t) => {
    const { origin, run } = await house(t);
    const browser = await launch(t);
    const { page, wrong } = await watchedPage(browser, origin, { viewport });
    page.setDefaultTimeout(20_000);
    const picture = async (what) => {
      await fits(page);
      if (pictures) await page.screenshot({ path: `${pictures}/account-${name}-${what}.png`, fullPage: true });
    };

    await page.goto(linkIn(invite(run, "ivy@support.example"), origin));
    await page.getByRole("heading", { name: "Choose a password" }).waitFor();
    assert.ok(!page.url().includes("hop_"), "the link stays out of the history");
    await field(page, "New password").fill(FIRST);
    await field(page, "The same again").fill("another");
    await page.getByRole("button", { name: "Save password" }).click();
    await page.getByRole("alert").getByText("The two passwords differ.").waitFor();
    await picture("choose");
    await field(page, "The same again").fill(FIRST);
    await page.getByRole("button", { name: "Save password" }).click();

    await page.getByText("Your password is saved. You can sign in now.").waitFor();
    assert.equal(await field(page, "E-mail").inputValue(), "ivy@support.example");
    await picture("sign-in");
    await field(page, "Password").fill(FIRST);
    await page.getByRole("button", { name: "Sign in" }).click();
    const inside = page.getByRole("heading", { name: "Signed in: Ivy Ødegård" });
    await inside.waitFor();
    await page.reload();
    await inside.waitFor();
    const [cookie] = await page.context().cookies();
    assert.deepEqual(
      [cookie.name, cookie.httpOnly, cookie.secure, cookie.sameSite],
      ["__Host-handover-login", true, true, "Strict"],
    );

    await page.getByText("Change password").click();
    await field(page, "Current password").fill(FIRST);
    await field(page, "New password").fill(SECOND);
    await field(page, "The same again").fill(SECOND);
    await picture("inside");
    await page.getByRole("button", { name: "Save password" }).click();
    await page.getByText("Your password is changed.").waitFor();
    await page.getByRole("button", { name: "Sign out", exact: true }).click();
    await page.getByText("You are signed out.").waitFor();
    // The browser tells its page of an answer a moment before it has put the answer's cookies in order.
    const settled = AbortSignal.timeout(5_000);
    while ((await page.context().cookies()).length > 0) settled.throwIfAborted();
    await page.getByRole("button", { name: "Forgot your password?" }).click();
    await page.getByText("This service sends no links by mail.").waitFor();
    await picture("forgot");
    assert.deepEqual(wrong(), []);
  });
}

test("the page speaks six languages, and a link that is worth nothing says so", async (t) => {
  const { origin, run } = await house(t);
  const browser = await launch(t);
  const { page } = await watchedPage(browser, origin, { viewport: { width: 390, height: 844 } });
  page.setDefaultTimeout(20_000);
  const link = linkIn(invite(run, "ivy@support.example", "ar"), origin);
  for (const [language, title] of Object.entries({
    en: "Choose a password",
    el: "Επιλέξτε κωδικό πρόσβασης",
    ar: "اختر كلمة مرور",
    es: "Elija una contraseña",
    tr: "Bir parola seçin",
    no: "Velg et passord",
  })) {
    await page.goto("about:blank");
    await page.goto(link);
    // The scripts are there once the link was looked at.
    await page.locator("section:visible input[name=repeat]").waitFor();
    await page.locator("#language").selectOption(language);
    await page.getByRole("heading", { name: title }).waitFor();
    const direction = await page.evaluate(() => document.documentElement.dir);
    assert.equal(direction, language === "ar" ? "rtl" : "ltr");
    await fits(page);
    if (pictures) await page.screenshot({ path: `${pictures}/account-${language}.png`, fullPage: true });
  }
  await page.goto("about:blank");
  await page.goto(`${origin}/account.html#link=hop_nothing`);
  await page.locator("#language").selectOption("en");
  await page.getByText("This link is not valid any more.").waitFor();
  await field(page, "E-mail").fill("ivy@support.example");
  await field(page, "Password").fill("not the password");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("alert").getByText("The address or the password is wrong.").waitFor();
});
