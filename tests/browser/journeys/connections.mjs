// An organisation's own identity provider: connected, tried, switched on, signed in through and switched off again.

import { open, signedIn, start } from '../browser.mjs';
import { inspect } from '../inspect.mjs';
import { provide, version } from '../provider.mjs';
import { assert, check, none } from '../report.mjs';
import { eventually } from '../server.mjs';
import { all, button, heading, link, refused, send, stepUp } from './steps.mjs';

const CONNECTIONS = '/identity/connections';

/** Gives what `rolled` goes on with when some time has passed. */
export async function connections(browser, url, scripts) {
  const how = scripts ? 'with scripts' : 'without scripts';
  const say = (name, act) => check(`connections ${how}: ${name}`, act);
  const look = async (page) => scripts && inspect(page);
  const there = await provide(url, 'sambruk');
  console.log(`        the provider is oidc-provider ${version()}`);
  const kim = await signedIn(browser, url, 'kim', { scripts });
  kim.elsewhere = there.issuer;
  const at = await say('a connection is made after a stronger sign-in, and refused in words before that', () => make(kim, there, look));
  if (at) {
    await say('it is tried before it is switched on, and the trial says what was missing', () => attempt(kim, at, there, look));
    await say('who signs in finds her organisation and comes in through it', () => enter(browser, url, scripts, kim, there, look));
    await say('who signs out here may at the provider too, and who signs out there is signed out here', () => leave(browser, url, scripts, at, there, look));
    await say('a rule gives a role at the next sign-in, and takes it when it is removed', () => rule(browser, url, scripts, kim, at, there, look));
    await say('switched off, it lets nobody in', () => off(browser, url, scripts, kim, at, look));
  }
  return { kim, there, at };
}

/** The provider has another key from one moment to the next. Keys are asked for anew once a minute at most, so this comes last. */
export async function rolled({ kim, there, at }, scripts) {
  const how = scripts ? 'with scripts' : 'without scripts';
  if (at) {
    await check(`connections ${how}: the provider changes its key, and what it signs is taken`, async () => {
      there.roll();
      await eventually('the new key is taken', 60, async () => {
        await trial(kim, at);
        const words = await all(kim);
        assert(/Provet gick bra|unknown-key/.test(words), `it says: ${words}`);
        return /Provet gick bra/.test(words);
      });
    });
  }
  none('pages complain', kim.wrong);
  await kim.context().close();
  await there.stop();
}

async function fill(page, fields) {
  for (const [name, value] of Object.entries(fields)) await page.locator(`main [name=${name}]`).fill(value);
  return button(page, 'Skapa anslutningen');
}

async function make(page, there, look) {
  await page.goto(CONNECTIONS);
  assert((await all(page)).includes('Organisationen har ingen anslutning än'), 'it does not say that there is none');
  await look(page);
  const good = { label: 'Personal', issuer: there.issuer, client_id: 'sambruk' };
  await (await fill(page, good)).click();
  await stepUp(page, 'kim');
  await refused(page, await fill(page, { ...good, issuer: 'http://idp.example.net' }), /Utfärdaren är en adress som börjar med https/);
  await look(page);
  await refused(page, await fill(page, { ...good, secret: 'kort' }), /Klienthemligheten har minst 16 tecken/);
  assert((await send(page, await fill(page, { ...good, secret: '' }))) === 303, `it is refused: ${await all(page)}`);
  assert((await all(page)).includes('private_key_jwt'), 'it does not say how we prove who we are');
  const at = new URL(page.url()).pathname;
  await look(page);
  await page.goto(CONNECTIONS);
  await refused(page, await fill(page, good), /har redan en anslutning till den inloggningstjänsten/);
  return at;
}

async function trial(page, at) {
  await page.goto(at);
  await link(page, 'Prova anslutningen').click();
  await through(page, at);
}

/** Through the provider's pages, as many as it has, until the platform is there again. */
async function through(page, at = null) {
  await eventually('the provider lets her through', 10, async () => {
    if (await button(page, 'Vera Lindqvist').count()) await button(page, 'Vera Lindqvist').click();
    const { pathname } = new URL(page.url());
    return at ? pathname === at : !/^\/(sign-in|auth|identity\/(start|sign-in))/.test(pathname);
  });
}

async function attempt(page, at, there, look) {
  await page.goto(at);
  await refused(page, button(page, 'Slå på'), /Prova anslutningen först/);
  there.state.level = 'http://id.elegnamnden.se/loa/1.0/loa1';
  await trial(page, at);
  assert(/Provet stannade på vägen/.test(await all(page)) && /acr-unknown/.test(await all(page)), `it says: ${await all(page)}`);
  await look(page);
  [there.state.level] = there.levels;
  await trial(page, at);
  assert(/Provet gick bra/.test(await all(page)), `it says: ${await all(page)}`);
  assert(!/Vera/.test(await all(page)), 'the trial tells who it was');
  await look(page);
  assert((await send(page, button(page, 'Slå på'))) === 303, 'it is not switched on');
  assert((await all(page)).includes('Anslutningen är i bruk'), 'it is not in use');
}

async function chosen(browser, url, scripts) {
  const page = await (await open(browser, url, { scripts })).newPage();
  await page.goto('/identity/sign-in');
  return page;
}

