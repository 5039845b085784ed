// One service and one browser for all tests of a file that imports this; the first test finds them empty. Each begins without
// a page.
import { after, afterEach, before } from "node:test";
import { launch } from "./chromium.mjs";
import { house } from "./house.mjs";

export let home, browser;
const endings = [];
before(async () => {
  const all = { after: (work) => endings.unshift(work) };
  home = await house(all, { HANDOVER__AUTH__VISITORS: "true" });
  browser = await launch(all);
});
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
});
after(async () => {
  for (const work of endings) await work();
});
