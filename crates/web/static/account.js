// @ts-check
// The page of people with an account: signing in and out, and choosing a password by a link.
import * as access from "./access.js";
import { Refused } from "./access.js";
import { choices } from "./memory.js";
import { byId, find } from "./parts.js";
import * as strings from "./strings.js";
import { takeWanted } from "./wanted.js";

/** As the service asks for it. */
const FEWEST_CHARS = 12;

const languages = /** @type {HTMLSelectElement} */ (byId("language"));
const notice = byId("notice");
const sections = ["sign-in", "forgot", "choose", "inside"].map((id) => find(document, `#${id}`));

/** What is behind the `#` of the link that brought somebody here; kept nowhere else. */
let link = "";

/** @param {string} name */
function show(name) {
  for (const section of sections) section.hidden = section.id !== name;
  find(document, `#${name} h2`).focus();
}

/**
 * @param {string} key
 * @param {boolean} [bad]
 * @param {Record<string, string>} [args]
 */
function announce(key, bad = false, args = {}) {
  notice.classList.toggle("bad", bad);
  if (key) strings.say(notice, key, args);
  else clear(notice);
}

/** @param {HTMLElement} element */
function clear(element) {
  element.removeAttribute("data-i18n");
  element.textContent = "";
}

/**
 * @param {HTMLFormElement} form
 * @param {string} name
 */
const input = (form, name) => /** @type {HTMLInputElement} */ (find(form, `[name="${name}"]`));

/**
 * Says under a form why it did not work.
 * @param {HTMLElement} place
 * @param {unknown} error
 */
function explain(place, error) {
  const refused = error instanceof Refused ? error : new Refused("internal");
  if (refused.kind === "too-many-guesses") {
    strings.say(place, "account-wait", { minutes: Math.max(1, Math.ceil(refused.seconds / 60)) });
  } else if (refused.kind === "sign-in-failed") {
    strings.say(place, "account-wrong");
  } else if (refused.kind === "link-not-valid") {
    strings.say(place, "account-link_invalid");
  } else if (refused.field === "current_password") {
    strings.say(place, "account-current_wrong");
  } else if (refused.field.endsWith("password")) {
    strings.say(place, "account-rule");
  } else {
    strings.say(place, refused.kind === "unreachable" ? "account-unreachable" : "account-failed");
  }
}

/**
 * Runs `work` when a form is sent, once at a time.
 * @param {string} name
 * @param {(form: HTMLFormElement) => Promise<void>} work
 */
function onSubmit(name, work) {
  const form = /** @type {HTMLFormElement} */ (find(document, `#${name}-form`));
  const failure = find(document, `#${name}-failure`);
  const button = find(form, "button");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (button.getAttribute("aria-disabled") === "true") return;
    button.setAttribute("aria-disabled", "true");
    clear(failure);
    announce("");
    try {
      await work(form);
    } catch (error) {
      explain(failure, error);
    } finally {
      button.setAttribute("aria-disabled", "false");
    }
  });
}

/**
 * The new password of a form, if it can be one.
 * @param {HTMLFormElement} form
 * @param {HTMLElement} failure
 */
function chosen(form, failure) {
  const password = input(form, "password");
  if ([...password.value].length < FEWEST_CHARS) {
    strings.say(failure, "account-rule");
    password.focus();
    return null;
  }
  if (input(form, "repeat").value !== password.value) {
    strings.say(failure, "account-differ");
    input(form, "repeat").focus();
    return null;
  }
  return password.value;
}

/** @param {access.Myself} myself */
function enter(myself) {
  strings.say(byId("inside-title"), "account-signed_in", { name: myself.name });
  strings.say(byId("role"), `staff-${myself.role}`);
  byId("address").textContent = myself.email ?? "";
  show("inside");
}

/** @param {string} key */
function leave(key) {
  for (const form of document.querySelectorAll("form")) form.reset();
  show("sign-in");
  announce(key);
}

