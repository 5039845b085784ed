// Every state of the chat in Arabic on a phone: nothing that axe-core objects to, and room for a finger.
import assert from "node:assert/strict";
import { test } from "node:test";
import { lookAtAll } from "./screens.mjs";

test("no state breaks a rule of accessibility, light or dark (ar, 360 px)", async (t) => {
  assert.deepEqual(await lookAtAll(t, "ar", { width: 360, height: 740 }), []);
});
