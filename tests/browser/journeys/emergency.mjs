// The emergency accounts: a security key is given to one, sealed, and opens it on the day when nobody can sign in. The key is Chromium's own.

import { open, signedIn } from '../browser.mjs';
import { inspect } from '../inspect.mjs';
import { assert, check, none } from '../report.mjs';
import { command, eventually } from '../server.mjs';
import { all, button, heading, refused, send, stepUp } from './steps.mjs';

const OPEN = '/identity/break-glass';
const ACCOUNTS = '/identity/break-glass/accounts';
const REASON = 'Inloggningen hos vår leverantör svarar inte sedan klockan tre';

export async function emergency(browser, server) {
  const say = (name, act) => check(`emergency: ${name}`, act);
  const context = await open(browser, server.url);
  const page = await context.newPage();
  const drew = await signedIn(browser, server.url, 'drew');
  const devtools = await context.newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  const first = await say('a key that can be copied is refused, and another is taken', () => give(server, page, devtools));
  await say('an operator notes the seal, after a stronger sign-in', () => seal(drew));
  if (first) {
    await say('without a reason, or without a key, nothing is opened', () => refusals(page, devtools, first));
    await say('the key opens the account, which says so on every page', () => opened(page));
    await say('everybody who runs the platform is alarmed, and reads why', () => alarm(drew));
    await say('it notes no seal itself, and is out when somebody else does', () => sealed(page, drew));
  }
  await say('without scripts the page says that a key needs them', () => withoutScripts(browser, server.url));
  none('pages complain', [...page.wrong, ...drew.wrong]);
  await Promise.all([context.close(), drew.context().close()]);
}

async function plug(devtools, more = {}) {
  const options = {
    protocol: 'ctap2', transport: 'usb', hasResidentKey: false, hasUserVerification: true, isUserVerified: true,
    automaticPresenceSimulation: true, ...more,
  };
  return (await devtools.send('WebAuthn.addVirtualAuthenticator', { options })).authenticatorId;
}

const unplug = (devtools, authenticatorId) => devtools.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId });
const touch = (page) => button(page, 'Fråga nyckeln');

async function code(server, page) {
  const said = command(server, ['break-glass', 'key', '2']);
  await page.goto(`${OPEN}/key`);
  await page.getByLabel('Kod').fill(said.match(/code (\S+)/)[1].toLowerCase());
  await button(page, 'Fortsätt till nyckeln').click();
}

async function give(server, page, devtools) {
  await page.goto(`${OPEN}/key`);
  await page.getByLabel('Kod').fill('AAAAA-AAAAA-AAAAA-AAAAA');
  await refused(page, button(page, 'Fortsätt till nyckeln'), /Koden är fel, använd eller för gammal/);
  await inspect(page);
  const copied = await plug(devtools, { defaultBackupEligibility: true });
  await code(server, page);
  await inspect(page);
  await refused(page, touch(page), /kan kopieras till andra enheter/);
  await unplug(devtools, copied);
  const key = await plug(devtools);
  await code(server, page);
  assert((await send(page, touch(page))) === 200, `the key is refused: ${await all(page)}`);
  assert((await all(page)).includes('Nödkonto 2 har fått sin nyckel'), await all(page));
  await inspect(page);
  return key;
}

async function seal(drew, number = 'Plomb 77, bankfacket') {
  await drew.goto(ACCOUNTS);
  await drew.getByLabel('Nödkonto 2').check();
  await button(drew, 'Notera förseglingen').click();
  if ((await heading(drew)) === 'Logga in starkare') await stepUp(drew, 'drew');
  await drew.goto(ACCOUNTS);
  await drew.getByLabel('Nödkonto 2').check();
  await refused(drew, button(drew, 'Notera förseglingen'), /Skriv förseglingens nummer och var kuvertet ligger/);
  await inspect(drew);
  await drew.getByLabel('Förseglingens nummer').fill(number);
  assert((await send(drew, button(drew, 'Notera förseglingen'))) === 303, `it is not noted: ${await all(drew)}`);
  assert((await all(drew)).includes(number), 'the seal is not shown');
}

async function ask(page) {
  await page.goto(OPEN);
  await page.getByLabel('Varför öppnar du kontot?').fill(REASON);
  await button(page, 'Fortsätt till nyckeln').click();
  assert((await all(page)).includes('Sätt i nyckeln ur kuvertet'), `no key is asked for: ${await all(page)}`);
}

async function refusals(page, devtools, key) {
  await page.goto(OPEN);
  await inspect(page);
  await refused(page, button(page, 'Fortsätt till nyckeln'), /Skriv med 10 till 500 tecken varför kontot öppnas/);
  await ask(page);
  await devtools.send('WebAuthn.setUserVerified', { authenticatorId: key, isUserVerified: false });
  await refused(page, touch(page), /Ingen nyckel svarade/);
  await devtools.send('WebAuthn.setUserVerified', { authenticatorId: key, isUserVerified: true });
}

async function opened(page) {
  await ask(page);
  await inspect(page);
  assert((await send(page, touch(page))) === 303, `it is not opened: ${await all(page)}`);
  await page.goto('/identity/people');
  assert((await all(page)).includes('Du använder ett nödkonto till'), `no banner: ${await all(page)}`);
  await inspect(page);
}

async function alarm(drew) {
  await eventually('it waits on the start page', 20, async () => {
    await drew.goto('/');
    return (await all(drew)).includes('Ett nödkonto har öppnats');
  });
  await drew.goto(ACCOUNTS);
  const read = await all(drew);
  for (const words of [REASON, 'Inte förseglat']) assert(read.includes(words), `it does not say ${words}: ${read}`);
  await inspect(drew);
}

async function sealed(page, drew) {
  await page.goto(ACCOUNTS);
  await page.getByLabel('Nödkonto 2').check();
  await page.getByLabel('Förseglingens nummer').fill('Plomb 78');
  await refused(page, button(page, 'Notera förseglingen'), /Den som använder ett nödkonto noterar ingen försegling/);
  await seal(drew, 'Plomb 79, bankfacket');
  await eventually('it is out', 2, async () => {
    await page.goto('/identity/people');
    return new URL(page.url()).pathname === '/identity/sign-in';
  });
}

async function withoutScripts(browser, url) {
  const context = await open(browser, url, { scripts: false });
  const page = await context.newPage();
  await ask(page);
  assert((await all(page)).includes('Säkerhetsnycklar kräver att JavaScript är påslaget'), await all(page));
  await refused(page, touch(page), /Ingen nyckel svarade/);
  await context.close();
}
