// A server of its own for a test, where callers are told apart.
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * A server in token mode, ended with the test, and a way to run a command beside it. `settings` are environment
 * variables. `stop` (or `stop("SIGKILL")`) and `start` end it and bring it back at the same address, with the same data;
 * `start` takes settings that differ from then on.
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
  let server = await started(folder, env);
  const { origin } = server;
  const stop = async (signal = "SIGTERM") => {
    const gone = new Promise((resolve) => server.child.once("exit", resolve));
    server.child.kill(signal);
    await gone;
  };
  const start = async (changed = {}) => {
    server = await started(folder, { ...env, HANDOVER__SERVER__BIND: new URL(origin).host, ...changed });
  };
  t.after(async () => {
    if (server.child.exitCode === null && server.child.signalCode === null) await stop();
    rmSync(folder, { recursive: true });
  });
  const run = (...args) => execFileSync(process.env.HANDOVER_BIN, args, { cwd: folder, env, encoding: "utf8" });
  return { origin, run, stop, start };
}

/** A server that listens, and where. */
async function started(folder, env) {
  const child = spawn(process.env.HANDOVER_BIN, ["serve"], { cwd: folder, env });
  const origin = await new Promise((resolve, reject) => {
    let said = "";
    child.once("exit", () => reject(new Error(said)));
    child.stderr.on("data", (piece) => {
      said += piece;
      const found = said.match(/listening on (http:\/\/\S+?)\/?\s/);
      if (found) resolve(found[1]);
    });
  });
  return { child, origin };
}
