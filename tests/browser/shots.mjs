// Pictures of the main pages, for people to look at: in .out, which is not kept in the repository.

import { mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const DIRECTORY = join(dirname(fileURLToPath(import.meta.url)), '.out');
const ALL = Boolean(process.env.SAMBRUK_TEST_ALL_PICTURES);
const MAIN = [
  '/', '/members', '/members/{organisation}', '/bibblix', '/bibblix/lend', '/bibblix/loans', '/bibblix/loans/{loan}', '/billing/cost',
  '/billing/runs', '/billing/runs/{run}/preview', '/billing/runs/{run}/lines/{user}', '/billing/runs/{run}/lines/{line}/usage',
  '/billing/invoices/{invoice}', '/identity/sign-in', '/identity/demonstration/authorize', '/portal/accessibility', '/portal/api',
  '/portal/api/start', '/portal/api/{api}', '/portal/api/{api}/events', '/portal/api/{api}/{operation}',
  '/portal/operations', '/portal/operations/parked', '/portal/operations/schedules', '/portal/operations/checks', '/portal/operations/versions',
];

rmSync(DIRECTORY, { recursive: true, force: true });

/** What takes the pictures of a route, if it is one of the main ones. */
export function shot(route, person, main = MAIN.includes(route)) {
  if (!main && !ALL) return undefined;
  const name = route.replace(/[{}]/g, '').replaceAll('/', '-').replace(/^-/, '') || 'start';
  return async (page, width) => {
    mkdirSync(DIRECTORY, { recursive: true });
    await page.screenshot({ path: join(DIRECTORY, `${name}.${person}.${width}.png`), fullPage: true });
  };
}
