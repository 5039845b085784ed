// Pictures of every view of insight, on a server of its own in open mode with the month of the demonstration: `make
// screenshots` leaves them in docs/img.
import { launch } from "./chromium.mjs";
import { house } from "./house.mjs";
import { takePictures } from "./pictures.mjs";

const MAIN = ["desktop", "dark", "phone", "arabic"];

/** The views: an address, and what is done there. */
const VIEWS = {
  overview: { query: "view=overview&compare=previous", isWhole: true },
  reasons: { query: "view=reasons", looks: MAIN, isWhole: true },
  waiting: { query: "view=waiting", looks: MAIN, isWhole: true },
  steps: { query: "view=steps", looks: MAIN },
  knowledge: { query: "view=knowledge", looks: MAIN },
  mail: { query: "view=mail", looks: ["desktop", "dark"], isWhole: true },
  table: { query: "view=overview", act: (page) => page.locator("#trend .panel-tools > button").click(), looks: ["desktop", "phone"], isWhole: true },
  transcripts: { query: "view=overview&mark=", act: (page) => page.locator("#behind summary").first().click(), looks: MAIN },
  replay: { query: "view=reasons", act: (page) => page.locator(".rules button").first().click(), looks: ["desktop"] },
  print: { query: "view=overview", media: "print", looks: ["desktop"], isWhole: true },
  empty: { query: "view=overview&machine_model=Unheard", looks: ["desktop", "phone"] },
  loading: { query: "view=overview", hold: true, looks: ["desktop", "dark"] },
  error: { query: "view=overview", refuse: true, looks: ["desktop", "dark"] },
};

const cleanup = [];
const t = { after: (work) => cleanup.unshift(work) };
try {
  const { origin, run } = await house(t, { HANDOVER__AUTH__MODE: "open" });
  run("demo", "seed");
  await takePictures(await launch(t), "insight", VIEWS, async (page, { query, hold }) => {
    await page.goto(`${origin}/insight?${query}`);
    await page.locator(hold ? ".bone" : ".panel").first().waitFor();
    if (!hold) await page.waitForFunction(() => !document.querySelector('[aria-busy="true"], .bone'));
  });
} finally {
  for (const work of cleanup) await work();
}
