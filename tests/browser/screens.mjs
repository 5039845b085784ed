// Every state of the chat, looked at with axe-core and with a ruler.
import { objections } from "./axe.mjs";
import { launch } from "./chromium.mjs";
import { hostSite } from "./host.mjs";
import { NAMES, enter } from "./states.mjs";

const origin = process.env.HANDOVER_URL;

/** What can be pressed and is less than 44 px wide or high. Links inside a sentence may be. */
function tooSmall() {
  const all = document.querySelector("handover-chat").shadowRoot.querySelectorAll("button, input, select, textarea, summary, .contact a");
  const sized = [...all].filter((one) => one.checkVisibility()).map((one) => [one.outerHTML.slice(0, 80), one.getBoundingClientRect()]);
  return sized.filter(([, { width, height }]) => width < 43.5 || height < 43.5).map(([html, { width, height }]) => `${html} ${width}×${height}`);
}

/** Whether something is wider than the chat that it is in. */
function sticksOut() {
  const panel = document.querySelector("handover-chat").shadowRoot.querySelector(".panel");
  const log = panel.querySelector(".log");
  return panel.scrollWidth > panel.clientWidth || (log && log.scrollWidth > log.clientWidth);
}

/** What is wrong in any state of the chat in a language, light and dark; `look` says what of it is asked. */
export async function lookAtAll(t, language, viewport, look = objections) {
  const browser = await launch(t);
  const site = await hostSite(t, () => origin);
  const found = [];
  // One page for all: loading the chat again costs less than loading it first.
  const page = await browser.newPage({ viewport, timezoneId: "UTC", reducedMotion: "reduce" });
  for (const name of NAMES) {
    const { leave } = await enter(page, name, { site, origin, language });
    found.push(...(await look(page, name)));
    if (await page.evaluate(sticksOut)) found.push(`${name}: something sticks out of the chat`);
    found.push(...(await page.evaluate(tooSmall)).map((what) => `${name}: too small for a finger: ${what}`));
    await leave();
  }
  return found;
}
