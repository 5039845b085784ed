// Every state of the chat in English on a desktop: nothing that axe-core objects to, and room for a finger.
import assert from "node:assert/strict";
import { test } from "node:test";
import { lookAtAll } from "./screens.mjs";

test("no state breaks a rule of accessibility, light or dark (en, 1000 px)", async (t) => {
  assert.deepEqual(await lookAtAll(t, "en", { width: 1000, height: 760 }), []);
});
