// Every view of the desk: nothing that axe-core objects to, and nothing that data could add to what is drawn.
import assert from "node:assert/strict";
import { test } from "node:test";
import { objections } from "./axe.mjs";
import { browser, home } from "./desk_house.mjs";
import { expert, hostSystem, visitor } from "./desk_people.mjs";

const SETUP = ["canned", "experts", "contacts", "rules", "mail", "keys", "changes"];
/** What a key opens, and the route that it needs. */
const DIALOGS = { "?": "tickets", e: "tickets/{ticket}", h: "tickets/{ticket}/hand-back", c: "desk/canned-answers", f: "tickets/counts", m: "tickets/{ticket}/merge", v: "desk/views" };

test("no view breaks a rule of accessibility, light or dark, English or Arabic", async () => {
  const nikos = visitor(home.origin);
  await nikos.say("The engine does not start");
  await nikos.say("no, did not help");
  const number = await nikos.escalate("urgent");
  await visitor(home.origin, "ar").escalate("low");
  const { page, wrong } = await expert(browser, home, "Leda Strand", { role: "admin" });
  const { paths } = await (await fetch(`${home.origin}/openapi.json`)).json();
  const keys = Object.keys(DIALOGS).filter((key) => paths[`/api/ai/${DIALOGS[key]}`]);
  const found = [];
  const check = async (what) => found.push(...(await objections(page, what)));
  for (const language of ["en", "ar"]) {
    await page.addInitScript((language) => localStorage.setItem("handover.choices", JSON.stringify({ language })), language);
    for (const [width, height] of language === "ar" ? [[1440, 900], [390, 844]] : [[1440, 900]]) {
      await page.setViewportSize({ width, height });
      for (const [name, ticket] of [["queue", ""], ["ticket", `&ticket=${number}`], ["missing", "&ticket=AB-20260101-9999"]]) {
        await page.goto(`${home.origin}/desk?view=all${ticket}`);
        await page.locator(ticket ? ".head h2, .ticket .blank" : "[data-row]").first().waitFor();
        await check(`${name} ${language} ${width}`);
        if (name !== "ticket" || width === 1440) continue;
        await page.locator(".sides button").last().click();
        await check(`facts ${language} ${width}`);
      }
    }
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.goto(`${home.origin}/desk?settings=canned`);
    for (const part of language === "ar" ? ["canned", "rules"] : SETUP) {
      await page.locator(`.setup nav a[href$="=${part}"]`).click();
      await page.locator(".setup .sheet, .setup .entries, .setup .empty").first().waitFor();
      assert.ok(page.url().endsWith(`settings=${part}`));
      await check(`setup ${part} ${language}`);
    }
    await page.goto(`${home.origin}/desk?view=all&ticket=${number}`);
    await page.locator(".head h2").waitFor();
    for (const key of language === "ar" ? ["?", "e", "f"] : keys) {
      await page.keyboard.press(key);
      await page.locator(key === "f" ? "#filters" : "dialog[open]").waitFor();
      await check(`dialog ${key} ${language}`);
      await page.keyboard.press("Escape");
      if (key !== "f") await page.locator("dialog[open]").waitFor({ state: "detached" });
    }
  }
  assert.deepEqual(found, []);
  assert.deepEqual(wrong().filter((one) => !one.includes("404")), []);
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
