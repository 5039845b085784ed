// @ts-check
// Puts the page together: the chat (widget.js) in the middle, and beside it language, who is asking, and a new conversation.
import { ways } from "./access.js";
import { byId, find } from "./parts.js";
import * as strings from "./strings.js";
import { choices, profile } from "./memory.js";

/** @typedef {import("./widget/element.js").HandoverChat} Chat */

/** From here on the details stand beside the conversation instead of above it; as in style.css. */
const WIDE = "(min-width: 60rem)";

const languages = /** @type {HTMLSelectElement} */ (byId("language"));
const whoForm = /** @type {HTMLFormElement} */ (byId("who-form"));
const whoStatus = byId("who-status");

/** The chat, once it is known who may use it. @type {Chat | null} */
let chat = null;

/** @param {string} code */
async function useLanguage(code) {
  await strings.use(code);
  languages.value = strings.language();
  if (chat) chat.language = strings.language();
}

/** @param {string} name */
const input = (name) => /** @type {HTMLInputElement} */ (find(whoForm, `[name="${name}"]`));

const PROFILE = /** @type {const} */ (["name", "email", "organization_name", "role"]);

function fillWho() {
  if (!choices.get().userId) choices.set({ userId: `operator-${crypto.getRandomValues(new Uint32Array(1))[0]?.toString(16)}` });
  const { userId, machineId } = choices.get();
  input("user_id").value = userId;
  input("machine_id").value = machineId;
  for (const name of PROFILE) input(name).value = profile.get()[name];
}

async function saveWho() {
  for (const name of PROFILE) profile.set({ [name]: input(name).value.trim() });
  const userId = input("user_id").value.trim();
  choices.set({ userId, machineId: input("machine_id").value.trim() });
  // A session belongs to one user: another one has a conversation of their own.
  if (chat) Object.assign(chat, { user: userId, machine: choices.get().machineId });
  const said = Object.entries(profile.get()).map(([name, value]) => [name, value || null]);
  const body = JSON.stringify({ ...Object.fromEntries(said), language: strings.language() });
  try {
    const url = new URL(`api/ai/users/${encodeURIComponent(userId)}`, document.baseURI);
    const response = await fetch(url, { method: "PUT", body, headers: { "Content-Type": "application/json" } });
    const detail = response.ok ? "" : (await response.json()).detail;
    strings.say(whoStatus, response.ok ? "who-saved" : "who-failed", { detail: typeof detail === "string" ? detail : "" });
  } catch {
    strings.say(whoStatus, "who-failed", { detail: "" });
  }
}

/** The host's token, kept where the prototype kept it. */
function bearer() {
  try {
    return localStorage.getItem("token");
  } catch {
    return null;
  }
}

/** Says where the chat is reached, in place of one that nobody could use. @param {string} why */
function close(why) {
  byId("closed").hidden = false;
  find(document, ".skip").hidden = true;
  byId("new-conversation").hidden = true;
  strings.say(byId("closed-why"), why);
}

/** @param {boolean} isTrusted whether the service takes our word for who is asking, and shows everything */
function open(isTrusted) {
  chat = /** @type {Chat} */ (document.createElement("handover-chat"));
  Object.assign(chat, { inline: true, bare: true, language: strings.language(), endpoint: document.baseURI });
  const query = new URLSearchParams(location.search);
  chat.session = query.get("session") ?? "";
  if (chat.session) history.replaceState(null, "", location.pathname);
  if (isTrusted) Object.assign(chat, { mails: true, user: choices.get().userId, machine: choices.get().machineId });
  byId("main").append(chat);
  byId("new-conversation").addEventListener("click", () => void chat?.fresh());
  find(document, ".skip").addEventListener("click", (event) => {
    event.preventDefault();
    chat?.focus();
  });
}

async function begin() {
  // Where it cannot be asked, sending a message will say why.
  const asked = ways().catch(() => null);
  const [, door] = await Promise.all([useLanguage(choices.get().language || strings.preferred()), asked]);
  languages.addEventListener("change", () => {
    choices.set({ language: languages.value });
    void useLanguage(languages.value);
  });

  if (door?.sign_in) {
    byId("who").hidden = true;
    if (!bearer()) {
      if (!door.visitors) return close("closed-host");
      if (door.signed_in) return close("closed-staff");
    }
    return open(false);
  }
  byId("who").toggleAttribute("open", matchMedia(WIDE).matches);
  fillWho();
  whoForm.addEventListener("submit", (event) => {
    event.preventDefault();
    void saveWho();
  });
  open(true);
}

void begin();
