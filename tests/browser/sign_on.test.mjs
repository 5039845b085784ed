// Signing in with an identity provider, in a real browser and with a certified implementation of OpenID Connect.
import assert from "node:assert/strict";
import { test } from "node:test";
import { launch, watchedPage } from "./chromium.mjs";
import { hostSystem } from "./desk_people.mjs";
import { house } from "./house.mjs";
import { freePort, provider } from "./provider.mjs";

const CLIENT = "handover desk";
const SECRET = "a secret: 100 % of it + more";
const PEOPLE = {
  "s-ivy": { email: "ivy@support.example", email_verified: true, name: "Ivy Ødegård" },
  "s-eve": { email: "eve@elsewhere.example", email_verified: true, name: "Eve" },
  "s-unsure": { email: "bob@support.example", email_verified: false, name: "Bob" },
};

/**
 * A service with a provider on another site: `localhost` is one, `127.0.0.1` another. The provider keeps to the standard,
 * and says who somebody is in the token, and all else where it is asked for it.
 */
async function signOn(t, { settings = {}, client = {}, ...more } = {}) {
  const [own, other] = [await freePort(), await freePort()];
  const origin = `http://127.0.0.1:${own}`;
  const issuer = `http://localhost:${other}`;
  const known = { client_id: CLIENT, client_secret: SECRET, redirect_uris: [`${origin}/api/auth/oidc/callback`], ...client };
  const it = provider(t, { issuer, client: known, people: PEOPLE, ...more });
  const { run } = await house(t, {
    HANDOVER__SERVER__BIND: `127.0.0.1:${own}`,
    PUBLIC_URL: origin,
    HANDOVER__AUTH__OIDC__ISSUER: issuer,
    HANDOVER__AUTH__OIDC__NAME: "Fjord ID",
    HANDOVER__AUTH__OIDC__CLIENT_ID: CLIENT,
    HANDOVER__AUTH__OIDC__CLIENT_SECRET: SECRET,
    ...settings,
  });
  for (const name of ["ivy", "bob"]) run("user", "invite", `${name}@support.example`, "--name", name, "--role", "expert");
  return { it, run, origin, issuer };
}

/** A browser in which nobody is signed in anywhere, on the page where one signs in. */
async function visitor(t, browser, { origin, issuer }) {
  const { page, wrong } = await watchedPage(browser, origin, { also: [issuer], viewport: { width: 1200, height: 860 }, locale: "en" });
  page.setDefaultTimeout(20_000);
  t.after(() => page.close());
  await page.goto(`${origin}/account.html`);
  const begin = () => page.getByRole("link", { name: "Sign in with Fjord ID" }).click();
  const atProvider = async (login) => {
    await begin();
    await page.waitForURL(`${issuer}/**`);
    await page.getByPlaceholder("Enter any login").fill(login);
    await page.getByPlaceholder("and password").fill("whatever");
    await page.getByRole("button", { name: "Sign-in" }).click();
  };
  const through = async (login) => {
    await atProvider(login);
    await page.getByRole("button", { name: "Continue" }).click();
    await page.waitForURL(`${origin}/**`);
  };
  const told = (text) => page.getByRole("status").getByText(text).waitFor();
  return { page, wrong, begin, atProvider, through, told };
}

