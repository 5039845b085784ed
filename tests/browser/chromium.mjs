// Starts Debian's Chromium for the tests in this folder, quiet towards any network but the server under test.
import { chromium } from "playwright-core";

const QUIET = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** A browser that is closed when the test `t` ends. */
export async function launch(t) {
  const root = process.getuid?.() === 0;
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    // Chromium's sandbox refuses root; the pages are ours.
    args: root ? [...QUIET, "--no-sandbox"] : QUIET,
  });
  t.after(() => browser.close());
  return browser;
}

/**
 * A page that remembers whatever went wrong in it: script errors, console errors, requests to hosts other than `origin` and `also`.
 * `wrong()` lists them.
 */
export async function watchedPage(browser, origin, { also = [], ...options } = {}) {
  const page = await browser.newPage(options);
  const found = [];
  page.on("pageerror", (error) => found.push(`script: ${error.message}`));
  page.on("console", (message) => message.type() === "error" && found.push(`console: ${message.text()}`));
  page.on("request", (request) => {
    const url = request.url();
    if (![origin, ...also].some((known) => url.startsWith(known)) && !url.startsWith("data:")) found.push(`foreign request: ${url}`);
  });
  return { page, wrong: () => found };
}
