// An organisation's own SAML provider: connected by its metadata, tried with answers that must be refused, switched on, signed in
// through, asked for a stronger sign-in, switched off and removed.

import { open, signedIn, start } from '../browser.mjs';
import { inspect } from '../inspect.mjs';
import { assert, check, none } from '../report.mjs';
import { provideSaml } from '../saml.mjs';
import { eventually } from '../server.mjs';
import { all, button, heading, link, refused, send, stepUp } from './steps.mjs';

const CONNECTIONS = '/identity/connections';
/** What the provider can be told to send, and the reason for which each is refused. */
const BAD = [
  ['plain', /not-encrypted/],
  ['default-cipher', /algorithm/],
  ['unsigned', /unsigned/],
  ['wrong-audience', /audience/],
  ['old', /expired/],
];

export async function saml(browser, url, scripts) {
  const how = scripts ? 'with scripts' : 'without scripts';
  const say = (name, act) => check(`SAML ${how}: ${name}`, act);
  const look = async (page) => scripts && inspect(page);
  const there = await provideSaml(url);
  console.log(`        the SAML provider is ${there.version}`);
  const kim = await signedIn(browser, url, 'kim', { scripts });
  kim.elsewhere = new URL(there.metadata).origin;
  const at = await say('a connection is made from metadata, and refused in words when there are none', () => make(kim, url, there, look));
  if (at) {
    await say('answers that must not be taken are refused, each for its own reason', () => bad(kim, at, there, look));
    await say('a good trial lets it be switched on', () => good(kim, at, there, look));
    await say('who signs in comes in through it by a rule, and again more strongly', () => enter(browser, url, scripts, kim, at, there));
    await say('who signs out here may at the provider too, and who signs out there is signed out here', () => leave(browser, url, scripts, at, there, look));
    await say('the provider changes its key, and nobody is shut out but who signs with another', () => roll(kim, at, there, look));
    await say('it is switched off and removed', () => remove(kim, at));
  }
  none('pages complain', kim.wrong);
  await kim.context().close();
  await there.stop();
}

async function fill(page, metadata) {
  await page.goto(`${CONNECTIONS}?protocol=saml`);
  await page.locator('main [name=label]').fill('Skola');
  await page.locator('main [name=metadata]').fill(metadata);
  return button(page, 'Skapa anslutningen');
}

async function make(page, url, there, look) {
  await page.goto(CONNECTIONS);
  await (await fill(page, there.metadata)).click();
  if ((await heading(page)) === 'Logga in starkare') await stepUp(page, 'kim');
  if (new URL(page.url()).pathname === CONNECTIONS) {
    await refused(page, await fill(page, 'ftp://idp.example.net/md'), /Metadata är en adress som börjar med https/);
    await refused(page, await fill(page, `${url}/identity/sign-in`), /Metadata går inte att använda/);
    await look(page);
    assert((await send(page, await fill(page, there.metadata))) === 303, `it is refused: ${await all(page)}`);
  }
  const words = await all(page);
  for (const wanted of [there.entity, `${url}/identity/saml/metadata`, `${url}/identity/saml/acs`, 'sandviken.example']) {
    assert(words.includes(wanted), `it does not say ${wanted}: ${words}`);
  }
  await look(page);
  return new URL(page.url()).pathname;
}

/** Through the provider's pages, as many as it has, until the platform is there again. */
async function through(page, there, at = null) {
  await eventually('the provider lets her through', 15, async () => {
    for (const name of ['Vera Lindqvist', 'Fortsätt']) {
      if (await button(page, name).count()) await button(page, name).click();
    }
    const { origin, pathname } = new URL(page.url());
    return origin !== new URL(there.metadata).origin && (at ? pathname === at : !pathname.startsWith('/identity/s'));
  });
}

async function trial(page, at, there) {
  await page.goto(at);
  await link(page, 'Prova anslutningen').click();
  await through(page, there, at);
  return all(page);
}

async function bad(page, at, there, look) {
  for (const [mode, reason] of BAD) {
    await there.set({ mode: 'encrypted' });
    await there.set({ mode });
    const words = await trial(page, at, there);
    assert(/Provet stannade på vägen/.test(words) && reason.test(words), `${mode} is not refused for ${reason}: ${words}`);
  }
  await look(page);
  await there.set({ mode: 'encrypted', level: 'loa1' });
  assert(/assurance/.test(await trial(page, at, there)), 'level 1 is taken');
}

