// Pictures of every state of the chat: `make screenshots` leaves them in docs/img. STATES="step offer" makes only some.
import { launch } from "./chromium.mjs";
import { hostSite } from "./host.mjs";
import { keep } from "./pictures.mjs";
import { NAMES, enter } from "./states.mjs";

const origin = process.env.HANDOVER_URL;
const wanted = process.env.STATES?.split(" ") ?? NAMES;
const LOOKS = [
  ["desktop", { viewport: { width: 860, height: 720 }, colorScheme: "light" }, "en"],
  ["dark", { viewport: { width: 860, height: 720 }, colorScheme: "dark" }, "en"],
  ["phone", { viewport: { width: 360, height: 740 }, colorScheme: "light" }, "en"],
  ["arabic", { viewport: { width: 360, height: 740 }, colorScheme: "light" }, "ar"],
];

const cleanup = [];
const t = { after: (work) => cleanup.unshift(work) };
const browser = await launch(t);
const site = await hostSite(t, () => origin);
try {
  for (const [look, options, language] of LOOKS) {
    for (const name of NAMES.filter((one) => wanted.includes(one))) {
      const context = await browser.newContext({ ...options, timezoneId: "UTC", reducedMotion: "reduce" });
      // The same time in every picture, so that only what changed shows as changed.
      await context.clock.setFixedTime("2026-11-23T09:30:00Z");
      const page = await context.newPage();
      await enter(page, name, { site, origin, language });
      await page.waitForTimeout(150);
      await keep(page, `chat-${name}-${look}`);
      await context.close();
    }
  }
} finally {
  for (const work of cleanup) await work();
}
