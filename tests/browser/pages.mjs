// Every page of the table is visited by somebody who may see it. Parameters are filled in by following links, as people do; a page
// that no link leads to fails by name.

import { open, proveAnew, signedIn, start } from './browser.mjs';
import { firstLoad, inspect, shape } from './inspect.mjs';
import { assert, check, none } from './report.mjs';
import { pageRoutes, visitors } from './routes.mjs';
import { shot } from './shots.mjs';
import { PAPER, Walk } from './walk.mjs';

/** Lists in which to look besides the pages themselves. */
const SEEDS = ['/members?q=Sandviken'];
/** Changes what all later pages look like. */
const SWITCHES = /^\/language\//;
/** Streams are made from the page that listens to them. */
const STREAM = /\/live$/;
const FILE = /[?&]export=(csv|xlsx)|\/pdf$/;
/** Pages for whoever is not signed in, with the status they answer when they are opened like that. */
const SIGNED_OUT = {
  '/identity/sign-in': 200, '/identity/signed-out': 200, '/identity/no-access': 200, '/identity/callback': 400,
  '/identity/invitation': 404, '/identity/demonstration/broker/authorize': 422, '/identity/break-glass': 200, '/identity/break-glass/key': 200,
  '/identity/saml/finish': 400, '/identity/leave': 400, '/identity/left': 400,
  '/identity/start': 200, '/identity/demonstration/authorize': 200, '/portal/accessibility': 200, '/portal/privacy': 200, '/portal/api': 200,
  '/portal/api/start': 200, '/portal/api/{api}': 200, '/portal/api/{api}/events': 200, '/portal/api/{api}/{operation}': 200,
};
/** What stands in for the parameters of public pages. */
const PARAMETERS = { '{api}': 'bibblix', '{operation}': 'start-loan' };
const FIRST_LOAD = 45_000;

/** All of it. */
export async function pages(browser, url) {
  const routes = pageRoutes();
  const visited = new Set();
  await signedOut(browser, url, routes, visited);
  const names = [...new Set(routes.flatMap(visitors))];
  const walk = async (share) => { for (const name of share) await visit(browser, url, routes, name, visited); };
  await Promise.all([walk(names.filter((_, at) => at % 2 === 0)), walk(names.filter((_, at) => at % 2 === 1))]);
  for (const route of routes) {
    await check(`page ${route.path} can be reached`, () =>
      assert(visited.has(route.path), `no link leads there for ${route.persons.map((one) => one.name).join(', ') || 'anybody'}`));
  }
  await sizes(browser, url);
}

async function signedOut(browser, url, routes, visited) {
  const context = await open(browser, url);
  const english = await open(browser, url, { language: 'en' });
  for (const route of routes.filter((one) => one.anybody)) {
    await check(`nobody at ${route.path}`, async () => {
      const expected = SIGNED_OUT[route.path];
      assert(expected, 'a public page that this test does not know: add it to SIGNED_OUT');
      const filled = route.path.replace(/\{\w+\}/g, (name) => PARAMETERS[name]);
      const page = await context.newPage();
      await comes(page, filled, expected);
      await inspect(page, shot(route.path, 'nobody'));
      await page.close();
      await inEnglish(english, filled, expected);
      visited.add(route.path);
    });
  }
  await context.close();
  await english.close();
}

/** Goes to a public page, to the provider's own from the page before it. */
async function comes(page, path, status) {
  const query = 'provider=demonstration&return=%2F';
  if (path === '/identity/demonstration/authorize') return start(page, query);
  return at(page, path === '/identity/start' ? `${path}?${query}` : path, status);
}

/** Goes there and expects the status. */
export async function at(page, path, status = 200) {
  const response = await page.goto(path);
  assert(response.status() === status, `${path} answers ${response.status()}, not ${status}`);
}

async function inEnglish(context, path, status = 200) {
  const page = await context.newPage();
  await comes(page, path, status);
  none(`${path} in English is not right`, [...await shape(page, 'en'), ...page.wrong]);
  await page.close();
}

