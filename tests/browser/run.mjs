// The portal in a real browser: every page, and the journeys of those who use it. Starts and ends everything that it needs.

import { launch } from './browser.mjs';
import { clients } from './journeys/clients.mjs';
import { connections, rolled } from './journeys/connections.mjs';
import { council } from './journeys/council.mjs';
import { emergency } from './journeys/emergency.mjs';
import { lists } from './journeys/lists.mjs';
import { misplaced, operations } from './journeys/operations.mjs';
import { outside } from './journeys/outside.mjs';
import { placements } from './journeys/placements.mjs';
import { roles } from './journeys/roles.mjs';
import { rules } from './journeys/rules.mjs';
import { saml } from './journeys/saml.mjs';
import { session } from './journeys/session.mjs';
import { story } from './journeys/story.mjs';
import { support } from './journeys/support.mjs';
import { youth } from './journeys/youth.mjs';
import { pages } from './pages.mjs';
import { picked } from './picked.mjs';
import { check, summary } from './report.mjs';
import { removeAll, start, stop } from './server.mjs';
import { split } from './split.mjs';

for (const [signal, code] of [['SIGINT', 130], ['SIGTERM', 143], ['SIGHUP', 129]]) {
  process.once(signal, () => {
    removeAll();
    process.exit(code);
  });
}

/** A server of its own for what is done with it. */
async function serving(name, act, settings) {
  const server = await check(`${name}: the server starts`, () => start(settings));
  if (!server) return;
  await check(`${name}: to the end`, () => act(server));
  await check(`${name}: the server ends and leaves nothing behind`, () => stop(server));
}

/** The journeys change what there is, so those with scripts and those without have a server each. */
async function journeys(server, scripts) {
  const { url } = server;
  await story(browser, url, scripts);
  await lists(browser, url, scripts);
  await rules(browser, url, scripts);
  await clients(browser, url, scripts);
  await youth(browser, url, scripts);
  await placements(browser, url, scripts);
  await outside(browser, url, scripts);
  await session(browser, url, scripts);
  await roles(browser, url, scripts);
  const connected = await connections(browser, url, scripts);
  await saml(browser, url, scripts);
  await support(browser, url, scripts);
  await council(browser, url, scripts, server);
  await operations(browser, server, scripts);
  await rolled(connected, scripts);
}

/** Some pages are there only when something has gone wrong, or when a night has passed. */
async function everyPage(server) {
  await misplaced(server);
  picked(server);
  await pages(browser, server.url);
}

const ONLY = process.argv[2];
const browser = await launch();
try {
  if (!ONLY || ONLY === 'pages') await serving('pages', everyPage);
  if (!ONLY || ONLY === 'journeys') {
    await Promise.all([true, false].map((scripts) =>
      serving(`journeys with${scripts ? '' : 'out'} scripts`, (server) => journeys(server, scripts))));
  }
  // Security keys know an installation by its name.
  const named = { SAMBRUK_HTTP__PUBLIC_URL: 'http://localhost:0' };
  if (!ONLY || ONLY === 'emergency') await serving('emergency', (server) => emergency(browser, server), named);
  if (!ONLY || ONLY === 'split') await split(browser);
} finally {
  await browser.close();
  removeAll();
}
process.exitCode = summary();