function listen() {
  onSubmit("sign-in", async (form) => {
    const password = input(form, "password");
    const myself = await access.signIn(input(form, "email").value, password.value);
    form.reset();
    const place = takeWanted();
    if (place) location.assign(new URL(place, document.baseURI));
    else enter(myself);
  });
  onSubmit("forgot", async (form) => {
    await access.askForReset(input(form, "email").value);
    leave("account-link_sent");
  });
  onSubmit("choose", async (form) => {
    const password = chosen(form, byId("choose-failure"));
    if (!password) return;
    await access.useLink(link, password);
    link = "";
    const email = input(form, "email").value;
    leave("account-saved");
    input(/** @type {HTMLFormElement} */ (byId("sign-in-form")), "email").value = email;
  });
  onSubmit("change", async (form) => {
    const password = chosen(form, byId("change-failure"));
    if (!password) return;
    enter(await access.changePassword(input(form, "current").value, password));
    form.reset();
    announce("account-changed");
  });
  for (const [id, out] of /** @type {const} */ ([
    ["sign-out", access.signOut],
    ["sign-out-everywhere", access.signOutEverywhere],
  ])) {
    find(document, `#${id}`).addEventListener("click", async () => {
      try {
        await out();
        leave("account-signed_out");
      } catch {
        announce("account-failed", true);
      }
    });
  }
  byId("to-forgot").addEventListener("click", () => show("forgot"));
  byId("to-sign-in").addEventListener("click", () => show("sign-in"));
}

/** Takes the token out of the address, where others could read it over a shoulder or in a history. */
function takeLink() {
  link = new URLSearchParams(location.hash.slice(1)).get("link") ?? "";
  if (link) history.replaceState(null, "", location.pathname + location.search);
  return link;
}

async function arrive() {
  // First of all, so that it stays nowhere whatever happens next.
  const invited = takeLink();
  const ways = await access.ways();
  if (!ways.sign_in) {
    announce("account-open");
    byId("onward").hidden = false;
    return;
  }
  byId("forgot-form").hidden = !ways.reset_by_mail;
  byId("no-mail").hidden = ways.reset_by_mail;
  byId("provider").hidden = !ways.provider;
  if (ways.provider) strings.say(byId("provider-link"), "account-provider", { name: ways.provider });
  const failed = problem();
  if (invited) {
    await openLink();
  } else if (ways.signed_in) {
    enter(await access.me());
  } else {
    show("sign-in");
    if (failed) announce(failed, true, { name: ways.provider ?? "" });
  }
}

/** What may go wrong with the identity provider, and how it is said. @type {Record<string, string>} */
const PROBLEMS = {
  stranger: "account-stranger",
  declined: "account-provider_declined",
  broken: "account-provider_stale",
  unavailable: "account-provider_down",
};

/** What went wrong with the identity provider, if the browser comes from there; it stays in no history. */
function problem() {
  const said = new URLSearchParams(location.hash.slice(1)).get("sign-on");
  if (!said) return "";
  history.replaceState(null, "", location.pathname + location.search);
  return PROBLEMS[said] ?? "account-provider_failed";
}

async function openLink() {
  try {
    const owner = await access.ownerOfLink(link);
    input(/** @type {HTMLFormElement} */ (byId("choose-form")), "email").value = owner.email;
    show("choose");
  } catch (error) {
    link = "";
    show("sign-in");
    const gone = error instanceof Refused && error.kind === "link-not-valid";
    announce(gone ? "account-link_invalid" : "account-unreachable", true);
  }
}

async function begin() {
  let used = Promise.resolve();
  /** One language after the other, so that the last one chosen stays. @param {string} code */
  const use = (code) => {
    used = used.then(async () => {
      await strings.use(code);
      languages.value = strings.language();
    });
    return used;
  };
  // Listened to at once: somebody may choose before the first words are there.
  languages.addEventListener("change", () => {
    choices.set({ language: languages.value });
    void use(languages.value);
  });
  await use(choices.get().language || strings.preferred());
  listen();
  // A second link in a page that is open already.
  window.addEventListener("hashchange", () => void (takeLink() && openLink()));
  find(document, "#again button").addEventListener("click", () => location.reload());
  try {
    await arrive();
  } catch {
    announce("account-unreachable", true);
    byId("again").hidden = false;
  }
}

void begin();