/** One person walks through all pages that are hers; those that nobody of her kind has looked at closely she inspects. */
async function visit(browser, url, routes, person, visited) {
  const page = await check(`${person} signs in`, () => signedIn(browser, url, person));
  if (!page) return;
  const english = await check(`${person} proves anew who she is`, () => proves(browser, url, page, person));
  if (!english) return;
  const hers = routes.filter((route) => !(route.path in SIGNED_OUT) && route.persons.some((one) => one.name === person));
  const walk = new Walk(routes, hers);
  for (const seed of SEEDS) await page.goto(seed).then(() => walk.gather(page));
  for (let next; (next = walk.next());) {
    const { route, path, again } = next;
    visited.add(route.path);
    const act = async () => {
      await at(page, path);
      await signOutIsAtHand(page);
      await walk.gather(page);
      if (again || !visitors(route).includes(person)) return none(`${path} is not right`, page.wrong.splice(0));
      await inspect(page, shot(route.path, person));
      return inEnglish(english, path);
    };
    await check(`${person} at ${again ? path : route.path}`, act);
  }
  for (const route of hers.filter((one) => STREAM.test(one.path))) {
    const listens = walk.found.get(route.path.replace(STREAM, '')) ?? walk.found.get(route.path.replace(STREAM, '/calculation'));
    if (listens) await check(`${person} hears ${route.path}`, () => hear(page, url, `${listens.replace(/\/calculation$/, '')}/live`));
    if (listens) visited.add(route.path);
  }
  for (const route of hers.filter((one) => PAPER.test(one.path) && walk.links.has(one.path))) visited.add(route.path);
  await check(`${person} has nothing in the browser's storage but known cookies`, () => stored(page));
  await check(`${person} finds no dead link`, () => follow(page, walk));
  await check(`${person} meets a page that does not exist`, () => missing(page));
  await page.context().close();
  await english.close();
}

/** As registers demand; gives her browser in English. */
async function proves(browser, url, page, person) {
  const inHers = async () => open(browser, url, { language: 'en', state: await page.context().storageState() });
  const before = await inHers();
  await at(page, '/identity/step-up');
  await inspect(page, shot('/identity/step-up', person));
  await inEnglish(before, '/identity/step-up');
  await before.close();
  await proveAnew(page, person);
  return inHers();
}

async function signOutIsAtHand(page) {
  const ways = await page.locator('form[action="/identity/sign-out"] button').count();
  assert(ways === 1, `${ways} ways to sign out stand on the page`);
}

async function file(page, path) {
  const answer = await page.request.get(path);
  assert(answer.status() === 200, `${path} answers ${answer.status()}`);
  const type = answer.headers()['content-type'];
  const name = answer.headers()['content-disposition'] ?? '';
  if (/\/pdf$/.test(path)) {
    assert(type === 'application/pdf', `its type is ${type}`);
    assert(/attachment; filename="demonstration-[^"]+\.pdf"/.test(name), `it is not saved as a demonstration's file: ${name}`);
    assert((await answer.body()).subarray(0, 5).toString() === '%PDF-', 'it is no PDF');
    return;
  }
  assert(/attachment; filename="demonstration-[^"]+\.(csv|xlsx)"/.test(name), `it is not saved as a file: ${name}`);
  const body = await answer.text();
  if (path.includes('export=xlsx')) return assert(/spreadsheetml/.test(type) && body.startsWith('PK'), `its type is ${type}`);
  assert(type.startsWith('text/csv'), `its type is ${type}`);
  const begins = body.split('\n', 2).join('\n');
  assert(/demonstration/i.test(begins), `it does not begin by saying that it is a demonstration: ${begins}`);
}

/** Cookies of the platform's own, and nothing else that stays. */
async function stored(page) {
  const kept = await page.evaluate(() => [localStorage, sessionStorage].flatMap((storage) => Object.keys(storage)));
  none('kept in storage', kept);
  const known = ['sambruk', 'sambruk_language', 'sambruk-connection', 'sambruk-sign-in'];
  const cookies = (await page.context().cookies()).map((one) => one.name.replace(/^__Host-/, ''));
  assert(cookies.includes('sambruk'), 'no session to look at');
  none('unknown cookies', cookies.filter((name) => !known.includes(name)));
}

/** A stream of events answers at once and stays open. */
async function hear(page, url, path) {
  const cookies = (await page.context().cookies()).map((one) => `${one.name}=${one.value}`).join('; ');
  const stop = new AbortController();
  const answer = await fetch(`${url}${path}`, { headers: { cookie: cookies }, signal: stop.signal });
  const [status, type] = [answer.status, answer.headers.get('content-type')];
  stop.abort();
  assert(status === 200 && type.startsWith('text/event-stream'), `${path}: ${status} ${type}`);
}

async function follow(page, { links, seen }) {
  const dead = [];
  for (const href of [...links.values()].flat().filter((one) => !SWITCHES.test(one))) {
    if (FILE.test(href)) await file(page, href);
    const answer = await page.request.get(href);
    if (answer.status() >= 400) dead.push(`${href} on ${seen.get(href)} answers ${answer.status()}`);
  }
  none('dead links', dead);
}

async function missing(page) {
  await at(page, '/no/such/page', 404);
  await inspect(page);
}

/** A first visit is light, also over a slow line. */
async function sizes(browser, url) {
  for (const [person, paths] of [['kim', ['/', '/bibblix', '/billing/cost']], ['robin', ['/', '/billing/runs', '/members']]]) {
    const page = await signedIn(browser, url, person);
    for (const path of ['/identity/sign-in', ...paths]) {
      await check(`first load of ${path} as ${person}`, async () => {
        const bytes = await firstLoad(page, path);
        assert(bytes > 0 && bytes < FIRST_LOAD, `${bytes} bytes`);
      });
    }
    await page.context().close();
  }
}
