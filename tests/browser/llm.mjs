// A language model's endpoint that says what a test wants, when the test wants it.
import { createServer } from "node:http";

/**
 * An endpoint until the test ends. `url` is its address. `asked(question)` is the next request about it: `say(words)` sends
 * words of the answer, `end()` ends it whole, `die()` breaks it off. What nobody waits for dies at once.
 */
export async function model(t) {
  const waiting = [];
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const piece of request) body += piece;
    const index = waiting.findIndex(({ question }) => body.includes(question));
    if (index < 0) response.destroy();
    else waiting.splice(index, 1)[0].meet(conversation(response));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const asked = (question) => new Promise((meet) => waiting.push({ question, meet }));
  return { url: `http://127.0.0.1:${server.address().port}/v1`, asked };
}

function conversation(response) {
  const piece = (content) => response.write(`data: ${JSON.stringify({ choices: [{ index: 0, delta: { content } }] })}\n\n`);
  let isOpen = false;
  const say = (words) => {
    if (!isOpen) {
      response.writeHead(200, { "Content-Type": "text/event-stream" });
      piece('{"text": "');
      isOpen = true;
    }
    piece(JSON.stringify(words).slice(1, -1));
  };
  const end = () => {
    piece('", "confidence": 0.9, "category": "mechanical", "escalate": false}');
    response.end("data: [DONE]\n\n");
  };
  return { say, end, die: () => response.destroy() };
}
