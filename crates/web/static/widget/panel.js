// @ts-check
// The floating panel: beside the page, or on a small screen all there is.

const SMALL = matchMedia("(max-width: 640px)");

export class Panel {
  /** @param {import("./element.js").HandoverChat} chat */
  constructor(chat) {
    this.chat = chat;
  }

  get isSmall() {
    return SMALL.matches;
  }

  watch() {
    SMALL.addEventListener("change", this.#resized);
  }

  unwatch() {
    SMALL.removeEventListener("change", this.#resized);
    this.#lockPage(false);
  }

  /** On a small screen the page behind it neither scrolls nor gets the keyboard. */
  place() {
    const { open, inline } = this.chat;
    const panel = /** @type {HTMLDialogElement | null} */ (this.chat.find(".panel"));
    if (!panel || inline) return;
    const isModal = open && SMALL.matches;
    if (panel.open) panel.close();
    if (isModal) panel.showModal();
    else if (open) panel.show();
    this.#lockPage(isModal);
  }

  #resized = () => {
    if (this.chat.open) this.place();
  };

  /** @param {boolean} is */
  #lockPage(is) {
    document.documentElement.style.overflow = is ? "hidden" : "";
  }
}
