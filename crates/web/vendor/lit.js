// The part of Lit that the chat uses; scripts/vendor-web makes static/vendor/lit.js of it.
export { LitElement, html, nothing, svg } from "lit";
export { ifDefined } from "lit/directives/if-defined.js";
export { live } from "lit/directives/live.js";
export { repeat } from "lit/directives/repeat.js";
