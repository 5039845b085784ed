// @ts-check
// Pictures as a file: with the colours they have now, their title, and nothing that would have to be loaded.

/** What the style sheets say and a file of its own has to say itself. */
const LOOKS = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray", "opacity", "font-family", "font-size", "font-weight", "text-anchor", "direction", "display", "paint-order"];
const TITLE = 40;
/** What the name of one of several pictures takes. */
const CAPTION = 24;
const EDGE = 8;
/** Pixels of the picture for each of the page. */
const SHARPNESS = 2;
const SVG = "http://www.w3.org/2000/svg";

/**
 * Whether it could be made.
 * @param {SVGSVGElement[]} plots
 * @param {string} title
 * @param {string} name of the file, without its ending
 * @param {"svg" | "png"} kind
 */
export async function save(plots, title, name, kind) {
  if (!plots.length) return false;
  const { text, width, height } = alone(plots, title, [...(plots[0]?.closest(".panel")?.querySelectorAll(".legend li") ?? [])]);
  const made = kind === "svg" ? new Blob([text], { type: "image/svg+xml" }) : await painted(text, width, height);
  if (!made) return false;
  const link = document.createElement("a");
  link.href = URL.createObjectURL(made);
  link.download = `${name}.${kind}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  return true;
}

/**
 * The pictures below each other, under their title, and what their colours mean.
 * @param {SVGSVGElement[]} plots
 * @param {string} title
 * @param {Element[]} meanings
 */
function alone(plots, title, meanings) {
  const paper = getComputedStyle(plots[0]?.closest(".panel") ?? document.body);
  const width = Math.max(...plots.map(({ viewBox }) => viewBox.baseVal.width)) + 2 * EDGE;
  const line = (/** @type {string} */ text, /** @type {number} */ y, /** @type {string} */ size) => {
    const x = String(paper.direction === "rtl" ? width - EDGE : EDGE);
    const made = element("text", { x, y: String(y), fill: paper.color, "font-family": paper.fontFamily, "font-size": size, "font-weight": "600", direction: paper.direction });
    made.textContent = text;
    return made;
  };
  const root = element("svg", { xmlns: SVG });
  const back = element("rect", { width: String(width), fill: paper.backgroundColor });
  root.append(back, line(title, 26, "16"));
  let height = TITLE;
  for (const plot of plots) {
    if (plots.length > 1) root.append(line(plot.getAttribute("aria-label") ?? "", height + 16, "13"));
    if (plots.length > 1) height += CAPTION;
    const copy = withLooks(plot);
    copy.setAttribute("x", String(EDGE));
    copy.setAttribute("y", String(height));
    root.append(copy);
    height += plot.viewBox.baseVal.height + EDGE;
  }
  height = withMeanings(root, meanings, { width, height, isMirrored: paper.direction === "rtl", colour: paper.color, font: paper.fontFamily });
  back.setAttribute("height", String(height));
  for (const [key, value] of Object.entries({ viewBox: `0 0 ${width} ${height}`, width: String(width), height: String(height) })) root.setAttribute(key, value);
  return { text: new XMLSerializer().serializeToString(root), width, height };
}

/**
 * Adds the legend, line by line. Gives back how high everything is with it.
 * @param {Element} root
 * @param {Element[]} meanings
 * @param {{width: number, height: number, isMirrored: boolean, colour: string, font: string}} place
 */
function withMeanings(root, meanings, { width, height, isMirrored, colour, font }) {
  let [x, y] = [EDGE, height];
  for (const meaning of meanings) {
    const swatch = meaning.querySelector("svg");
    if (!swatch) continue;
    const room = Math.ceil(meaning.getBoundingClientRect().width) + 2 * EDGE;
    if (x > EDGE && x + room > width) [x, y] = [EDGE, y + CAPTION];
    const copy = withLooks(swatch);
    const wide = Number(swatch.getAttribute("width"));
    copy.setAttribute("x", String(isMirrored ? width - x - wide : x));
    copy.setAttribute("y", String(y + 3));
    const text = element("text", { x: String(isMirrored ? width - x - wide - EDGE : x + wide + EDGE), y: String(y + 15), fill: colour, "font-family": font, "font-size": "13", direction: isMirrored ? "rtl" : "ltr" });
    text.textContent = meaning.textContent?.trim() ?? "";
    root.append(copy, text);
    x += room;
  }
  return meanings.length ? y + CAPTION + EDGE : height;
}

/** A copy that says itself what the style sheets say of the original. @param {SVGSVGElement} plot */
function withLooks(plot) {
  const copy = /** @type {SVGSVGElement} */ (plot.cloneNode(true));
  const [from, to] = [[plot, ...plot.querySelectorAll("*")], [copy, ...copy.querySelectorAll("*")]];
  from.forEach((element, index) => {
    const style = getComputedStyle(element);
    for (const look of LOOKS) to[index]?.setAttribute(look, style.getPropertyValue(look));
  });
  for (const hatch of copy.querySelectorAll(".hatch")) hatch.remove();
  for (const link of copy.querySelectorAll("a")) link.removeAttribute("href");
  const { width, height } = plot.viewBox.baseVal;
  if (width && height) for (const [key, value] of Object.entries({ width, height })) copy.setAttribute(key, String(value));
  return copy;
}

/** @param {string} name @param {Record<string, string>} attributes */
function element(name, attributes) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

/** @param {string} text @param {number} width @param {number} height @returns {Promise<Blob | null>} */
async function painted(text, width, height) {
  const image = new Image(width, height);
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = width * SHARPNESS;
  canvas.height = height * SHARPNESS;
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
}
