// Takes pictures of pages, each view in each look, for the documentation: SCREENSHOTS names another folder than docs/img,
// VIEWS="queue ticket" makes only some.
import { mkdirSync, writeFileSync } from "node:fs";

const folder = process.env.SCREENSHOTS ?? "docs/img";
const wanted = process.env.VIEWS?.split(" ");

const LOOKS = [
  ["desktop", { viewport: { width: 1440, height: 900 }, colorScheme: "light" }, "en"],
  ["dark", { viewport: { width: 1440, height: 900 }, colorScheme: "dark" }, "en"],
  ["tablet", { viewport: { width: 1024, height: 768 }, colorScheme: "light" }, "en"],
  ["phone", { viewport: { width: 390, height: 844 }, colorScheme: "light" }, "en"],
  ["arabic", { viewport: { width: 1440, height: 900 }, colorScheme: "light" }, "ar"],
];

/**
 * @typedef {{looks?: string[], hold?: string | true, refuse?: string | true, media?: "print", isWhole?: boolean,
 *   act?: (page: import("playwright-core").Page) => Promise<unknown>}} View
 *   the looks it is shown in, when not in all; requests that wait for ever or are refused, `true` for all; whether what has to
 *   be scrolled to is in the picture; what is done before it is taken
 */

/**
 * @template {View} V
 * @param {import("playwright-core").Browser} browser
 * @param {string} prefix what the names of the files begin with
 * @param {Record<string, V>} views
 * @param {(page: import("playwright-core").Page, view: V) => Promise<unknown>} open
 * @param {{looks?: typeof LOOKS, local?: Record<string, object>}} [more] other looks; what the browser remembers
 */
export async function takePictures(browser, prefix, views, open, { looks = LOOKS, local = {} } = {}) {
  for (const [look, options, language] of looks) {
    for (const [name, view] of Object.entries(views)) {
      if ((wanted && !wanted.includes(name)) || (view.looks && !view.looks.includes(look))) continue;
      const context = await browser.newContext({ ...options, timezoneId: "UTC", reducedMotion: "reduce" });
      const page = await context.newPage();
      const kept = Object.entries({ ...local, "handover.choices": { language } });
      await page.addInitScript((kept) => kept.forEach(([key, value]) => localStorage.setItem(key, JSON.stringify(value))), kept);
      const those = (what) => (what === true ? "**/api/ai/**" : what);
      if (view.hold) await page.route(those(view.hold), () => new Promise(() => {}));
      if (view.refuse) await page.route(those(view.refuse), (route) => route.fulfill({ status: 503, contentType: "application/json", body: '{"detail":"Too busy."}' }));
      if (view.media) await page.emulateMedia({ media: view.media });
      await open(page, view);
      await page.waitForTimeout(300);
      await view.act?.(page);
      await page.waitForTimeout(200);
      await keep(page, `${prefix}-${name}-${look}`, view.isWhole);
      await context.close();
    }
  }
}

/** Writes what a page shows as WebP, which takes a third of the room; the browser itself does the work. */
export async function keep(page, name, isWhole = false) {
  const shot = await page.screenshot({ fullPage: isWhole });
  const desk = await page.context().newPage();
  const data = await desk.evaluate(async (url) => {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = Object.assign(document.createElement("canvas"), { width: image.width, height: image.height });
    canvas.getContext("2d").drawImage(image, 0, 0);
    return canvas.toDataURL("image/webp", 0.8);
  }, `data:image/png;base64,${shot.toString("base64")}`);
  await desk.close();
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}/${name}.webp`, Buffer.from(data.split(",")[1], "base64"));
}
