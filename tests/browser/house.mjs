// A server of its own for a test, where callers are told apart.
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * A server in token mode, ended with the test, and a way to run a command beside it. `settings` are environment
 * variables.
 */
export async function house(t, settings = {}) {
  const folder = mkdtempSync(join(tmpdir(), "handover-browser."));
  const env = {
    PATH: process.env.PATH,
    DATABASE_URL: `sqlite:${folder}/handover.db`,
    HANDOVER__AUTH__MODE: "token",
    HANDOVER__SERVER__BIND: "127.0.0.1:0",
    ...settings,
  };
  const server = spawn(process.env.HANDOVER_BIN, ["serve"], { cwd: folder, env });
  t.after(async () => {
    const gone = new Promise((resolve) => server.once("exit", resolve));
    server.kill();
    await gone;
    rmSync(folder, { recursive: true });
  });
  const origin = await new Promise((resolve, reject) => {
    let said = "";
    server.once("exit", () => reject(new Error(said)));
    server.stderr.on("data", (piece) => {
      said += piece;
      const found = said.match(/listening on (http:\/\/\S+?)\/?\s/);
      if (found) resolve(found[1]);
    });
  });
  const run = (...args) => execFileSync(process.env.HANDOVER_BIN, args, { cwd: folder, env, encoding: "utf8" });
  return { origin, run };
}
