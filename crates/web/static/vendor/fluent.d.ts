/** What fluent.js exports, for the type check. */
export * from "../../vendor/fluent.js";
