// Pictures of every view of insight, on a server of its own in open mode with the month of the demonstration: `make
// screenshots` leaves them in docs/img.
import { mkdirSync } from "node:fs";
import { launch } from "./chromium.mjs";
import { house } from "./house.mjs";

const folder = process.env.SCREENSHOTS ?? "docs/img";
const wanted = process.env.VIEWS?.split(" ");

const LOOKS = [
  ["desktop", { viewport: { width: 1440, height: 900 }, colorScheme: "light" }, "en"],
  ["dark", { viewport: { width: 1440, height: 900 }, colorScheme: "dark" }, "en"],
  ["tablet", { viewport: { width: 1024, height: 768 }, colorScheme: "light" }, "en"],
  ["phone", { viewport: { width: 390, height: 844 }, colorScheme: "light" }, "en"],
  ["arabic", { viewport: { width: 1440, height: 900 }, colorScheme: "light" }, "ar"],
];
const MAIN = ["desktop", "dark", "phone", "arabic"];

/** The views: an address, and what is done there. */
const VIEWS = {
  overview: { query: "view=overview&compare=previous" },
  reasons: { query: "view=reasons", looks: MAIN },
  waiting: { query: "view=waiting", looks: MAIN },
  steps: { query: "view=steps", isScreen: true, looks: MAIN },
  knowledge: { query: "view=knowledge", isScreen: true, looks: MAIN },
  mail: { query: "view=mail", looks: ["desktop", "dark"] },
  table: { query: "view=overview", act: (page) => page.locator("#trend .panel-tools > button").click(), looks: ["desktop", "phone"] },
  transcripts: { query: "view=overview&mark=", act: (page) => page.locator("#behind summary").first().click(), isScreen: true, looks: MAIN },
  replay: { query: "view=reasons", act: (page) => page.locator(".rules button").first().click(), isScreen: true, looks: ["desktop"] },
  print: { query: "view=overview", media: "print", looks: ["desktop"] },
  empty: { query: "view=overview&machine_model=Unheard", looks: ["desktop", "phone"], isScreen: true },
  loading: { query: "view=overview", hold: true, looks: ["desktop", "dark"], isScreen: true },
  error: { query: "view=overview", refuse: true, looks: ["desktop", "dark"], isScreen: true },
};

mkdirSync(folder, { recursive: true });
const cleanup = [];
const t = { after: (work) => cleanup.unshift(work) };
try {
  const { origin, run } = await house(t, { HANDOVER__AUTH__MODE: "open" });
  run("demo", "seed");
  const browser = await launch(t);
  for (const [look, options, language] of LOOKS) {
    for (const [name, view] of Object.entries(VIEWS)) {
      if ((wanted && !wanted.includes(name)) || (view.looks && !view.looks.includes(look))) continue;
      const context = await browser.newContext({ ...options, timezoneId: "UTC", reducedMotion: "reduce" });
      const page = await context.newPage();
      await page.addInitScript((language) => localStorage.setItem("handover.choices", JSON.stringify({ language })), language);
      if (view.hold) await page.route("**/api/ai/**", () => new Promise(() => {}));
      if (view.refuse) await page.route("**/api/ai/**", (route) => route.fulfill({ status: 503, contentType: "application/json", body: '{"detail":"Too busy."}' }));
      if (view.media) await page.emulateMedia({ media: view.media });
      await page.goto(`${origin}/insight?${view.query}`);
      await page.locator(view.hold ? ".bone" : ".panel").first().waitFor();
      if (!view.hold) await page.waitForFunction(() => !document.querySelector('[aria-busy="true"], .bone'));
      await view.act?.(page);
      await page.waitForTimeout(300);
      await page.screenshot({ path: `${folder}/insight-${name}-${look}.png`, fullPage: !view.isScreen });
      await context.close();
    }
  }
} finally {
  for (const work of cleanup) await work();
}
