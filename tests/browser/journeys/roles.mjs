// Roles from the first sign-in on: who is new waits, an administrator gives and takes away, and each rule is said in words.

import { open, signIn, signedIn, start } from '../browser.mjs';
import { inspect } from '../inspect.mjs';
import { assert, check, none } from '../report.mjs';
import { eventually } from '../server.mjs';
import { all, button, heading, link, refused, send, stepUp } from './steps.mjs';

const PEOPLE = '/identity/people';

export async function roles(browser, url, scripts) {
  const how = scripts ? 'with scripts' : 'without scripts';
  const say = (name, act) => check(`roles ${how}: ${name}`, act);
  const look = async (page) => scripts && inspect(page);
  const kim = await signedIn(browser, url, 'kim', { scripts });
  await say('who signs in for the first time waits, and the administrator is told', () => waits(browser, url, scripts, kim, look));
  const nova = await say('a role is given after a stronger sign-in', () => give(kim, look));
  if (nova) {
    await say('the rules are said in words', () => rules(kim, nova, look));
    await say('she comes in, and is out within a second when the role is taken away', () => take(browser, url, scripts, kim, nova, look));
  }
  none('pages complain', kim.wrong);
  await kim.context().close();
}

async function waits(browser, url, scripts, kim, look) {
  const page = await (await open(browser, url, { scripts })).newPage();
  await start(page, 'provider=demonstration');
  await page.locator('button[value=nova]').click();
  assert((await heading(page)) === 'Du har ingen behörighet än', `Nova is at «${await heading(page)}»`);
  await page.context().close();
  await eventually('it waits on the start page', 20, async () => {
    await kim.goto('/');
    return (await all(kim)).includes('En ny person väntar på en roll');
  });
  await kim.goto(`${PEOPLE}?role=waiting`);
  assert((await kim.locator('tbody tr').count()) === 1, 'others than Nova wait');
  await look(kim);
}

/** Chooses a role and presses the button; the label's note is part of its name. */
async function choose(page, role) {
  await page.locator(`input[name=role][value=${role}]`).check();
  return button(page, 'Ge rollen');
}

async function give(kim, look) {
  await kim.goto(PEOPLE);
  await link(kim, 'Nova Ny').click();
  const nova = new URL(kim.url()).pathname;
  await look(kim);
  await (await choose(kim, 'reader')).click();
  await stepUp(kim, 'kim');
  assert(new URL(kim.url()).pathname === nova, `after the sign-in Kim is at ${kim.url()}`);
  assert((await send(kim, await choose(kim, 'reader'))) === 303, 'the role is refused');
  assert(/Har en roll här/.test(await all(kim)) && /av Kim Exempelsson/.test(await all(kim)), 'the role is not there');
  await look(kim);
  return nova;
}

async function rules(kim, nova, look) {
  await refused(kim, await choose(kim, 'reader'), /Personen har redan den rollen/);
  await look(kim);
  await kim.locator('select[name=service]').selectOption({ label: 'UKA' });
  await refused(kim, await choose(kim, 'administrator'), /gäller alltid allt/);
  await kim.goto(PEOPLE);
  await kim.locator('main').getByRole('link', { name: 'Kim Exempelsson' }).click();
  assert(/Ingen ändrar sina egna roller/.test(await all(kim)), 'it does not say why there is no form');
  assert((await button(kim, 'Ge rollen').count()) === 0, 'Kim can change her own roles');
  await look(kim);
  await kim.goto(nova);
}

async function take(browser, url, scripts, kim, nova, look) {
  const hers = await (await open(browser, url, { scripts })).newPage();
  await signIn(hers, 'nova');
  await hers.goto('/bibblix/loans');
  assert((await heading(hers)) !== 'Sidan finns inte', 'Nova does not see the loans');
  await kim.goto(nova);
  assert(/Nivå 2/.test(await all(kim)), 'her sign-in is not shown');
  await look(kim);
  assert((await send(kim, button(kim, 'Ta bort Läsare'))) === 303, 'the role stays');
  await eventually('Nova is out', 1, async () => {
    await hers.goto('/bibblix/loans');
    return hers.url().includes('/identity/sign-in');
  });
  await hers.context().close();
}
