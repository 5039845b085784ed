/** What lit.js exports, for the type check. */
export * from "../../vendor/lit.js";