test("people sign in with a certified provider, and each way in which it goes wrong is told", async (t) => {
  const place = await signOn(t);
  const { it, run, origin } = place;
  const browser = await launch(t);

  await t.test("while the provider is down, the page says so", async (t) => {
    const { begin, told, page } = await visitor(t, browser, place);
    await begin();
    await told("Fjord ID cannot be reached");
    assert.equal(page.url(), `${origin}/account.html`);
  });
  await it.start();

  await t.test("whoever is invited gets in, lands on the desk, and signs out again", async (t) => {
    const { page, wrong, begin, through, told } = await visitor(t, browser, place);
    // No place of another site is gone to, whatever the browser was made to remember.
    await page.evaluate(() => sessionStorage.setItem("handover.wanted", JSON.stringify({ place: "https://elsewhere.example/desk" })));
    await page.reload();
    await through("s-ivy");
    await page.waitForURL(`${origin}/desk`);
    await page.getByRole("heading", { name: "Queue" }).waitFor();
    assert.ok(!page.url().includes("code="), "the code stays out of the history");
    const cookies = (await page.context().cookies(origin)).map(({ name, httpOnly, sameSite }) => [name, httpOnly, sameSite]);
    assert.deepEqual(cookies, [["__Host-handover-login", true, "Strict"]]);
    await page.goto(`${origin}/account.html`);
    await page.getByRole("heading", { name: "Signed in: ivy" }).waitFor();
    await page.getByRole("button", { name: "Sign out", exact: true }).click();
    await told("You are signed out.");
    const host = hostSystem(place);
    const { session_id: session } = await host("POST", "sessions", { user_id: "nikos", language: "en" });
    const { ticket_number: number } = await host("POST", `sessions/${session}/escalate`, { escalation_reason: "user_request", priority: "low" });
    for (const wanted of [`desk?view=all&ticket=${number}`, "insight?view=steps"]) {
      await page.context().clearCookies({ name: "__Host-handover-login" });
      await page.goto(`${origin}/${wanted}`);
      await page.getByRole("link", { name: "Sign in", exact: true }).click();
      // There somebody is still signed in: no password, straight back to what was wanted.
      await begin();
      await page.waitForURL(`${origin}/${wanted}`);
      if (wanted.startsWith("desk")) await page.getByRole("heading", { name: number }).waitFor();
    }
    assert.deepEqual(wrong(), []);
  });

  await t.test("who has no account, or no verified address, stays outside", async (t) => {
    for (const login of ["s-eve", "s-unsure", "s-nobody"]) {
      const { page, through, told } = await visitor(t, browser, place);
      await through(login);
      await told("There is no account for you here.");
      assert.deepEqual(await page.context().cookies(origin), []);
    }
  });

  await t.test("who refuses there comes back and is told so", async (t) => {
    const { page, atProvider, told } = await visitor(t, browser, place);
    await atProvider("s-ivy");
    await page.getByRole("button", { name: "Continue" }).waitFor();
    await page.getByRole("link", { name: "Cancel" }).click();
    await told("You did not sign in with Fjord ID");
  });

  await t.test("an answer to another sign-in is not taken", async (t) => {
    const { page, begin, told } = await visitor(t, browser, place);
    await begin();
    await page.waitForURL(`${place.issuer}/**`);
    await page.goto(`${origin}/api/auth/oidc/callback?code=stolen&state=another&iss=${encodeURIComponent(place.issuer)}`);
    await told("This sign-in was begun somewhere else, or too long ago");
  });

  await t.test("a provider that fails in the middle is told", async (t) => {
    it.refuses = true;
    const { through, told } = await visitor(t, browser, place);
    await through("s-ivy");
    await told("Fjord ID cannot be reached");
    it.refuses = false;
  });

  await t.test("a closed account stays closed", async (t) => {
    run("user", "disable", "ivy@support.example");
    const { through, told } = await visitor(t, browser, place);
    await through("s-ivy");
    await told("There is no account for you here.");
  });
});

test("a public client, other keys, and all that is said of people in the token", async (t) => {
  const place = await signOn(t, {
    settings: {
      HANDOVER__AUTH__OIDC__CLIENT_SECRET: "",
      HANDOVER__AUTH__OIDC__ALGORITHMS: "ES256",
      HANDOVER__AUTH__OIDC__JOIN_DOMAINS: "elsewhere.example",
    },
    client: { client_secret: undefined, token_endpoint_auth_method: "none", id_token_signed_response_alg: "ES256" },
    conformIdTokenClaims: false,
  });
  await place.it.start();
  const { page, wrong, through } = await visitor(t, await launch(t), place);
  await through("s-eve");
  await page.waitForURL(`${place.origin}/desk`);
  await page.goto(`${place.origin}/account.html`);
  await page.getByRole("heading", { name: "Signed in: Eve" }).waitFor();
  assert.deepEqual(wrong(), []);
});