async function enter(browser, url, scripts, kim, there, look) {
  const page = await chosen(browser, url, scripts);
  page.elsewhere = there.issuer;
  const search = page.getByLabel('Sök kommun eller organisation');
  await search.fill('finns inte');
  if (!scripts) await search.press('Enter');
  await eventually('nothing is found', 5, async () => (await all(page)).includes('Ingen ansluten organisation heter något med'));
  await look(page);
  await page.goto('/identity/sign-in?q=sandv');
  await link(page, 'Sandvikens kommun').click();
  await through(page);
  assert((await heading(page)) === 'Du har ingen behörighet än', `Vera is at «${await heading(page)}»`);
  await kim.goto('/identity/people?role=waiting');
  await link(kim, 'Vera Lindqvist').click();
  await kim.locator('input[name=role][value=reader]').check();
  assert((await send(kim, button(kim, 'Ge rollen'))) === 303, 'the role is refused');
  await page.goto('/identity/sign-in');
  assert((await all(page)).includes('Senast använd'), 'the connection is not remembered');
  await look(page);
  await page.locator('#last a').first().click();
  await through(page);
  assert((await heading(page)).endsWith('Vera'), `Vera is at «${await heading(page)}»`);
  await page.context().close();
}

/** Through the provider's own question whether to sign out. */
async function agree(page) {
  await button(page, 'Ja, logga ut').click();
  await page.waitForLoadState();
}

async function leave(browser, url, scripts, at, there, look) {
  const id = at.split('/').pop();
  there.state.backChannel = `${url}/identity/back-channel/${id}`;
  const page = await (await open(browser, url, { scripts })).newPage();
  page.elsewhere = there.issuer;
  await start(page, `provider=${id}`);
  await through(page);
  await send(page, button(page, 'Logga ut'));
  assert((await heading(page)) === 'Du är utloggad', `it says «${await heading(page)}»`);
  await look(page);
  await link(page, 'Logga ut även hos Sandvikens kommun').click();
  await agree(page);
  await eventually('the provider sends her back', 10, async () => (await all(page)).includes('har kommit tillbaka från Sandvikens kommun'));
  await look(page);
  await start(page, `provider=${id}`);
  assert(await button(page, 'Vera Lindqvist').count(), 'the provider still knows her');
  await through(page);
  assert((await heading(page)).endsWith('Vera'), `Vera is at «${await heading(page)}»`);
  const other = await page.context().newPage();
  other.elsewhere = there.issuer;
  await other.goto(`${there.issuer}/session/end`);
  await agree(other);
  await eventually('she is signed out here', 5, async () => {
    await page.goto('/identity/account');
    return page.url().includes('/identity/sign-in');
  });
  none('pages complain', page.wrong);
  await page.context().close();
}

async function write(page, fields) {
  for (const [name, value] of Object.entries(fields)) await page.locator(`#rules [name=${name}]`).fill(value);
  await page.locator('#rules select[name=role]').selectOption('economist');
  return button(page, 'Lägg till regeln');
}

async function rule(browser, url, scripts, kim, at, there, look) {
  const good = { attribute: 'groups', value: 'Ekonomi' };
  await kim.goto(at);
  assert((await all(kim)).includes('Ingen regel än'), 'it does not say that there is none');
  await refused(kim, await write(kim, { ...good, attribute: 'två ord' }), /Skriv attributets namn som det kommer/);
  await look(kim);
  assert((await send(kim, await write(kim, good))) === 303, `the rule is refused: ${await all(kim)}`);
  await refused(kim, await write(kim, good), /Anslutningen har redan den regeln/);
  await look(kim);
  there.state.groups = ['Ekonomi', 'Kören'];
  const page = await (await open(browser, url, { scripts })).newPage();
  page.elsewhere = there.issuer;
  await start(page, `provider=${at.split('/').pop()}`);
  await through(page);
  await page.goto('/billing/invoices');
  assert((await heading(page)) !== 'Sidan finns inte', 'Vera does not see the invoices');
  await kim.goto('/identity/people?role=economist');
  await link(kim, 'Vera Lindqvist').click();
  assert(/genom regeln groups = Ekonomi/.test(await all(kim)), `her page says: ${await all(kim)}`);
  await look(kim);
  await link(kim, 'genom regeln groups = Ekonomi').click();
  assert(/En person har en roll genom regeln/.test(await all(kim)), `the rule's page says: ${await all(kim)}`);
  await look(kim);
  assert((await send(kim, button(kim, 'Ta bort regeln'))) === 303, 'the rule stays');
  await eventually('the role is gone', 1, async () => {
    await page.goto('/billing/invoices');
    return (await heading(page)) === 'Sidan finns inte';
  });
  there.state.groups = [];
  await page.context().close();
}

async function off(browser, url, scripts, kim, at, look) {
  await kim.goto(at);
  assert((await send(kim, button(kim, 'Slå av'))) === 303, 'it stays on');
  await look(kim);
  const page = await chosen(browser, url, scripts);
  assert(!(await all(page)).includes('Sandvikens kommun'), 'it is offered');
  await page.goto(`/identity/start?provider=${at.split('/').pop()}`);
  assert((await heading(page)) === 'Sidan finns inte', `it leads to «${await heading(page)}»`);
  await page.context().close();
}
