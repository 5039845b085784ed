// @ts-check
// Draws the frame: the button that opens the chat, its head, what is pinned, the list, and the box to write in.
import { html, nothing } from "../vendor/lit.js";
import { icon } from "./icons.js";
import { threadView } from "./thread_view.js";
import { offerView, stopWorkView } from "./ticket_view.js";
import { LANGUAGES, NAMES, direction, locale } from "./words.js";

/** @typedef {import("./element.js").HandoverChat} Chat */

/** How far a finger moves down on the head to put the chat away. */
const SWIPE_PX = 50;

/** @param {Chat} chat */
export function frameView(chat) {
  const announcer = html`<p class="hidden" role="status" id="announcer">${chat.announcement}</p>`;
  if (chat.inline) return html`<div class="panel inline">${insideView(chat)}</div>${announcer}`;
  const { words, unread } = chat;
  const what = unread && !chat.open ? words.say("widget-unread", { count: unread }) : words.say("widget-open");
  return html`
    <button type="button" class="launcher" ?hidden=${chat.open} aria-haspopup="dialog" @click=${chat.show}>
      ${icon("chat", 26)} <span>${words.say("widget-title")}<span class="hidden">: ${what}</span></span>
      ${unread ? html`<span class="unread" aria-hidden="true">${words.number(unread)}</span>` : nothing}
    </button>
    <dialog class="panel" aria-labelledby="title" @cancel=${(/** @type {Event} */ event) => {
      event.preventDefault();
      void chat.hide();
    }} @keydown=${(/** @type {KeyboardEvent} */ event) => event.key === "Escape" && !event.defaultPrevented && chat.hide()}>
      ${insideView(chat)}
    </dialog>
    ${announcer}
  `;
}

/** @param {Chat} chat */
function insideView(chat) {
  const { words, talk } = chat;
  if (talk.phase === "closed") {
    return html`${headView(chat, false)}<div class="closed"><h3>${words.say("closed-title")}</h3><p>${words.say(talk.closedWhy)}</p></div>`;
  }
  return html`
    ${headView(chat, true)}
    <div class="pinned" role="alert">${stopWorkView(chat)}</div>
    ${offlineView(chat)}
    <div class="log" role="log" aria-live="off" tabindex="0" aria-label=${words.say("chat-log")} aria-busy=${talk.phase === "loading"} @scroll=${chat.list.moved}>
      <div class="thread">${logView(chat)}</div>
    </div>
    ${chat.list.isBehind ? html`<div class="newer"><button type="button" @click=${chat.list.toEnd}>${icon("down", 16)} ${words.say("talk-newer")}</button></div>` : nothing}
    ${talk.phase === "failed" ? nothing : composerView(chat)}
  `;
}

/** @param {Chat} chat @param {boolean} isOpen whether there is somebody to talk to */
function headView(chat, isOpen) {
  const { words } = chat;
  let from = 0;
  const touched = (/** @type {TouchEvent} */ event) => {
    from = event.touches[0]?.clientY ?? 0;
  };
  const swiped = (/** @type {TouchEvent} */ event) => {
    const to = event.changedTouches[0]?.clientY ?? 0;
    if (!chat.inline && to - from > SWIPE_PX) void chat.hide();
  };
  const hasSettings = isOpen && !chat.bare;
  return html`
    <div class="head" @touchstart=${{ handleEvent: touched, passive: true }} @touchend=${swiped}>
      <h2 id="title">${words.say("widget-title")}</h2>
      ${isOpen ? html`<p class="owner" data-owner=${chat.talk.owner.kind} role="status">${ownerLine(chat)}</p>` : nothing}
      ${isOpen ? html`<button type="button" class="expert" aria-haspopup="dialog" @click=${chat.openEscalation}>${icon("alert", 20)} <span>${words.say("escalate-open")}</span></button>` : nothing}
      <div class="tools">
        ${hasSettings ? html`<button type="button" class="icon-button" aria-label=${words.say("widget-settings")} aria-expanded=${chat.settingsOpen} aria-controls="settings" @click=${chat.toggleSettings}>${icon("gear")}</button>` : nothing}
        ${chat.inline ? nothing : html`<button type="button" class="icon-button" aria-label=${words.say("widget-minimise")} @click=${chat.hide}>${icon("down", 24)}</button>`}
      </div>
    </div>
    ${hasSettings ? settingsView(chat) : nothing}
  `;
}

