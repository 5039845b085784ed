// @ts-check
// How the chat looks: a quiet instrument panel. A constructed sheet, so that no policy of a page against inline style
// can take it away. Pages set `--handover-…` to make it theirs.

const DARK = `
  --paper: var(--handover-dark-paper, #0f1a1f);
  --sheet: var(--handover-dark-sheet, #17262c);
  --line: #2b3f47;
  --edge: #7c949b;
  --ink: var(--handover-dark-ink, #e9f0f0);
  --ink-soft: #a9bbc0;
  --accent: var(--handover-dark-accent, #7cc4d8);
  --on-accent: var(--handover-dark-on-accent, #06222b);
  --own: #1b3e4a;
  --signal-soft: #2f2810;
  --signal-ink: #fbe8b8;
  --stop: #a81419;
  --failure-soft: #381a1b;
  --failure: #ffaea9;
  --good-soft: #15301e;
  --good: #8fd6a6;
  --star: #f2b01e;
  --focus: #8fc7ff;
  --shade: rgb(0 0 0 / .5);
`;

const CSS = `
:host {
  --paper: var(--handover-paper, #f4f6f6);
  --sheet: var(--handover-sheet, #ffffff);
  --line: #d3dbdc;
  --edge: #73868a;
  --ink: var(--handover-ink, #10242b);
  --ink-soft: #4d6067;
  --accent: var(--handover-accent, #0d5c73);
  --on-accent: var(--handover-on-accent, #ffffff);
  --head: var(--handover-head, #0b2a35);
  --on-head: var(--handover-on-head, #f1f6f5);
  --on-head-soft: var(--handover-on-head-soft, #b9ccd1);
  --head-alert: var(--handover-head-alert, #ff9d94);
  --head-line: var(--handover-head-line, transparent);
  --head-focus: var(--handover-head-focus, #ffd56b);
  --own: #dcebee;
  --signal: #f2b01e;
  --signal-soft: #fdf3d8;
  --signal-ink: #3a2a00;
  --stop: #b3161b;
  --on-stop: #ffffff;
  --failure-soft: #fbe9e8;
  --failure: #9c1418;
  --good-soft: #e2f1e5;
  --good: #1d6b39;
  --star: #a86a00;
  --focus: #0a63c9;
  --shade: rgb(8 28 36 / .22);
  --radius: var(--handover-radius, 12px);
  --small-radius: calc(var(--radius) * .6);
  --figures: ui-monospace, "SF Mono", "Cascadia Mono", "DejaVu Sans Mono", monospace;
  --font: var(--handover-font, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Noto Sans Arabic", sans-serif);
  color-scheme: light dark;
  display: contents;
  font: 16px/1.5 var(--font);
  text-align: start;
  text-transform: none;
  letter-spacing: normal;
  color: var(--ink);
}
:host([inline]) { display: block; min-height: 24rem; }
:host([hidden]) { display: none; }
:host([theme="light"]) { color-scheme: light; }
:host([theme="dark"]) { color-scheme: dark; ${DARK} }
@media (prefers-color-scheme: dark) { :host(:not([theme="light"])) { ${DARK} } }

*, *::before, *::after { box-sizing: border-box; }
[hidden] { display: none !important; }
h2, h3, p, ul, fieldset, legend { margin: 0; padding: 0; border: 0; }
ul { padding-inline-start: 1.2rem; }
a { color: var(--accent); text-underline-offset: .15em; }
button, input, select, textarea { font: inherit; color: inherit; letter-spacing: inherit; }
svg { flex: none; fill: none; stroke: currentColor; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
.hidden {
  position: absolute;
  width: 1px;
  height: 1px;
  margin: 0;
  overflow: hidden;
  clip-path: inset(50%);
  white-space: nowrap;
}
.panel p, .panel li, h2, h3, .passage, summary { overflow-wrap: anywhere; }
.text, .passage { white-space: pre-wrap; }
.hint { font-size: .875rem; color: var(--ink-soft); }
.label { font-size: .8125rem; font-weight: 600; color: var(--ink-soft); }
.failure { color: var(--failure); font-weight: 500; }
.failure:empty { display: none; }
.row, .actions { display: flex; flex-wrap: wrap; gap: .5rem; }
.actions { justify-content: end; }

button {
  min-width: 44px;
  min-height: 44px;
  padding: .5rem 1rem;
  border: 1px solid var(--edge);
  border-radius: var(--small-radius);
  background: var(--sheet);
  font-weight: 600;
  cursor: pointer;
}
button:hover { border-color: var(--ink); }
button.primary { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
button.plain, button.link { border-color: transparent; background: none; color: var(--accent); padding-inline: .4rem; }
button.plain:hover, button.link:hover { text-decoration: underline; text-underline-offset: .15em; }
button[aria-disabled="true"] { cursor: progress; border-style: dashed; background: var(--sheet); color: var(--ink-soft); border-color: var(--edge); }
.icon-button { display: inline-grid; place-items: center; width: 44px; padding: 0; border-color: transparent; background: none; }
input, select, textarea {
  width: 100%;
  min-height: 44px;
  padding: .55rem .75rem;
  border: 1px solid var(--edge);
  border-radius: var(--small-radius);
  background: var(--sheet);
}
textarea { resize: vertical; }
select { text-overflow: ellipsis; }
::placeholder { color: var(--ink-soft); opacity: 1; }
.field { display: grid; gap: .25rem; }
.field > span { font-size: .875rem; font-weight: 600; }

/* The button that opens it, and the panel */

.launcher {
  position: fixed;
  line-height: 1.25;
  text-align: start;
  z-index: var(--handover-z, 2147483000);
  inset-block-end: max(1.25rem, env(safe-area-inset-bottom));
  inset-inline-start: 1.25rem;
  display: inline-flex;
  gap: .6rem;
  align-items: center;
  min-height: 56px;
  max-width: calc(100vw - 2.5rem);
  padding: .5rem 1.35rem .5rem 1.1rem;
  border: 1px solid transparent;
  border-radius: 28px;
  background: var(--accent);
  color: var(--on-accent);
  box-shadow: 0 6px 20px var(--shade);
}
.unread {
  position: absolute;
  inset-block-start: -.35rem;
  inset-inline-end: -.2rem;
  min-width: 1.6rem;
  padding: 0 .4rem;
  border-radius: 1rem;
  background: var(--stop);
  color: var(--on-stop);
  font-size: .875rem;
  text-align: center;
}
.panel {
  display: flex;
  flex-direction: column;
  min-width: 0;
  padding: 0;
  background: var(--paper);
  color: var(--ink);
  overflow: hidden;
  container-type: inline-size;
}

dialog.panel {
  position: fixed;
  z-index: var(--handover-z, 2147483000);
  inset-block: auto 1.25rem;
  inset-inline: 1.25rem auto;
  margin: 0;
  width: min(28rem, calc(100vw - 2.5rem));
  height: min(42rem, calc(100dvh - 2.5rem));
  max-width: none;
  max-height: none;
  border: 1px solid var(--line);
  border-radius: var(--radius);
  box-shadow: 0 16px 48px var(--shade);
}
:host([side="end"]) .launcher, :host([side="end"]) dialog.panel { inset-inline: auto 1.25rem; }
.panel.inline { height: 100%; position: relative; }

.head {
  display: grid;
  grid-template: "title tools" auto "owner expert" auto / minmax(0, 1fr) auto;
  gap: 0 .75rem;
  align-items: center;
  flex: none;
  padding: .4rem .5rem .65rem 1.1rem;
  background: var(--head);
  color: var(--on-head);
  border-block-end: 1px solid var(--head-line);
  --focus: var(--head-focus);
}
:host([dir="rtl"]) .head { padding: .4rem 1.1rem .65rem .5rem; }
.head h2 { grid-area: title; font-size: 1.0625rem; line-height: 1.3; }
.owner { grid-area: owner; display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; overflow: hidden; font-size: .875rem; line-height: 1.35; color: var(--on-head-soft); overflow-wrap: anywhere; }
.owner::before {
  content: "";
  display: inline-block;
  width: .5rem;
  height: .5rem;
  margin-inline-end: .45rem;
  border-radius: 50%;
  background: #4aa3bd;
}
.owner[data-owner="queue"]::before { background: var(--signal); }
.owner[data-owner="expert"]::before { background: #3faa63; }
.tools { grid-area: tools; justify-self: end; display: flex; min-height: 44px; align-items: center; }
.head button { color: var(--on-head); border-color: transparent; background: none; }
.head button:hover { background: color-mix(in srgb, currentColor 12%, transparent); }
.head .expert { grid-area: expert; display: inline-flex; gap: .45rem; align-items: center; margin-inline-end: .5rem; padding: .4rem .85rem; border: 1px solid color-mix(in srgb, currentColor 55%, transparent); font-size: .9375rem; line-height: 1.2; text-align: start; }
.head .expert svg { color: var(--head-alert); }

.settings { display: grid; gap: .7rem; flex: none; padding: .8rem 1.1rem 1rem; background: var(--sheet); border-block-end: 1px solid var(--line); max-height: 60%; overflow-y: auto; }

.offline p { padding: .6rem 1.1rem; background: var(--signal-soft); color: var(--signal-ink); font-size: .9375rem; border-block-end: 1px solid var(--signal); animation: appear .01s .8s backwards; }
@keyframes appear { from { opacity: 0; } }

/* What was said */

.log { flex: 1 1 0; min-height: 0; overflow-y: auto; overscroll-behavior: contain; position: relative; }
.log:focus-visible { outline-offset: -3px; }
.thread { display: flex; flex-direction: column; gap: .75rem; width: min(46rem, 100%); margin-inline: auto; padding: 1rem 1.1rem 1.25rem; }
.thread > * { flex: none; min-width: 0; }
.day { display: flex; justify-content: center; font-size: .8125rem; color: var(--ink-soft); }

.bubble { align-self: start; max-width: min(36rem, 88%); padding: .6rem .9rem .7rem; background: var(--sheet); border: 1px solid var(--line); border-radius: var(--radius); border-end-start-radius: 4px; }
.speaker { overflow-wrap: anywhere; font-size: .8125rem; font-weight: 600; color: var(--ink-soft); margin-block-end: .1rem; }
.speaker time { font-weight: 400; margin-inline-start: .35rem; font-variant-numeric: tabular-nums; }
.sent { margin-inline-start: .3rem; vertical-align: -2px; display: inline-block; line-height: 0; color: var(--good); }
.bubble.user { align-self: end; background: var(--own); border-color: transparent; border-end-start-radius: var(--radius); border-end-end-radius: 4px; }
.bubble[data-owed] { background: transparent; border: 1px dashed var(--edge); }
.bubble.expert { border-color: var(--good); border-inline-start-width: 4px; }
.bubble.expert .speaker bdi { color: var(--good); }
.bubble.system { align-self: center; max-width: min(36rem, 96%); background: transparent; border-color: transparent; border-block: 1px solid var(--line); border-radius: 0; padding-block: .5rem; color: var(--ink-soft); font-size: .9375rem; }
.bubble.failure { background: var(--failure-soft); border-color: var(--failure); color: inherit; font-weight: 400; }
.bubble.failure .speaker { color: var(--failure); }
.delivery { display: flex; gap: .35rem; align-items: center; margin-block-start: .35rem; font-size: .8125rem; color: var(--ink-soft); }
.delivery.failed { color: var(--failure); font-weight: 600; }
.detail { font-size: .875rem; }
.bubble .row { margin-block-start: .4rem; }
.emergency { display: flex; gap: .6rem; margin-block-start: .6rem; padding: .6rem .75rem; border-radius: var(--small-radius); background: var(--stop); color: var(--on-stop); font-size: .9375rem; font-weight: 500; }
.citations { margin-block-start: .5rem; padding-block-start: .4rem; border-block-start: 1px solid var(--line); }
.citations ul { list-style: none; padding: 0; }
.citations .source { display: inline-flex; gap: .4rem; align-items: center; padding: .25rem 0; font-size: .9375rem; line-height: 1.3; color: var(--ink-soft); }
.citations .link { display: inline-flex; gap: .4rem; align-items: center; padding: .25rem 0; font-weight: 500; font-size: .9375rem; text-align: start; line-height: 1.3; }

.step { background: var(--sheet); border: 1px solid var(--line); border-radius: var(--radius); overflow: hidden; }
.step > * { margin: .75rem 1.1rem; }
.step > header { margin: 0; padding: .7rem 1.1rem; display: flex; flex-wrap: wrap; gap: .3rem .75rem; align-items: center; justify-content: space-between; border-block-end: 1px solid var(--line); border-block-start: 4px solid var(--accent); }
.step h3 { font-size: 1.125rem; line-height: 1.3; }
.facts { display: flex; flex-wrap: wrap; gap: .35rem; font-variant-numeric: tabular-nums; }
.chip { padding: .05rem .6rem; border: 1px solid var(--line); border-radius: 99px; font-size: .8125rem; color: var(--ink-soft); background: var(--sheet); }
.chip.urgent, .chip.high { border-color: var(--failure); color: var(--failure); }
.chip.resolved, .chip.closed { border-color: var(--good); color: var(--good); }
.chip.waiting_on_user { border-color: var(--signal); color: var(--signal-ink); background: var(--signal-soft); }
.warnings { position: relative; padding: .65rem .9rem .65rem 1.5rem; background: var(--signal-soft); color: var(--signal-ink); border-radius: var(--small-radius); overflow: hidden; }
:host([dir="rtl"]) .warnings { padding: .65rem 1.5rem .65rem .9rem; }
.warnings .label { color: inherit; }
.warnings::before { content: ""; position: absolute; inset-block: 0; inset-inline-start: 0; inline-size: .55rem; background: repeating-linear-gradient(-45deg, #241a00 0 7px, var(--signal) 7px 14px); }
.outcomes { color: var(--ink-soft); }
.step .citations { padding-block-start: .5rem; }
.answers { display: flex; flex-wrap: wrap; gap: .5rem; margin: 0; padding: .75rem 1.1rem 1rem; border-block-start: 1px solid var(--line); background: var(--paper); }
.answers .label, .answers .failure, .actions .failure { flex-basis: 100%; }
.answers button { flex: 1 1 7rem; padding-inline: .5rem; }
.answers button[aria-pressed="true"] { background: var(--own); }

/* The way to a person */

.offer { display: grid; gap: .6rem; padding: 1rem 1.1rem; background: var(--sheet); border: 2px solid var(--accent); border-radius: var(--radius); }
.offer h3 { font-size: 1.0625rem; line-height: 1.3; }
.offer button, .ticket .row button, .queue button { justify-self: start; }
.ticket { display: grid; gap: .6rem; padding: 1rem 1.1rem 1.1rem; background: var(--sheet); border: 1px solid var(--line); border-block-start: 4px solid var(--ink); border-radius: var(--radius); }
.ticket h3 { font: 700 clamp(1.15rem, 5.4cqi, 1.6rem)/1.15 var(--figures); overflow-wrap: anywhere; margin-block-start: -.4rem; }
:host([dir="rtl"]) .ticket h3 { text-align: end; }
.contact .part { display: block; }
.contact a { display: inline-block; max-width: 100%; min-height: 44px; padding-block: .65rem; line-height: 1.5; padding-inline: .1rem; font-weight: 600; overflow-wrap: anywhere; }
.alternatives { list-style: none; padding: 0; font-size: .9375rem; }
.number { white-space: nowrap; }
.queue { display: grid; gap: .4rem; padding: .7rem .8rem; border-radius: var(--small-radius); background: var(--own); }
.resolved { padding: .6rem .8rem; border-radius: var(--small-radius); background: var(--good-soft); overflow-wrap: anywhere; }
.question { display: grid; gap: .7rem; padding: .8rem; border-radius: var(--small-radius); background: var(--paper); }
.rating { display: grid; gap: .8rem; padding: 1rem 1.1rem; background: var(--sheet); border: 1px solid var(--line); border-radius: var(--radius); }
.rating legend { font-weight: 600; margin-block-end: .5rem; }
.marks { display: flex; gap: .25rem; }
.star { position: relative; flex: 1 1 0; max-width: 3.5rem; color: var(--ink-soft); }
.star input { position: absolute; inset: 0; width: 100%; height: 100%; min-height: 0; margin: 0; opacity: 0; cursor: pointer; }
.star > span[aria-hidden] { display: grid; place-items: center; min-height: 44px; border-radius: var(--small-radius); }
.star.full { color: var(--star); }
.star.full svg { fill: currentColor; }
.star input:focus-visible + span { outline: 3px solid var(--focus); outline-offset: 2px; }
.given { justify-content: center; }
.given .star { flex: none; }
.rating .hint { min-height: 1.5em; }
.rating > button.plain { justify-self: center; }
.thanks { display: flex; gap: .5rem; align-items: center; justify-content: center; color: var(--good); font-weight: 600; }

.stop-work { display: flex; gap: .9rem; align-items: start; padding: .85rem 1.1rem; background: var(--stop); color: var(--on-stop); --focus: #ffe08a; }
.stop-work h3 { font-size: 1.1875rem; line-height: 1.25; }
.stop-work a { color: inherit; }
.stop-work .contact { margin-block-start: .25rem; font-weight: 600; display: flex; flex-wrap: wrap; gap: 0 1.25rem; align-items: center; }
.pinned { flex: none; max-height: 45%; overflow-y: auto; }

/* The end of the list and the box */

.underway { display: flex; flex-wrap: wrap; gap: .25rem .75rem; align-items: center; font-size: .9375rem; color: var(--ink-soft); }
.underway p { display: flex; gap: .6rem; align-items: center; }
.underway button { display: inline-flex; gap: .35rem; align-items: center; }
.underway:not([data-busy]) { margin-block-start: -.75rem; }
.dots { display: inline-flex; gap: .25rem; }
.dots i { width: .4rem; height: .4rem; border-radius: 50%; background: var(--accent); animation: breathe 1.2s infinite; }
.dots i:nth-child(2) { animation-delay: .2s; }
.dots i:nth-child(3) { animation-delay: .4s; }
@keyframes breathe { 50% { opacity: .25; } }
.newer { position: relative; height: 0; display: grid; justify-items: center; }
.newer button { position: absolute; inset-block-end: .5rem; display: inline-flex; gap: .35rem; align-items: center; border-radius: 22px; box-shadow: 0 4px 14px var(--shade); }
.loading { display: grid; gap: .75rem; }
.bone { height: 3.6rem; width: 70%; border-radius: var(--radius); background: var(--line); opacity: .6; animation: breathe 1.6s infinite; }
.bone.own { justify-self: end; width: 45%; height: 2.6rem; }
.closed { display: grid; gap: .8rem; justify-items: start; padding: 1.5rem 1.1rem; }
.closed h3 { font-size: 1.1875rem; line-height: 1.3; }
.composer { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: .35rem .5rem; align-items: end; flex: none; padding: .7rem max(1.1rem, calc((100% - 46rem) / 2)) max(.7rem, env(safe-area-inset-bottom)); background: var(--sheet); border-block-start: 1px solid var(--line); }
.composer textarea { max-height: 9rem; min-height: 48px; field-sizing: content; resize: none; padding-block: .65rem; }
.composer .send { display: grid; place-items: center; width: 48px; min-height: 48px; padding: 0; background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
:host([dir="rtl"]) .send svg { transform: scaleX(-1); }
.composer p { grid-column: 1 / -1; }
.composer .hint { font-size: .8125rem; }

/* Dialogs above it */

dialog:not(.panel) { width: min(32rem, calc(100vw - 1.5rem)); max-height: calc(100dvh - 1.5rem); padding: 1.4rem; border: 1px solid var(--line); border-radius: var(--radius); background: var(--sheet); color: var(--ink); box-shadow: 0 16px 48px var(--shade); overflow: auto; }
dialog::backdrop { background: rgb(4 18 24 / .55); }
dialog form { display: grid; gap: .9rem; }
dialog h2 { font-size: 1.25rem; line-height: 1.3; overflow-wrap: anywhere; }
.dialog-head { display: flex; gap: 1rem; justify-content: space-between; align-items: start; margin-block-end: .75rem; }
.dialog-head button { margin: -.5rem; flex: none; }
dialog .actions { position: sticky; inset-block-end: -1.4rem; margin: 0 -1.4rem -1.4rem; padding: .8rem 1.4rem 1.2rem; background: var(--sheet); border-block-start: 1px solid var(--line); }
.standing { padding: .6rem .8rem; background: var(--own); border-radius: var(--small-radius); }
.sent-list { padding: .7rem .9rem; border-radius: var(--small-radius); background: var(--paper); font-size: .9375rem; }
.passage { max-height: 60dvh; overflow-y: auto; padding: .8rem .9rem; border-radius: var(--small-radius); background: var(--paper); margin-block-end: .6rem; }

/* Mails, where they may be read */

.mails { border-block-start: 1px solid var(--line); padding-block-start: .8rem; display: grid; gap: .5rem; min-width: 0; }
.mails h4 { margin: 0; font-size: 1rem; }
.mail { border: 1px solid var(--line); border-radius: var(--small-radius); min-width: 0; }
.mail summary { min-height: 44px; padding: .6rem .8rem; cursor: pointer; font-weight: 600; overflow-wrap: anywhere; }
.mail summary .chip { display: inline-block; font-weight: 400; }
.mail .chip.sent { color: var(--good); border-color: var(--good); margin: 0; line-height: inherit; vertical-align: baseline; }
.mail .chip.dead { color: var(--failure); border-color: var(--failure); }
.mail > p { padding: 0 .8rem .5rem; overflow-wrap: anywhere; }
.mail pre { margin: 0; max-height: 22rem; overflow: auto; padding: .8rem; border-block-start: 1px solid var(--line); background: var(--paper); font: .8125rem/1.5 var(--figures); white-space: pre-wrap; overflow-wrap: anywhere; }

dialog:not([open]) { display: none; }

/* Small screens, little height (400 % zoom), wide places */

@media (max-width: 640px) {
  dialog.panel { inset: 0; width: 100%; height: 100%; height: 100dvh; border: 0; border-radius: 0; }
  :host([side="end"]) dialog.panel { inset: 0; }
  .composer .hint { display: none; }
}
@media (max-height: 28rem) {
  dialog.panel[open] { overflow-y: auto; display: block; }
  .panel.inline { display: block; height: auto; overflow: visible; }
  .log { overflow: visible; min-height: 8rem; }
  .pinned, .settings { max-height: none; }
  .composer .hint { display: none; }
}
@container (max-width: 26rem) {
  .head { padding-inline-start: .9rem; }
  .thread { padding-inline: .8rem; }
  .bubble { max-width: 92%; }
}
@container (min-width: 34rem) {
  .head { grid-template: "title expert tools" auto "owner expert tools" auto / minmax(0, 1fr) auto auto; padding-block: .6rem; }
  .head h2 { align-self: end; }
  .owner { align-self: start; }
  .head .expert { margin-inline-end: 0; }
}
@container (min-width: 48rem) {
  .panel.inline .head { padding-inline: max(1.1rem, calc((100% - 44rem) / 2)); }
}
@media (prefers-reduced-motion: reduce) {
  .dots i, .bone { animation: none; }
}
@media (forced-colors: active) {
  .step > header, .warnings, .stop-work, .emergency, .chip { border: 1px solid; }
}
`;

export const sheet = new CSSStyleSheet();
sheet.replaceSync(CSS);
