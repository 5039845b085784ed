// @ts-check
// Puts the page together: language, who is asking, conversation, escalation.
import { ways } from "./access.js";
import { Problem, bearer, newKey, putUser } from "./api.js";
import { byId, find } from "./parts.js";
import * as strings from "./strings.js";
import * as chat from "./chat.js";
import * as escalation from "./escalation.js";
import * as ticket from "./ticket.js";
import { choices, claimNobody, forget, profile } from "./memory.js";

/** From here on the details stand beside the conversation instead of above it; as in style.css. */
const WIDE = "(min-width: 60rem)";

const languages = /** @type {HTMLSelectElement} */ (byId("language"));
const whoForm = /** @type {HTMLFormElement} */ (byId("who-form"));
const whoStatus = byId("who-status");

/** @param {string} code */
async function useLanguage(code) {
  await strings.use(code);
  languages.value = strings.language();
  ticket.draw();
}

function newConversation() {
  forget();
  ticket.reset();
  escalation.reset();
  chat.reset();
}

/** @param {string} name */
const input = (name) => /** @type {HTMLInputElement} */ (find(whoForm, `[name="${name}"]`));

const PROFILE = /** @type {const} */ (["name", "email", "organization_name", "role"]);

function fillWho() {
  if (!choices.get().userId) choices.set({ userId: `operator-${newKey().slice(0, 8)}` });
  const { userId, machineId } = choices.get();
  input("user_id").value = userId;
  input("machine_id").value = machineId;
  for (const name of PROFILE) input(name).value = profile.get()[name];
}

async function saveWho() {
  for (const name of PROFILE) profile.set({ [name]: input(name).value.trim() });
  const { name, email, organization_name, role } = profile.get();
  const userId = input("user_id").value.trim();
  const isOther = userId !== choices.get().userId;
  choices.set({ userId, machineId: input("machine_id").value.trim() });
  // A session belongs to one user.
  if (isOther) newConversation();
  try {
    await putUser(userId, {
      name: name || null,
      email: email || null,
      organization_name: organization_name || null,
      role: role || null,
      language: strings.language(),
    });
    strings.say(whoStatus, "who-saved");
  } catch (error) {
    const detail = error instanceof Problem ? error.detail : "";
    strings.say(whoStatus, "who-failed", { detail });
  }
}

/**
 * What this page may do here. Where it cannot be asked, sending a message will say why.
 * @returns {Promise<import("./access.js").Ways | null>}
 */
const waysIn = () => ways().catch(() => null);

/** Says where the chat is reached, in place of one that nobody could use. @param {string} why */
function close(why) {
  const closed = byId("closed");
  for (const part of find(document, "main").children) part.toggleAttribute("hidden", part !== closed);
  find(document, ".skip").hidden = true;
  byId("new-conversation").hidden = true;
  strings.say(byId("closed-why"), why);
}

async function begin() {
  const [, door] = await Promise.all([useLanguage(choices.get().language || strings.preferred()), waysIn()]);
  languages.addEventListener("change", () => {
    choices.set({ language: languages.value });
    void useLanguage(languages.value);
  });

  if (door?.sign_in) {
    claimNobody();
    byId("who").hidden = true;
    if (!bearer()) {
      if (!door.visitors) return close("closed-host");
      if (door.signed_in) return close("closed-staff");
    }
  } else {
    byId("who").toggleAttribute("open", matchMedia(WIDE).matches);
    fillWho();
    whoForm.addEventListener("submit", (event) => {
      event.preventDefault();
      void saveWho();
    });
  }
  byId("new-conversation").addEventListener("click", () => {
    newConversation();
    byId("message").focus();
  });

  escalation.start();
  chat.start({ onEscalation: escalation.show });
  chat.reset();
  await chat.restore();
  ticket.restore();
  // What was said before a reload is not news.
  byId("log").setAttribute("aria-live", "polite");
}

void begin();
