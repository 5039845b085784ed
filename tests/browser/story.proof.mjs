// The story in all six languages, and with what may happen to it. `make proof` runs it: TEST_POSTGRES_URL must be set.
import { test } from "node:test";
import { launch } from "./chromium.mjs";
import { SAID, awaited, place, play } from "./story.mjs";

const DESKTOP = { width: 1100, height: 820 };
const PHONE = { width: 360, height: 740 };
const DEAD = { OPENAI_BASE_URL: "http://127.0.0.1:9/v1", OPENAI_API_KEY: "none", OPENAI_MODEL: "dead" };

/** The network is cut while the operator writes, and again while the expert answers. */
const cut = ({ between }) => ({
  away: async (page, word) => {
    between.cut();
    await page.getByText(word("offline-title")).first().waitFor();
  },
  back: async (page, word) => {
    await page.getByText(word("message-waiting")).first().waitFor();
    between.mend();
  },
  around: async (answer) => {
    between.cut();
    await answer();
    between.mend();
  },
});

/** The server is killed while the operator writes, and again right after the expert's answer. */
const killed = ({ service }) => ({
  away: async (page, word) => {
    await service.stop("SIGKILL");
    await page.getByText(word("offline-title")).first().waitFor();
  },
  back: () => service.start(),
  around: async (answer) => {
    await answer();
    await service.stop("SIGKILL");
    await service.start();
  },
});

for (const [database, settings] of [["SQLite", {}], ["PostgreSQL", { DATABASE_URL: process.env.TEST_POSTGRES_URL }]]) {
  test(`the story on ${database}`, async (t) => {
    const browser = await launch(t);
    const at = await place(t, settings);
    for (const language of ["en", "el", "ar", "es", "tr", "no"]) {
      const viewport = language === "ar" ? PHONE : DESKTOP;
      await t.test(`in ${language}`, () => play(browser, at, { language, viewport, user: `plain-${language}` }));
    }
    for (const language of ["en", "ar"]) {
      const of = (trouble) => ({ language, viewport: PHONE, user: `${trouble.name}-${language}`, trouble: trouble(at) });
      await t.test(`with the network cut in the middle, twice (${language})`, () => play(browser, at, of(cut)));
      await t.test(`with the server killed and restarted in the middle, twice (${language})`, () => play(browser, at, of(killed)));
    }
  });

  test(`the story on ${database} with a dead language model`, async (t) => {
    const browser = await launch(t);
    const at = await place(t, { ...settings, ...DEAD });
    for (const language of ["en", "el", "ar", "es", "tr", "no"]) {
      await t.test(`in ${language}`, () => play(browser, at, { language, viewport: PHONE, user: `dead-${language}` }));
    }
  });
}

test("whoever is away gets the expert's answer by mail, in all languages", async (t) => {
  const browser = await launch(t);
  const at = await place(t);
  // Where it listens is known only now.
  await at.service.stop();
  await at.service.start({ PUBLIC_URL: at.service.origin });
  await Promise.all(Object.keys(SAID).map((language) => awaited(browser, at, language)));
});
