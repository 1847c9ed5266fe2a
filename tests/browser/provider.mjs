// An organisation's own OpenID Connect provider that nobody here wrote: oidc-provider, as strict as the Swedish profile wants it.

import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';

import Provider from 'oidc-provider';

const LEVELS = ['http://id.elegnamnden.se/loa/1.0/loa2', 'http://id.elegnamnden.se/loa/1.0/loa3'];
const require = createRequire(import.meta.url);

/** Which version this is, for the log. */
export const version = () => JSON.parse(readFileSync(require.resolve('oidc-provider/package.json'), 'utf8')).version;

/** How its own pages begin. */
const HEAD = '<!doctype html><meta charset="utf-8"><title>Kommunens inloggning</title><h1>Kommunens inloggning</h1>';
/** People whom the provider knows. */
const PEOPLE = { vera: { name: 'Vera Lindqvist', email: 'vera@sandviken.example', email_verified: true } };

/**
 * Starts it for one client, which proves itself by a signature with a key that it publishes; `level` is what people prove here,
 * `groups` are those that they belong to, `backChannel` is where it tells that a session has ended.
 * It signs what it says of people, too; `roll()` gives it another key, without any overlap.
 */
export async function provide(platform, clientId) {
  const server = createServer();
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const state = { level: LEVELS[0], groups: [], backChannel: null };
  // The connection's address is not known before there is a connection, which names this provider.
  const told = `${platform}/identity/back-channel/unknown`;
  const make = () => new Provider(issuer, {
    jwks: { keys: [newKey()] },
    clients: [{
      client_id: clientId,
      redirect_uris: [`${platform}/identity/callback`],
      response_types: ['code'],
      grant_types: ['authorization_code'],
      token_endpoint_auth_method: 'private_key_jwt',
      token_endpoint_auth_signing_alg: 'ES256',
      jwks_uri: `${platform}/api/identity/v1/jwks`,
      userinfo_signed_response_alg: 'RS256',
      post_logout_redirect_uris: [`${platform}/identity/left`],
      backchannel_logout_uri: told,
      backchannel_logout_session_required: true,
    }],
    acrValues: LEVELS,
    claims: { openid: ['sub'], profile: ['name', 'groups'], email: ['email', 'email_verified'], acr: null, auth_time: null },
    clientAuthMethods: ['private_key_jwt'],
    enabledJWA: { clientAuthSigningAlgValues: ['ES256'], userinfoSigningAlgValues: ['RS256'] },
    features: {
      devInteractions: { enabled: false },
      claimsParameter: { enabled: true },
      jwtUserinfo: { enabled: true },
      userinfo: { enabled: true },
      backchannelLogout: { enabled: true },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (context, form) => {
          context.body = `${HEAD}<p>Vill du logga ut?</p>${form}<button form="op.logoutForm" name="logout" value="yes">Ja, logga ut</button>`;
        },
        postLogoutSuccessSource: (context) => {
          context.body = `${HEAD}<p>Du är utloggad</p>`;
        },
      },
    },
    // Its guard against servers inside refuses the own machine, where the platform is in a test.
    fetch: (url, options) => {
      delete options.dispatcher;
      return globalThis.fetch(String(url) === told && state.backChannel ? state.backChannel : url, options);
    },
    findAccount: (_, id) => PEOPLE[id] && { accountId: id, claims: () => ({ sub: id, ...PEOPLE[id], groups: state.groups }) },
    interactions: { url: (_, interaction) => `/sign-in/${interaction.uid}` },
    pkce: { required: () => true },
    ttl: { IdToken: 300, AccessToken: 300, AuthorizationCode: 60, Interaction: 600, Session: 3600, Grant: 3600 },
  });
  let provider = make();
  let answer = provider.callback();
  server.on('request', (request, response) => {
    const path = new URL(request.url, issuer).pathname;
    if (path.startsWith('/sign-in/')) {
      interact(provider, state, request, response).catch((error) => response.writeHead(500).end(String(error)));
    } else {
      answer(request, response);
    }
  });
  const roll = () => {
    provider = make();
    answer = provider.callback();
  };
  return { issuer, levels: LEVELS, state, roll, stop: () => new Promise((done) => { server.closeAllConnections(); server.close(done); }) };
}

/** A key that lives as long as the provider, as JSON Web Key with a name of its own. */
function newKey() {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { ...privateKey.export({ format: 'jwk' }), alg: 'RS256', use: 'sig' };
}

/** The provider's own page: who are you? Whoever presses the button is Vera. */
async function interact(provider, state, request, response) {
  const { prompt, params, session } = await provider.interactionDetails(request, response);
  if (request.method !== 'POST') {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(`${HEAD}<form method="post"><button>Vera Lindqvist</button></form>`);
    return;
  }
  const accountId = prompt.name === 'login' ? 'vera' : session.accountId;
  const grant = new provider.Grant({ accountId, clientId: params.client_id });
  grant.addOIDCScope(params.scope);
  const consent = { grantId: await grant.save() };
  const login = prompt.name === 'login' ? { accountId, acr: state.level, amr: ['pwd'], ts: Math.floor(Date.now() / 1000) } : undefined;
  await provider.interactionFinished(request, response, { ...(login && { login }), consent }, { mergeWithLastSubmission: true });
}
