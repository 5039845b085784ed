// @ts-check
// Marks of a picture by keyboard and pointer: arrows go to the nearest one, and each says what it stands for.

const ARROWS = /** @type {Record<string, [number, number]>} */ ({ ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] });
/** How much being out of the line counts against being far away. */
const ASIDE = 2.5;
const GAP = 10;

/** @param {HTMLElement} page */
export function listenToMarks(page) {
  page.addEventListener("keydown", pressed);
  page.addEventListener("focusin", ({ target }) => showTip(/** @type {Element} */ (target)));
  page.addEventListener("focusout", hideTip);
  page.addEventListener("pointerover", ({ target }) => showTip(/** @type {Element} */ (target)));
  page.addEventListener("pointerout", hideTip);
  window.addEventListener("scroll", hideTip, { capture: true, passive: true });
}

/** @param {KeyboardEvent} event */
function pressed(event) {
  if (event.key === "Escape") return hideTip();
  const here = /** @type {Element} */ (event.target).closest("svg.plot a[data-here]");
  const plot = here?.closest("svg.plot");
  if (!here || !plot || event.ctrlKey || event.altKey || event.metaKey) return;
  const marks = [...plot.querySelectorAll("a[data-here]")];
  const arrow = ARROWS[event.key];
  const next = arrow ? nearest(here, marks, arrow) : event.key === "Home" ? marks[0] : event.key === "End" ? marks.at(-1) : null;
  if (next === null) return;
  event.preventDefault();
  if (!next) return;
  for (const mark of marks) mark.setAttribute("tabindex", mark === next ? "0" : "-1");
  /** @type {SVGElement} */ (/** @type {unknown} */ (next)).focus();
}

/** @param {Element} here @param {Element[]} marks @param {[number, number]} direction */
function nearest(here, marks, [right, down]) {
  const from = middle(here);
  let best;
  let least = Infinity;
  for (const mark of marks) {
    const to = middle(mark);
    const ahead = (to.x - from.x) * right + (to.y - from.y) * down;
    if (mark === here || ahead < 1) continue;
    const aside = Math.abs((to.x - from.x) * down) + Math.abs((to.y - from.y) * right);
    if (ahead + aside * ASIDE >= least) continue;
    least = ahead + aside * ASIDE;
    best = mark;
  }
  return best;
}

/** @param {Element} mark */
function middle(mark) {
  const { left, top, width, height } = mark.getBoundingClientRect();
  return { x: left + width / 2, y: top + height / 2 };
}

/** @param {Element} target */
function showTip(target) {
  const mark = target.closest("[data-tip]");
  const text = mark?.getAttribute("aria-label");
  const tip = document.getElementById("tip");
  if (!mark || !text || !tip) return;
  tip.textContent = text;
  tip.hidden = false;
  const { left, top, bottom, width } = mark.getBoundingClientRect();
  const size = tip.getBoundingClientRect();
  const x = Math.min(Math.max(GAP, left + width / 2 - size.width / 2), window.innerWidth - size.width - GAP);
  const y = top - size.height - GAP > 0 ? top - size.height - GAP : bottom + GAP;
  tip.style.left = `${x}px`;
  tip.style.top = `${y}px`;
}

export function hideTip() {
  const tip = document.getElementById("tip");
  if (tip) tip.hidden = true;
}
