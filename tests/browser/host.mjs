// A customer's page with the chat on it: from another origin than the service, under a policy as strict as they come.
import { createServer } from "node:http";
import { readFileSync } from "node:fs";

const LOCALES = new URL("../../config/locales/", import.meta.url);

/** The words of a language that need no arguments. */
export function words(language) {
  const source = readFileSync(new URL(`${language}.ftl`, LOCALES), "utf8");
  const found = new Map([...source.matchAll(/^([a-z][\w-]*) = (.*)$/gm)].map(([, id, text]) => [id, text]));
  return (id) => found.get(id) ?? assertKnown(id);
}

function assertKnown(id) {
  throw new Error(`no message ${id}`);
}

/**
 * Serves pages until the test ends. `at(attributes, language)` is the address of one with the chat of `service()` on it.
 */
export async function hostSite(t, service) {
  const server = createServer((request, response) => {
    const url = new URL(request.url, "http://host");
    const policy = `default-src 'none'; script-src ${service()}; connect-src ${service()}; img-src data:; base-uri 'none'`;
    const { attributes = "", language = "en" } = Object.fromEntries(url.searchParams);
    response.writeHead(200, { "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": policy });
    response.end(`<!doctype html><html lang="${language}" dir="${language === "ar" ? "rtl" : "ltr"}"><head>
      <meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
      <title>A customer's page</title><link rel="icon" href="data:,">
      <script type="module" src="${service()}/widget.js"></script></head>
      <body><main><h1>Harbour works</h1><p>Machines and orders.</p></main>
      <handover-chat language="${language}" ${attributes}></handover-chat></body></html>`);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  t?.after(() => server.close());
  const origin = `http://127.0.0.1:${server.address().port}`;
  const at = (attributes = "", language = "en") => `${origin}/?${new URLSearchParams({ attributes, language })}`;
  return { origin, at, close: () => server.close() };
}
