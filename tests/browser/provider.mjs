// A certified OpenID Connect provider (oidc-provider) on this computer, with its own pages for signing in and consent.
import { generateKeyPairSync } from "node:crypto";
import { createServer } from "node:http";
import Provider from "oidc-provider";

/** Keys of its own, as a provider publishes them. */
const keys = () => [
  { ...generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({ format: "jwk" }), use: "sig", alg: "RS256" },
  { ...generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export({ format: "jwk" }), use: "sig", alg: "ES256" },
];

/**
 * A provider at `issuer` with one client. `people` maps what they sign in as to what it says of them. Nobody can reach it
 * before `start`; while it `refuses` it gives no tokens.
 */
export function provider(t, { issuer, client, people, ...more }) {
  const it = { refuses: false };
  const oidc = new Provider(issuer, {
    clients: [{ response_types: ["code"], grant_types: ["authorization_code"], ...client }],
    pkce: { required: () => true },
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
    findAccount: (_, accountId) => ({ accountId, claims: () => ({ sub: accountId, ...people[accountId] }) }),
    jwks: { keys: keys() },
    cookies: { keys: ["the tests of the pages"] },
    ttl: { Interaction: 600, Session: 600, Grant: 600, AccessToken: 600, IdToken: 600 },
    features: { devInteractions: { enabled: true } },
    ...more,
  });
  oidc.use(async (context, next) => {
    if (it.refuses && context.path === "/token") context.status = 503;
    else if (context.path === "/favicon.ico") context.status = 204;
    else await next();
    // Its pages ask another host for a font.
    if (typeof context.body === "string") context.body = context.body.replace(/@import url\([^)]*\);/, "");
  });
  const server = createServer(oidc.callback());
  it.start = () => new Promise((resolve) => server.listen(Number(new URL(issuer).port), "127.0.0.1", resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return it;
}

/** A port that is free now. */
export async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}