async function good(page, at, there, look) {
  await there.set({ mode: 'encrypted', level: 'loa2' });
  const words = await trial(page, at, there);
  assert(/Provet gick bra/.test(words), `it says: ${words}`);
  assert(!/Vera/.test(words), 'the trial tells who it was');
  await look(page);
  assert((await send(page, button(page, 'Slå på'))) === 303, 'it is not switched on');
}

async function enter(browser, url, scripts, kim, at, there) {
  await kim.goto(at);
  await kim.locator('#rules [name=attribute]').fill('urn:oid:2.5.4.11');
  await kim.locator('#rules [name=value]').fill('Skolförvaltningen');
  await kim.locator('#rules select[name=role]').selectOption('reader');
  assert((await send(kim, button(kim, 'Lägg till regeln'))) === 303, `the rule is refused: ${await all(kim)}`);
  assert(await link(kim, 'Ta bort regeln ou = Skolförvaltningen').count(), 'the number is not shown by its name');
  const page = await (await open(browser, url, { scripts })).newPage();
  page.elsewhere = new URL(there.metadata).origin;
  await page.goto('/identity/sign-in?q=sandviken');
  await link(page, 'Sandvikens kommun').first().click();
  await through(page, there);
  assert((await heading(page)).endsWith('Vera'), `Vera is at «${await heading(page)}»`);
  await there.set({ level: 'loa3' });
  await page.goto('/identity/step-up?return=/identity/account');
  await link(page, 'Logga in på tillitsnivå 3').click();
  await through(page, there);
  assert(/tillitsnivå 3/.test(await all(page)), `she is not stronger: ${await all(page)}`);
  none('pages complain', page.wrong);
  await page.context().close();
}

async function comes(page, at, there) {
  await start(page, `provider=${at.split('/').pop()}`);
  await through(page, there);
  assert((await heading(page)).endsWith('Vera'), `Vera is at «${await heading(page)}»`);
}

async function leave(browser, url, scripts, at, there, look) {
  const page = await (await open(browser, url, { scripts })).newPage();
  const home = page.elsewhere = new URL(there.metadata).origin;
  await comes(page, at, there);
  await send(page, button(page, 'Logga ut'));
  assert((await heading(page)) === 'Du är utloggad', `it says «${await heading(page)}»`);
  await look(page);
  await link(page, 'Logga ut även hos Sandvikens kommun').click();
  await eventually('the provider answers', 10, async () => (await all(page)).includes('utloggad både här och hos Sandvikens kommun'));
  await look(page);
  await page.goto(home);
  assert(/Ingen är inloggad/.test(await all(page)), `the provider says: ${await all(page)}`);
  for (const way of ['Logga ut överallt', 'Logga ut överallt med formulär']) {
    await comes(page, at, there);
    await page.goto(home);
    await button(page, way).click();
    if (await button(page, 'Fortsätt').count()) await button(page, 'Fortsätt').click();
    await eventually('the platform answers', 10, async () => /Tjänsten svarar: \S+status:Success/.test(await all(page)));
    await page.goto('/identity/account');
    assert(page.url().includes('/identity/sign-in'), `she is still signed in after «${way}»: ${page.url()}`);
  }
  await page.goto('/identity/saml/slo?SAMLRequest=x');
  assert(/Begäran om utloggning togs inte emot/.test(await all(page)) && /Referens/.test(await all(page)), `it says: ${await all(page)}`);
  await look(page);
  none('pages complain', page.wrong);
  await page.context().close();
}

async function roll(page, at, there, look) {
  const fetched = async (keys) => {
    await there.set({ keys });
    await page.goto(at);
    assert((await send(page, button(page, 'Hämta nu'))) === 303, `it is not fetched: ${await all(page)}`);
  };
  const good = async (what) => assert(/Provet gick bra/.test(await trial(page, at, there)), `${what} is refused: ${await all(page)}`);
  const bad = async (what) => {
    const words = await trial(page, at, there);
    assert(/Provet stannade på vägen/.test(words) && /wrong-key|unknown-key|signature/.test(words), `${what} is taken: ${words}`);
  };
  await there.set({ keys: 'changed' });
  await bad('a key that is not known yet');
  await fetched('announced');
  await good('the old key, with the new one announced');
  await there.set({ keys: 'changed' });
  await good('the new key');
  await fetched('withdrawn');
  await bad('the old key after its end');
  await fetched('changed');
  await good('the new key afterwards');
  await look(page);
}

async function remove(page, at) {
  await page.goto(at);
  assert((await send(page, button(page, 'Slå av'))) === 303, 'it stays on');
  assert((await send(page, button(page, 'Ta bort'))) === 303, 'it stays');
  assert((await link(page, 'Skola').count()) === 0, 'it is still there');
}
