// One headless Chromium, and browsers within it that belong to somebody.

import { chromium } from 'playwright-core';

import { assert } from './report.mjs';

const ARGUMENTS = [
  '--no-sandbox', '--disable-dev-shm-usage', '--disable-quic', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--no-first-run',
];

export const WIDE = { width: 1280, height: 900 };
export const NARROW = { width: 390, height: 844 };

/** The browser. */
export function launch() {
  return chromium.launch({ executablePath: process.env.SAMBRUK_TEST_CHROMIUM || '/usr/bin/chromium', args: ARGUMENTS });
}

/** A context with cookies of its own, whose pages collect what goes wrong in `page.wrong`. */
export async function open(browser, url, { scripts = true, language = 'sv', state, dark = false, viewport = WIDE } = {}) {
  const context = await browser.newContext({
    baseURL: url,
    javaScriptEnabled: scripts,
    locale: language === 'sv' ? 'sv-SE' : 'en-GB',
    timezoneId: 'Europe/Stockholm',
    colorScheme: dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
    storageState: state,
    viewport,
  });
  context.setDefaultTimeout(1000 * Number(process.env.SAMBRUK_TEST_PATIENCE_SECONDS || 10));
  context.on('page', (page) => watch(page, url));
  return context;
}

/** Collects errors, refused resources and requests to other origins; `page.elsewhere` is one where the person goes herself. */
function watch(page, url) {
  page.wrong = [];
  page.elsewhere = null;
  const away = (address) => page.elsewhere !== null && address.startsWith(`${page.elsewhere}/`);
  page.on('pageerror', (error) => page.wrong.push(`page error: ${error.message}`));
  page.on('console', (message) => {
    // The status of the page itself is checked where it is visited.
    const ownStatus = /Failed to load resource: the server responded with a status of/.test(message.text())
      && message.location().url === page.url();
    if (['error', 'warning'].includes(message.type()) && !ownStatus && !away(message.location().url)) page.wrong.push(`console: ${message.text()}`);
  });
  page.on('request', (request) => {
    const to = request.url();
    const own = to.startsWith(`${url}/`) || to.startsWith('data:') || away(to);
    if (!own) page.wrong.push(`request to another origin: ${to}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400 && !response.request().isNavigationRequest() && !away(response.url())) {
      page.wrong.push(`${response.status()} ${response.url()}`);
    }
  });
}

/** Follows a link from elsewhere to a sign-in: the page asks before anything begins. */
export async function start(page, query) {
  await page.goto(`/identity/start?${query}`);
  await page.locator('main a[href^="/identity/start"]').click();
}

/** Those whom the demonstration's e-identification broker knows. */
const OUTSIDE = ['ellis', 'vilja', 'enar', 'nadja'];

/** Signs in through the demonstration provider, or its broker; works without scripts. */
export async function signIn(page, person) {
  const outside = OUTSIDE.includes(person);
  await page.goto('/identity/sign-in');
  await page.locator(outside ? '#outside a[href^="/identity/start"]' : 'a[href^="/identity/start"][href*="demonstration"]').click();
  await choose(page, person);
  assert(page.url().endsWith(outside ? '/tillarbetslivet/own' : '/'), `${person} is signed in, but at ${page.url()}`);
}

/** The provider's page: who to be, and the second step when it asks for one. */
export async function choose(page, person) {
  await page.locator(`button[name=person][value=${person}]`).click();
  const confirm = page.locator('button[name=confirmed]');
  if (await confirm.count()) await confirm.click();
}

/** Proves anew who she is, at level 3, as votes and registers demand. */
export async function proveAnew(page, person) {
  await page.goto('/identity/step-up?return=%2F');
  await page.locator('main a[href^="/identity/start"]').click();
  await choose(page, person);
  assert(/^\/(tillarbetslivet\/own)?$/.test(new URL(page.url()).pathname), `${person} has proved anew who she is, but is at ${page.url()}`);
}

/** A page of a browser in which the person has signed in. */
export async function signedIn(browser, url, person, options) {
  const context = await open(browser, url, options);
  const page = await context.newPage();
  await signIn(page, person);
  return page;
}

/** Visible text, with ordinary spaces. */
export async function text(locator) {
  return (await locator.innerText()).replace(/[\u00a0\u202f]/g, ' ');
}

/** The number that a text begins with: `1 234 lån` is 1234. */
export function leading(words) {
  const digits = words.replace(/[\s\u00a0\u202f]/g, '').match(/^[−-]?\d+/);
  return digits ? Number(digits[0].replace('−', '-')) : 0;
}
