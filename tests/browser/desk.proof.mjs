// The story of the desk on PostgreSQL with two processes behind one address, each browser on a process of its own.
// `make proof` runs it: TEST_POSTGRES_URL must be set.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch } from "./chromium.mjs";
import { meet } from "./desk_story.mjs";
import { house } from "./house.mjs";
import { wire } from "./wire.mjs";

/** The cookie by which the one address knows which process a browser is on. */
const PLACE = "place";

let home, browser;
const processes = [];
/** How many requests each process had from browsers with a place, and from whoever has none. */
const served = { placed: [0, 0], unplaced: [0, 0] };
const endings = [];

/** Where a request goes: to the process of its browser, or to both in turn. */
function which(request) {
  const place = request.headers.cookie?.match(new RegExp(`(?:^|; )${PLACE}=(\\d)`))?.[1];
  const [counts, at] = place ? [served.placed, Number(place)] : [served.unplaced, served.unplaced[0] <= served.unplaced[1] ? 0 : 1];
  counts[at] += 1;
  return processes[at].origin;
}

before(async () => {
  const all = { after: (work) => endings.unshift(work) };
  const front = await wire(all, which);
  const settings = {
    DATABASE_URL: process.env.TEST_POSTGRES_URL,
    HANDOVER__AUTH__VISITORS: "true",
    HANDOVER__SERVER__TRUSTED_PROXIES: "127.0.0.1",
    PUBLIC_URL: front.origin,
  };
  for (let place = 0; place < 2; place += 1) processes.push(await house(all, settings));
  home = { origin: front.origin, run: processes[0].run };
  browser = await launch(all);
});
after(async () => {
  for (const work of endings) await work();
});

/** Options of a browser that is on the process of that number. */
const on = (place) => {
  const { origin } = home;
  const cookie = { name: PLACE, value: String(place), domain: new URL(origin).hostname, path: "/", expires: -1, httpOnly: true, secure: false, sameSite: "Lax" };
  return { storageState: { cookies: [cookie], origins: [] } };
};

for (const [operator, place] of [["the first expert's", 0], ["the second expert's", 1]]) {
  test(`two experts on two processes, the operator on ${operator}`, async (t) => {
    const appeared = await meet(browser, home, { ivy: on(0), ada: on(1), nikos: on(place) });
    t.diagnostic(`the ticket stood in the experts' queues ${appeared.join(" and ")} ms after it was made`);
    for (const context of browser.contexts()) await context.close();
  });
}

test("each browser was on its process, and the one without a place on both", () => {
  assert.ok([...served.placed, ...served.unplaced].every((count) => count > 0), JSON.stringify(served));
});
