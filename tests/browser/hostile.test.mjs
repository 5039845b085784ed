// What data can do to the chat: nothing. Every field of the service is filled with what could add to what is drawn.
import assert from "node:assert/strict";
import { test } from "node:test";
import { launch } from "./chromium.mjs";
import { SESSION, fake, remember, world } from "./fake.mjs";
import { hostSite } from "./host.mjs";

const origin = process.env.HANDOVER_URL;

const SHELLS = [
  (it) => `<script>${it}</script>`,
  (it) => `<img src=x onerror="${it}">`,
  (it) => `"><svg/onload=${it}>`,
  (it) => `'><details open ontoggle=${it}>`,
  (it) => `</p></article></textarea></title><iframe srcdoc="<script>parent.${it}</script>">`,
  (it) => `<a href="javascript:${it}">x</a>`,
  (it) => `javascript:${it}`,
  (it) => `<math><mtext><table><mglyph><style><img src=x onerror=${it}>`,
  (it) => `\${${it}}{{${it}}}<!--?lit$0$-->`,
  (it) => `<style>@import 'data:text/css,*{background:red}';</style>${it}`,
  (it) => `<form action=javascript:${it}><button autofocus onfocus=${it}>`,
  (it) => `<template shadowrootmode=open><slot onslotchange=${it}></slot></template>`,
  (it) => `\u202E<b>${it}</b>\u2066\uE000name\uE000`,
  (it) => `<base href="https://evil.example/"><link rel=stylesheet href=//evil.example/x.css>${it}`,
  (it) => `{ $name } { NUMBER($x) } <bdi onclick=${it}>`,
  (it) => `" onmouseover="${it}" x="`,
  (it) => `<x-y is="z" onanimationstart=${it} style="animation:x">`,
  (it) => `<object data="data:text/html,<script>${it}</script>"></object>`,
  (it) => `<meta http-equiv=refresh content="0;url=javascript:${it}">`,
  (it) => `<input type=image src=x onerror=${it} formaction=javascript:${it}>`,
];
const CALLS = ["hit(1)", "top.hit(1)", "window['hit'](1)", "globalThis.hit`1`", "eval('hit(1)')", "setTimeout('hit(1)')", "&#104;it(1)", "\\u0068it(1)", "hit(1)//", "hit%281%29"];
const PAYLOADS = SHELLS.flatMap((shell) => CALLS.map((call) => shell(call)));

/** Every field of the service that the chat shows, filled by `next`. */
function filled(next) {
  const say = {
    fault: next(), step: next(), warnings: [next(), next()], outcomes: [next()], title: next(), section: next(), plea: next(),
    expert: next(), reply: next(), machine: { name: next(), model: next() }, solved: next(),
    contact: { name: next(), email: next(), phone: next(), hours: next(), specialization: next() },
    passage: next(), expert_name: next(), notes: next(),
  };
  const it = world(say);
  it.citation.document = next();
  it.messages = [
    it.message("user", say.fault),
    it.message("assistant", say.step, { message_type: "diagnostic_step", step_data: it.step(false) }),
    it.message("assistant", say.plea, { citations: [it.citation] }),
    it.message("system", say.reply),
    it.message("expert", say.expert, { author: say.expert_name }),
  ];
  it.session.ticket = it.ticket({ status: "in_progress", assigned_expert_name: say.expert_name, notify_email: next(), resolution_notes: say.solved, ticket_number: next() });
  it.session.owner = { kind: "expert", expert_id: next(), expert_name: say.expert_name };
  it.events = [{ event: "typing", data: { who: "expert", name: next(), typing: true } }];
  it.given = { rating: 2, comment: next(), about: "expert", at: next() };
  it.refusal = { status: 422, detail: next() };
  it.mails = { smtp_configured: false, notifications: [{ id: SESSION, kind: "support", status: next(), attempts: 1, next_attempt_at: null, last_error: next(), recipients: [next()], subject: next(), text: next() }] };
  return it;
}

