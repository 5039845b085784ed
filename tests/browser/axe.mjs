// What axe-core objects to on a page, light and dark.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
/** The rules that look at colours. The theme changes nothing else, so that a second one is asked for these only. */
const OF_COLOURS = ["color-contrast", "link-in-text-block"];

/** What is wrong on the page as it is now, in each theme; the page's name, `what`, stands before each. */
export async function objections(page, what, themes = ["light", "dark"]) {
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(AXE);
  const found = [];
  for (const [index, colorScheme] of themes.entries()) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const violations = await page.evaluate(async (rules) => {
      const only = rules && { runOnly: { type: "rule", values: rules } };
      const { violations } = await globalThis.axe.run(document, { resultTypes: ["violations"], preload: false, ...only });
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target, failureSummary }) => `${target} ${failureSummary}`).join(" | ")}`);
    }, index > 0 ? OF_COLOURS : null);
    found.push(...violations.map((one) => `${what} ${colorScheme}: ${one}`));
  }
  const [width, room] = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
  if (width > room) found.push(`${what}: scrolls sideways`);
  return found;
}
