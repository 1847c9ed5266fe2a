// Support access: somebody of the association asks, the municipality reads why and answers, she is there with a banner on each page, and
// is out when the municipality says so.

import { signedIn } from '../browser.mjs';
import { inspect } from '../inspect.mjs';
import { assert, check, none } from '../report.mjs';
import { eventually } from '../server.mjs';
import { all, button, heading, link, refused, send, stepUp } from './steps.mjs';

const REASON = 'Lånen från i går syns inte i summan, ärende 4712';
const ASK = '/identity/support';

export async function support(browser, url, scripts) {
  const how = scripts ? 'with scripts' : 'without scripts';
  const say = (name, act) => check(`support ${how}: ${name}`, act);
  const look = async (page) => scripts && inspect(page);
  const [drew, kim] = [await signedIn(browser, url, 'drew', { scripts }), await signedIn(browser, url, 'kim', { scripts })];
  await say('what is missing is said in words, and access is asked for after a stronger sign-in', () => ask(drew, look));
  const access = await say('the administrator is told, and reads who asks for what and why', () => read(kim, look));
  if (access) {
    await say('she says yes after a stronger sign-in', () => yes(kim, access, look));
    await say('every page says by whose leave one is there, and nothing else is open', () => there(drew, look));
    await say('she ends it, and the other is out within a second', () => end(kim, drew, access, look));
  }
  none('pages complain', [...kim.wrong, ...drew.wrong]);
  await Promise.all([kim, drew].map((page) => page.context().close()));
}

const pressed = (page) => button(page, 'Be om åtkomst');

async function ask(drew, look) {
  await drew.goto(ASK);
  await pressed(drew).click();
  await stepUp(drew, 'drew');
  await drew.goto(ASK);
  await refused(drew, pressed(drew), /Välj en av organisationerna[^]*Välj läsare eller handläggare[^]*Skriv med 10 till 500 tecken/);
  await look(drew);
  await drew.locator('select[name=organisation]').selectOption('sandviken-2181');
  await drew.locator('input[name=role][value=reader]').check();
  await drew.locator('select[name=service]').selectOption('bibblix');
  await drew.locator('textarea[name=reason]').fill(REASON);
  assert((await send(drew, pressed(drew))) === 303, `it is not asked for: ${await all(drew)}`);
  assert(/Väntar på svar/.test(await all(drew)), 'it does not say that it waits');
  await drew.locator('select[name=organisation]').selectOption('sandviken-2181');
  await drew.locator('input[name=role][value=reader]').check();
  await drew.locator('textarea[name=reason]').fill(REASON);
  await refused(drew, pressed(drew), /Du har redan åtkomst där, eller har bett om det/);
}

async function read(kim, look) {
  await eventually('it waits on the start page', 20, async () => {
    await kim.goto('/');
    return (await all(kim)).includes('Sambruks support ber om åtkomst');
  });
  await kim.goto('/identity/support-access?step=asked');
  await kim.locator('tbody').getByRole('link', { name: 'Drew Drift' }).click();
  const page = await all(kim);
  for (const words of [REASON, 'Drew Drift, Sambruk', 'Läsare i Bibblix, 4 timmar']) assert(page.includes(words), `it does not say ${words}`);
  await look(kim);
  return new URL(kim.url()).pathname;
}

async function yes(kim, access, look) {
  await button(kim, 'Ja, ge åtkomst i 4 timmar').click();
  await stepUp(kim, 'kim');
  await kim.goto(access);
  assert((await send(kim, button(kim, 'Ja, ge åtkomst i 4 timmar'))) === 303, 'the answer is refused');
  assert(/Åtkomsten gäller nu/.test(await all(kim)), 'it does not say that it is in force');
  await look(kim);
}

async function there(drew, look) {
  await drew.goto(ASK);
  await link(drew, 'Byt organisation').click();
  await drew.locator('input[value=sandviken-2181]').check();
  await look(drew);
  await button(drew, 'Byt').click();
  await drew.goto('/bibblix/loans');
  const page = await all(drew);
  assert(/Du är hos Sandvikens kommun som support till/.test(page), 'no banner says by whose leave she is there');
  await look(drew);
  for (const closed of ['/bibblix/lend', '/uka/register', '/identity/people']) {
    await drew.goto(closed);
    assert((await heading(drew)) === 'Sidan finns inte', `${closed} is open: ${await heading(drew)}`);
  }
}

async function end(kim, drew, access, look) {
  await kim.goto(access);
  assert((await send(kim, button(kim, 'Avsluta åtkomsten nu'))) === 303, 'it goes on');
  assert(/Åtkomsten är slut/.test(await all(kim)), 'it does not say that it is over');
  await look(kim);
  await eventually('she is out', 1, async () => {
    await drew.goto('/bibblix/loans');
    return drew.url().includes('/identity/sign-in');
  });
  await kim.goto('/identity/audit');
  assert((await all(kim)).includes('Drew Drift (support)'), 'the log does not name her');
}
