// The portal in a real browser: every page, and the journeys of those who use it. Starts and ends everything that it needs.

import { launch } from './browser.mjs';
import { placements } from './journeys/placements.mjs';
import { rules } from './journeys/rules.mjs';
import { session } from './journeys/session.mjs';
import { story } from './journeys/story.mjs';
import { youth } from './journeys/youth.mjs';
import { pages } from './pages.mjs';
import { check, summary } from './report.mjs';
import { removeAll, start, stop } from './server.mjs';

for (const [signal, code] of [['SIGINT', 130], ['SIGTERM', 143], ['SIGHUP', 129]]) {
  process.once(signal, () => {
    removeAll();
    process.exit(code);
  });
}

/** A server of its own for what is done with it. */
async function serving(name, act) {
  const server = await check(`${name}: the server starts`, start);
  if (!server) return;
  await check(`${name}: to the end`, () => act(server.url));
  await check(`${name}: the server ends and leaves nothing behind`, () => stop(server));
}

/** The journeys change what there is, so those with scripts and those without have a server each. */
async function journeys(url, scripts) {
  await story(browser, url, scripts);
  await rules(browser, url, scripts);
  await youth(browser, url, scripts);
  await placements(browser, url, scripts);
  await session(browser, url, scripts);
}

const ONLY = process.argv[2];
const browser = await launch();
try {
  if (ONLY !== 'journeys') await serving('pages', (url) => pages(browser, url));
  if (ONLY !== 'pages') {
    await Promise.all([true, false].map((scripts) =>
      serving(`journeys with${scripts ? '' : 'out'} scripts`, (url) => journeys(url, scripts))));
  }
} finally {
  await browser.close();
  removeAll();
}
process.exitCode = summary();
