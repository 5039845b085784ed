/** What d3.js exports, for the type check. */
export * from "../../vendor/d3.js";
