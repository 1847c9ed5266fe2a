// People from outside: the coordinator invites by a link that is shown once, an employer and a guardian come in through the e-identification
// broker, and approve in that order; each refusal is said in words.

import { NARROW, choose as be, open, signedIn, text } from '../browser.mjs';
import { inspect } from '../inspect.mjs';
import { assert, check, none } from '../report.mjs';
import { eventually } from '../server.mjs';
import { place } from './placements.mjs';
import { all, button, heading, link, refused, send } from './steps.mjs';

const OWN = '/tillarbetslivet/own';
const field = (page, name) => page.locator(`main [name="${name}"]`);

export async function outside(browser, url, scripts) {
  const how = scripts ? 'with scripts' : 'without scripts';
  const say = (name, act) => check(`outside ${how}: ${name}`, act);
  const look = async (page) => scripts && inspect(page);
  const stranger = async (options = {}) => (await open(browser, url, { scripts, ...options })).newPage();
  const alex = await signedIn(browser, url, 'alex', { scripts });
  const [employer, guardian] = [await stranger(), await stranger({ viewport: NARROW })];
  const placement = await say('there is a confirmed placement', () => place(alex, scripts ? 'U8-1' : 'U8-2'));
  const links = placement && await say('the coordinator invites by links that are shown once', () => invite(alex, placement, look));
  if (links) {
    await say('a link says who invites and to what, and nothing of the pupil', () => landing(stranger, links, look));
    const hers = await say('the employer comes in and sees her placement', () => comes(employer, links.employer, 'nadja', look));
    const theirs = await say('the guardian comes in on a telephone, and waits for the employer', () => waits(guardian, links.guardian, look));
    await say('a link that somebody has used lets nobody else in', () => second(stranger, links.employer, look));
    if (hers && theirs) {
      await say('they approve, the employer first', () => approve({ alex, employer, guardian }, { placement, hers, theirs }, look));
      await say('what is cancelled meanwhile is refused', () => cancelled({ alex, stranger }, scripts, look));
      await say('withdrawn, she is out within a second', () => withdrawn(alex, employer, placement, look));
    }
  }
  none('pages complain', [...alex.wrong, ...employer.wrong, ...guardian.wrong]);
  await Promise.all([alex, employer, guardian].map((page) => page.context().close()));
}

/** Invites one to a placement; gives the link. */
async function one(alex, placement, party, look = async () => {}) {
  await alex.goto(placement);
  await alex.locator(`input[name=party][value=${party}]`).check();
  assert((await send(alex, button(alex, 'Bjud in'))) === 200, `the invitation is refused: ${await all(alex)}`);
  const shown = (await all(alex)).match(/https?:\/\/\S+\/identity\/invitation\?code=\w+/);
  assert(shown, `no link is shown: ${await all(alex)}`);
  await look(alex);
  return shown[0];
}

async function invite(alex, placement, look) {
  await alex.goto(placement);
  assert(/Ingen är inbjuden att godkänna platsen/.test(await all(alex)), 'somebody is invited already');
  await field(alex, 'address').fill('ellis');
  await refused(alex, button(alex, 'Bjud in'), /namn@exempel\.se/);
  assert((await field(alex, 'address').inputValue()) === 'ellis', 'what was written is lost');
  await look(alex);
  const employer = await one(alex, placement, 'employer', look);
  await alex.goto(placement);
  assert(!/code=/.test(await all(alex)), 'the link is shown again');
  await alex.locator('input[name=party][value=employer]').check();
  await refused(alex, button(alex, 'Bjud in'), /en arbetsgivare och högst två vårdnadshavare/);
  return { employer, guardian: await one(alex, placement, 'guardian') };
}

async function landing(stranger, links, look) {
  const page = await stranger();
  await eventually('the link is known', 10, async () => {
    await page.goto(links.employer);
    return (await heading(page)) === 'Du är inbjuden';
  });
  const words = await all(page);
  for (const said of ['Sandvikens kommun', 'Journalbolaget AB', 'Länken gäller till']) assert(words.includes(said), `it does not say ${said}`);
  assert(!/U8-|Exempelskolan/.test(words), `it tells of the pupil: ${words}`);
  await look(page);
  await page.goto(`${links.employer}0`);
  assert(/Länken är inte hel eller har bytts ut/.test(await all(page)), 'a link that is not whole is not explained');
  await look(page);
  await page.context().close();
}