/** Who answers now. @param {Chat} chat */
function ownerLine({ words, talk }) {
  const { kind, expert_name: name } = talk.owner;
  if (kind === "expert" && name) return words.say(talk.presence.isExpertHere === false ? "talk-away" : "talk-named", { name });
  return words.say(kind === "assistant" ? "chat-owner_assistant" : "talk-queue");
}

/** @param {Chat} chat */
function settingsView(chat) {
  const { words, talk, settingsOpen } = chat;
  const chosen = talk.memory.get().machine ?? chat.machine;
  const machines = talk.machines.map(({ machine_id: id, name, model }) => ({ id, label: [name, model].filter(Boolean).join(" · ") || id }));
  if (chosen && machines.length && !machines.some(({ id }) => id === chosen)) machines.push({ id: chosen, label: chosen });
  return html`
    <div class="settings" id="settings" ?hidden=${!settingsOpen}>
      ${machines.length ? html`
        <label class="field"><span>${words.say("machine-label")}</span>
          <select @change=${chat.chooseMachine}>
            <option value="" ?selected=${!chosen}>${words.say("machine-none")}</option>
            ${machines.map(({ id, label }) => html`<option value=${id} dir="auto" ?selected=${id === chosen}>${label}</option>`)}
          </select>
        </label>` : nothing}
      <label class="field"><span>${words.say("page-language")}</span>
        <select translate="no" @change=${chat.chooseLanguage}>
          ${LANGUAGES.map((code) => html`<option value=${code} lang=${locale(code)} dir=${direction(code)} ?selected=${code === words.code}>${NAMES[code]}</option>`)}
        </select>
      </label>
      <button type="button" @click=${chat.fresh}>${words.say("page-new")}</button>
    </div>
  `;
}

/** @param {Chat} chat */
function offlineView({ words, talk }) {
  return html`<div class="offline" role="status">${talk.isOnline ? nothing : html`<p><strong>${words.say("offline-title")}.</strong> ${words.say("offline-text")}</p>`}</div>`;
}

/** @param {Chat} chat */
function logView(chat) {
  const { words, talk } = chat;
  if (talk.phase === "loading") {
    return html`<div class="loading"><p role="status">${words.say("widget-loading")}</p><div class="bone"></div><div class="bone own"></div><div class="bone"></div></div>`;
  }
  if (talk.phase === "failed") {
    return html`<div class="closed"><p>${words.say("widget-failed")}</p><button type="button" @click=${chat.again}>${words.say("problem-again")}</button></div>`;
  }
  return html`
    <div class="bubble assistant welcome"><p class="speaker">${words.say("chat-assistant")}</p><p class="text">${words.say("chat-welcome")}</p></div>
    ${threadView(chat)} ${offerView(chat)} ${chat.rating.view()} ${underwayView(chat)}
  `;
}

/** What is being written at the other end. @param {Chat} chat */
function underwayView({ words, talk }) {
  const isThinking = talk.delivery.awaited > 0 && !talk.isHandedOff && talk.isOnline;
  const { typing } = talk.presence;
  const name = typing ? (typing.name ?? words.say("chat-expert")) : "";
  const text = name ? words.say("talk-typing", { name }) : isThinking ? words.say("chat-thinking") : "";
  return html`<div class="underway" ?data-busy=${text !== ""}>
    <p role="status">${text ? html`<span class="dots" aria-hidden="true"><i></i><i></i><i></i></span>${text}` : nothing}</p>
    ${isThinking && talk.canStop ? html`<button type="button" class="plain" @click=${() => talk.stop()}>${icon("halt", 16)} ${words.say("talk-stop")}</button>` : nothing}
  </div>`;
}

/** @param {Chat} chat */
function composerView(chat) {
  const { words } = chat;
  const failure = chat.composerFailure();
  return html`
    <form class="composer" @submit=${chat.send}>
      ${failure ? html`<p class="failure" role="alert">${failure}</p>` : nothing}
      <label class="hidden" for="message">${words.say("chat-message")}</label>
      <textarea id="message" rows="1" dir="auto" enterkeyhint="send" aria-describedby="message-hint" placeholder=${words.say("chat-placeholder")} @keydown=${chat.pressed}></textarea>
      <button class="send" aria-label=${words.say("chat-send")}>${icon("send", 22)}</button>
      <p class="hint" id="message-hint">${words.say("chat-hint")}</p>
    </form>
  `;
}
