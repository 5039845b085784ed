// @ts-check
// Makes elements from the templates of index.html. Data enters the page as text nodes only.

/**
 * A copy of a template's element and a finder for its named parts.
 * @param {string} name
 */
export function make(name) {
  const template = /** @type {HTMLTemplateElement} */ (byId(`${name}-template`));
  const root = /** @type {HTMLElement} */ (
    /** @type {DocumentFragment} */ (template.content.cloneNode(true)).firstElementChild
  );
  return { root, part: (/** @type {string} */ part) => find(root, `[data-part="${part}"]`) };
}

/** An element that index.html promises. @param {string} id */
export const byId = (id) => find(document, `#${id}`);

/**
 * @param {ParentNode} root
 * @param {string} selector
 * @returns {HTMLElement}
 */
export function find(root, selector) {
  const element = root.querySelector(selector);
  if (!(element instanceof HTMLElement)) throw new Error(`the page has no ${selector}`);
  return element;
}

/**
 * Shows a list of texts, and the box around it only if there are any.
 * @param {HTMLElement} box
 * @param {HTMLElement} list
 * @param {string[]} texts
 */
export function fillList(box, list, texts) {
  box.hidden = texts.length === 0;
  list.replaceChildren(
    ...texts.map((text) => {
      const item = document.createElement("li");
      item.textContent = text;
      return item;
    }),
  );
}

/**
 * Shows a text in an element that is hidden while it has none.
 * @param {HTMLElement} element
 * @param {string} text
 */
export function showText(element, text) {
  element.textContent = text;
  element.hidden = !text;
}