/** Opens a link and shows who she is. */
async function enter(page, href, person) {
  await eventually('the link is known', 10, async () => {
    await page.goto(href);
    return (await link(page, 'Logga in med e-legitimation').count()) > 0;
  });
  await link(page, 'Logga in med e-legitimation').click();
  await be(page, person);
}

async function comes(page, href, person, look) {
  await enter(page, href, person);
  const words = await all(page);
  assert(new URL(page.url()).pathname.startsWith(`${OWN}/`), `she is at ${page.url()}: ${words}`);
  for (const said of ['Ditt godkännande saknas', 'Årskurs 8', 'Alex Mall', 'Arbetsgivare']) assert(words.includes(said), `it does not say ${said}: ${words}`);
  assert(!/Exempelskolan/.test(words), 'it tells of the school');
  await look(page);
  const hers = new URL(page.url()).pathname;
  await page.goto(OWN);
  await look(page);
  return hers;
}

async function waits(page, href, look) {
  await enter(page, href, 'vilja');
  assert(/Arbetsgivaren godkänner först/.test(await all(page)), `it does not say that she waits: ${await all(page)}`);
  assert((await button(page, 'Godkänn').count()) === 0, 'there is a button that refuses');
  await look(page);
  return new URL(page.url()).pathname;
}

async function second(stranger, href, look) {
  const page = await stranger();
  await page.goto(href);
  assert(/Inbjudan är redan använd/.test(await all(page)), `it does not say that it is used: ${await all(page)}`);
  await look(page);
  await link(page, 'Logga in med e-legitimation').click();
  await be(page, 'enar');
  assert(!/Journalbolaget/.test(await all(page)), 'somebody else sees it');
  await page.context().close();
}

/** Shows anew who she is, as the button demands, and comes back to the page that it stands on. */
async function stronger(page, person, at) {
  await page.goto(at);
  await button(page, 'Godkänn').click();
  await page.waitForURL(/identity\/step-up/);
  await page.locator('main a[href^="/identity/start"]').click();
  await be(page, person);
  await page.goto(at);
}

async function press(page, person, at) {
  await stronger(page, person, at);
  assert((await send(page, button(page, 'Godkänn'))) === 303, `it is refused: ${await all(page)}`);
}

async function approve({ alex, employer, guardian }, { placement, hers, theirs }, look) {
  await press(employer, 'nadja', hers);
  assert(/Du har godkänt platsen/.test(await all(employer)), `it is not approved: ${await all(employer)}`);
  await look(employer);
  await alex.goto(placement);
  assert(/Väntar på vårdnadshavaren/.test(await all(alex)), 'the coordinator is not told');
  await press(guardian, 'vilja', theirs);
  assert(/Du har godkänt platsen/.test(await all(guardian)), `it is not approved: ${await all(guardian)}`);
  await look(guardian);
  await alex.goto(placement);
  const words = await all(alex);
  for (const said of ['har godkänt platsen', 'Arbetsgivare, Nadja Nyinbjuden', 'Vårdnadshavare, Vilja Vårdnad']) {
    assert(words.includes(said), `the coordinator does not see ${said}: ${words}`);
  }
  await look(alex);
}

async function cancelled({ alex, stranger }, scripts, look) {
  const placement = await place(alex, scripts ? 'U8-3' : 'U8-4');
  const employer = await stranger();
  await enter(employer, await one(alex, placement, 'employer'), 'ellis');
  const hers = new URL(employer.url()).pathname;
  await stronger(employer, 'ellis', hers);
  await alex.goto(placement);
  assert((await send(alex, button(alex, 'Avboka platsen'))) === 303, 'it is not cancelled');
  await refused(employer, button(employer, 'Godkänn'), /Platsen är avbokad, så det finns inget att godkänna/);
  await look(employer);
  await employer.context().close();
}

async function withdrawn(alex, employer, placement, look) {
  await alex.goto(placement);
  assert((await send(alex, button(alex, 'Dra tillbaka arbetsgivare').first())) === 303, 'it is not withdrawn');
  assert(/Tillbakadragen/.test(await text(alex.locator('#approvals'))), 'it does not say so');
  await look(alex);
  await eventually('she is out', 2, async () => {
    await employer.goto(OWN);
    return employer.url().includes('/identity/sign-in');
  });
  assert(/Arbetsgivare eller vårdnadshavare/.test(await all(employer)), 'the way in is not offered');
  await look(employer);
}