/** How often each kind of element is there, in the page and in the chat. */
const census = (page) =>
  page.evaluate(() => {
    const all = [...document.querySelectorAll("*"), ...document.querySelector("handover-chat").shadowRoot.querySelectorAll("*")];
    const count = {};
    for (const one of all) {
      const odd = one.getAttributeNames().filter((name) => name.startsWith("on") || name === "style");
      const key = [one.localName, ...odd].join(" ");
      count[key] = (count[key] ?? 0) + 1;
    }
    return count;
  });

test("200 hostile texts in every field leave exactly the elements that harmless ones leave", async (t) => {
  assert.equal(new Set(PAYLOADS).size, 200);
  const browser = await launch(t);
  const site = await hostSite(t, () => origin);
  const draw = async (next) => {
    const context = await browser.newContext({ viewport: { width: 1000, height: 800 }, timezoneId: "UTC" });
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    const wrong = [];
    await page.addInitScript(() => {
      globalThis.hits = [];
      globalThis.hit = (what) => globalThis.hits.push(what);
      document.addEventListener("securitypolicyviolation", (event) => globalThis.hits.push(`policy: ${event.violatedDirective}`));
    });
    page.on("dialog", (dialog) => wrong.push(dialog.message()) && dialog.dismiss());
    page.on("request", (request) => new URL(request.url()).host.includes("evil") && wrong.push(request.url()));
    const it = filled(next);
    await remember(page, origin, "nikos");
    await fake(page, origin, it);
    await page.goto(site.at('mails user="nikos"'));
    await page.getByRole("button", { name: "Open the chat" }).click();
    await page.locator(".mail").waitFor();
    await page.getByRole("textbox", { name: "Your message" }).fill(it.say.plea);
    await page.keyboard.press("Enter");
    await page.getByText("Not sent", { exact: true }).waitFor();
    await page.getByRole("button", { name: "Settings" }).click();
    await page.getByRole("button", { name: "Get an expert" }).click();
    await page.keyboard.press("Escape");
    await page.locator(".citations button").first().click();
    await page.locator(".passage").waitFor();
    const counted = [await census(page)];
    // It waits in the queue again, and then it is over: the next stream says so.
    await page.keyboard.press("Escape");
    Object.assign(it.session, { owner: { kind: "queue" }, queue: { position: next(), waiting: 3, expected_seconds: 900, at_most_seconds: 1800, nobody_available: false } });
    it.events = [];
    await page.locator(".queue").waitFor();
    counted.push(await census(page));
    Object.assign(it.session, { owner: { kind: "assistant" }, queue: null, rating: 2, ticket: { ...it.session.ticket, status: "resolved", rating: 2, rating_comment: next() } });
    await page.getByRole("button", { name: "Change rating" }).click();
    const comment = page.getByLabel("Anything to add?");
    await comment.waitFor();
    assert.equal(await comment.inputValue(), it.given.comment);
    counted.push(await census(page));
    wrong.push(...(await page.evaluate(() => globalThis.hits)));
    const links = await page.evaluate(() => [...document.querySelector("handover-chat").shadowRoot.querySelectorAll("a")].map((a) => a.protocol));
    await context.close();
    return { counted, wrong, links };
  };
  let harmless = 0;
  const expected = await draw(() => `harmless ${(harmless += 1)} 555`);
  assert.deepEqual(expected.wrong, []);
  let used = 0;
  while (used < PAYLOADS.length) {
    // A digit makes each a number that can be dialled, as the harmless ones are.
    const { counted, wrong, links } = await draw(() => `${PAYLOADS[used++ % PAYLOADS.length]} 5`);
    assert.deepEqual(counted, expected.counted);
    assert.deepEqual(wrong, []);
    for (const protocol of links) assert.ok(["tel:", "mailto:"].includes(protocol), protocol);
  }
});
