// The part of Fluent that the pages use; scripts/vendor-web makes static/vendor/fluent.js of it.
export { FluentBundle, FluentResource } from "@fluent/bundle";
