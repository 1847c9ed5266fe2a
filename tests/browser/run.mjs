// The portal in a real browser: every page, and the journeys of those who use it. Starts and ends everything that it needs.

import { launch } from './browser.mjs';
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

const browser = await launch();
try {
  await serving('pages', (url) => pages(browser, url));
} finally {
  await browser.close();
  removeAll();
}
process.exitCode = summary();
