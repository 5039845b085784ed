// Pictures of the page at /, and with answers made up in the browser of the account's page and of the ticket that a link
// opens: `make screenshots` leaves them in docs/img.
import { launch } from "./chromium.mjs";
import { LONG, TICKET } from "./linked.mjs";
import { takePictures } from "./pictures.mjs";

const origin = process.env.HANDOVER_URL;

const LOOKS = [
  ["desktop", { viewport: { width: 1100, height: 760 }, colorScheme: "light" }, "en"],
  ["dark", { viewport: { width: 1100, height: 760 }, colorScheme: "dark" }, "en"],
  ["phone", { viewport: { width: 390, height: 844 }, colorScheme: "light" }, "en"],
  ["arabic", { viewport: { width: 390, height: 844 }, colorScheme: "light" }, "ar"],
];

const WAYS = { sign_in: true, visitors: false, signed_in: false, reset_by_mail: true, provider: "Fjord ID" };
const IVY = { role: "expert", name: "Ivy Ødegård", email: "ivy@support.example", account_id: "1" };
const wrong = (status, type) => ({ status, json: { type: `/problems/${type}` } });

/** What is answered, by the end of the address; what is opened; what is done there. */
const ACCOUNT = {
  "sign-in": {},
  wrong: {
    answers: { "sign-in": wrong(401, "sign-in-failed") },
    act: async (page) => {
      await page.locator("#sign-in [name=email]").fill("ivy@support.example");
      await page.locator("#sign-in [name=password]").fill("a horse");
      await page.locator("#sign-in-form button").click();
      await page.locator("#sign-in-failure").getByText(/./).waitFor();
    },
  },
  stranger: { hash: "#sign-on=stranger" },
  forgot: { act: (page) => page.locator("#to-forgot").click() },
  choose: { hash: "#link=hop_abc", answers: { link: { json: { purpose: "invite", email: "ivy@support.example", name: "Ivy Ødegård" } } } },
  inside: { answers: { ways: { json: { ...WAYS, signed_in: true } }, me: { json: IVY } } },
  change: { answers: { ways: { json: { ...WAYS, signed_in: true } }, me: { json: IVY } }, act: (page) => page.locator("summary").click() },
  open: { answers: { ways: { json: { ...WAYS, sign_in: false } } }, looks: ["desktop", "phone"] },
  unreachable: { answers: { ways: wrong(503, "unavailable") }, looks: ["desktop", "phone"] },
};

const TICKETS = {
  read: { answer: { json: TICKET } },
  long: { answer: { json: LONG }, looks: ["phone", "arabic"] },
  gone: { answer: wrong(404, "not-found") },
  failed: { answer: wrong(503, "unavailable"), looks: ["desktop", "phone"] },
  loading: { hold: "**/api/ai/ticket-by-link", looks: ["desktop", "phone"] },
};

/** The page at /: a guided step, and the ticket that comes of it. */
const MAIN = {
  begin: {},
  step: { act: guided },
  handover: { act: (page) => guided(page).then(() => handedOver(page)) },
};

/** @param {import("playwright-core").Page} page */
async function guided(page) {
  await page.locator("#message").fill("The gauge is in the red and oil drips from the pump");
  await page.keyboard.press("Enter");
  await page.locator("[data-step]").waitFor();
}

/** @param {import("playwright-core").Page} page */
async function handedOver(page) {
  await page.locator("button.expert").click();
  await page.locator("#escalation .primary").click();
  await page.locator("#ticket-number").waitFor();
}

const cleanup = [];
const browser = await launch({ after: (work) => cleanup.unshift(work) });
try {
  const views = (all) => Object.fromEntries(Object.entries(all).map(([name, view]) => [name, { isWhole: true, ...view }]));
  await takePictures(browser, "main", MAIN, async (page) => {
    await page.goto(`${origin}/`);
    await page.locator("#message").waitFor();
  }, { looks: LOOKS });
  await takePictures(browser, "account", views(ACCOUNT), async (page, { hash = "", answers = {} }) => {
    for (const [path, answer] of Object.entries({ ways: { json: WAYS }, ...answers })) await page.route(`**/api/auth/${path}`, (route) => route.fulfill(answer));
    await page.goto(`${origin}/account.html${hash}`);
    await page.locator("main section:visible, #notice:not(:empty)").first().waitFor();
  }, { looks: LOOKS });
  await takePictures(browser, "ticket", views(TICKETS), async (page, { answer }) => {
    if (answer) await page.route("**/api/ai/ticket-by-link", (route) => route.fulfill(answer));
    await page.goto(`${origin}/ticket.html#hot_abc`);
    await page.locator("#ticket:visible, #notice:not(:empty)").first().waitFor();
  }, { looks: LOOKS });
} finally {
  for (const work of cleanup) await work();
}
