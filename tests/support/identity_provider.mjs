// A certified OpenID provider with its own pages to sign in: whoever types a name is that person.
import { createServer } from "node:http";
import { Provider } from "oidc-provider";

const [site, clientId, clientSecret] = process.argv.slice(2);
const server = createServer();
server.listen(0, "localhost", () => {
  const issuer = `http://localhost:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: [{ client_id: clientId, client_secret: clientSecret, redirect_uris: [`${site}/sign-in/provider/back`] }],
    pkce: { required: () => true },
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
    findAccount: (_, id) => ({ accountId: id, claims: () => claimsOf(id) }),
  });
  server.on("request", provider.callback());
  console.log(issuer);
});

// "anna" has her address verified, "unverified-anna" has not.
function claimsOf(id) {
  const name = id.replace("unverified-", "");
  return { sub: id, email: `${name}@example.org`, email_verified: name === id, name: `Dr ${name}` };
}
