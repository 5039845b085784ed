// @ts-check
// Puts the page together: language, who is asking, conversation, escalation.
import { Problem, newKey, putUser } from "./api.js";
import { byId, find } from "./parts.js";
import * as strings from "./strings.js";
import * as chat from "./chat.js";
import * as escalation from "./escalation.js";
import * as ticket from "./ticket.js";
import { choices, forget, profile } from "./memory.js";

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
    strings.say(whoStatus, "who.saved");
  } catch (error) {
    const detail = error instanceof Problem ? error.detail : "";
    strings.say(whoStatus, "who.failed", { detail });
  }
}

async function begin() {
  await useLanguage(choices.get().language || strings.preferred());
  languages.addEventListener("change", () => {
    choices.set({ language: languages.value });
    void useLanguage(languages.value);
  });

  byId("who").toggleAttribute("open", matchMedia(WIDE).matches);
  fillWho();
  whoForm.addEventListener("submit", (event) => {
    event.preventDefault();
    void saveWho();
  });
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
