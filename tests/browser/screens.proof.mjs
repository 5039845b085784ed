// Every state of the chat in all six languages, on a desktop and on a phone, with every rule of axe-core in both themes.
// `make proof` runs it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { objections } from "./axe.mjs";
import { lookAtAll } from "./screens.mjs";

const everyRule = async (page, what) => [...(await objections(page, what, ["light"])), ...(await objections(page, what, ["dark"]))];

for (const language of ["en", "el", "ar", "es", "tr", "no"]) {
  for (const [name, viewport] of [["a desktop", { width: 1000, height: 760 }], ["a phone", { width: 360, height: 740 }]]) {
    test(`no state breaks a rule of accessibility, light or dark (${language}, on ${name})`, async (t) => {
      assert.deepEqual(await lookAtAll(t, language, viewport, everyRule), []);
    });
  }
}
