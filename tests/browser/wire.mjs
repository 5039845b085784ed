// What lies between a browser and a service: it can be cut, and it can treat streams of events as some proxies do.
import { Agent, createServer, request as ask } from "node:http";

/**
 * A way to `service(request)` until the test ends. `cut` ends whatever is under way and refuses what comes, until `mend`. With
 * `streams` at "held" no event gets through before its stream ends, at "cut" a stream ends after its first events.
 */
export async function wire(t, service) {
  const it = { streams: "whole", isCut: false };
  // A kept connection may be closed by the service in the very moment in which it is used again.
  const agent = new Agent({ keepAlive: false });
  const server = createServer((request, response) => {
    const to = new URL(service(request));
    const headers = { ...request.headers, host: to.host };
    const on = ask({ host: to.hostname, port: to.port, path: request.url, method: request.method, headers, agent }, (answer) => {
      const isLive = request.method === "GET" && answer.headers["content-type"]?.startsWith("text/event-stream");
      response.writeHead(answer.statusCode, answer.headers);
      if (isLive && it.streams === "held") return void answer.resume();
      if (isLive && it.streams === "cut") answer.once("data", () => setImmediate(() => response.end()));
      answer.on("error", () => response.destroy());
      answer.pipe(response);
    });
    on.on("error", () => response.destroy());
    request.pipe(on);
    response.on("close", () => on.destroy());
  });
  server.on("connection", (socket) => it.isCut && socket.destroy());
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  it.origin = `http://127.0.0.1:${server.address().port}`;
  it.cut = () => {
    it.isCut = true;
    server.closeAllConnections();
  };
  it.mend = () => {
    it.isCut = false;
  };
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return it;
}
