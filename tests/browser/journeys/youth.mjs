// UKA as a case officer uses it: from registration to the closed case, and every rule that she meets on the way.

import { proveAnew, signedIn } from '../browser.mjs';
import { inspect } from '../inspect.mjs';
import { assert, check, none } from '../report.mjs';
import { all, button, heading, link, refused, send, stepUp, submit } from './steps.mjs';
import { day, yearsAgo } from './days.mjs';

/** Personal numbers that Skatteverket keeps for tests, of people younger than those of the demonstration. */
const NOVA = number(day(-16.4 * 365));
const ALVA = number(day(-16.6 * 365));
const UNKNOWN = number(day(-16.8 * 365));

export async function youth(browser, url, scripts) {
  const as = (person) => signedIn(browser, url, person, { scripts });
  const how = scripts ? 'with scripts' : 'without scripts';
  const say = (name, act) => check(`youth ${how}: ${name}`, act);
  const look = async (page) => scripts && inspect(page);
  const [alex, kim] = await Promise.all([as('alex'), as('kim')]);

  await say('the register asks anew who she is', () => asks(alex, look));
  await proveAnew(kim, 'kim');
  const nova = await say('somebody is registered', () => registered(alex, NOVA, 'Nova Journalsson', look));
  if (!nova) return;
  await say('an attempt, then a contact; the next follow-up is planned', () => contacted(alex, nova, look));
  await say('a measure is offered', () => offered(alex, nova));
  await say('she is found among those who are next, and by number', () => found(alex, nova));
  await say('the case is closed, and what was going on ends with it', () => closed(alex, nova, look));
  const alva = await say('nobody is registered twice', () => twice(alex, kim, look));
  await say('who is outside the law is not registered', () => scope(alex, look));
  if (!alva) return;
  await say('a contact can not lie in the future', () => future(alex, kim, alva, look));
  await say('a protected identity is for who has the right to it', () => hidden(alex, kim, alva, look));
  for (const page of [alex, kim]) {
    none('pages complain', page.wrong);
    await page.context().close();
  }
}

/** A number with the check digit that belongs to the day and the tests' birth number. */
function number(born) {
  const digits = `${born.replaceAll('-', '')}238`;
  const sum = [...digits.slice(2)].map((digit, at) => Number(digit) * (at % 2 ? 1 : 2)).map((one) => (one > 9 ? one - 9 : one)).reduce((a, b) => a + b, 0);
  return `${digits.slice(0, 8)}-${digits.slice(8)}${(10 - (sum % 10)) % 10}`;
}

async function asks(alex, look) {
  await alex.goto('/uka');
  await look(alex);
  await stepUp(alex, 'alex');
  assert(new URL(alex.url()).pathname === '/uka', `she comes back to ${alex.url()}`);
}

const field = (page, name) => page.locator(`main [name="${name}"]`);

/** Fills in the form that registers somebody, and gives its button. */
async function fill(page, values) {
  await page.goto('/uka/register');
  await field(page, 'number').fill(values.number);
  await field(page, 'name').fill(values.name ?? 'Prov Personsson');
  await field(page, 'situation').selectOption(values.situation ?? 'dropped-out');
  await field(page, 'resident').setChecked(values.resident ?? true);
  return submit(page, '/uka/register');
}

async function registered(alex, number, name, look) {
  await alex.goto('/uka');
  await link(alex, 'Registrera en ungdom').first().click();
  await look(alex);
  assert((await send(alex, await fill(alex, { number, name }))) === 303, `she is not registered: ${await all(alex)}`);
  assert((await heading(alex)) === name, `the page is of «${await heading(alex)}»`);
  assert((await all(alex)).includes(number), 'the page does not say her number');
  assert(!decodeURIComponent(alex.url()).includes(number.slice(0, 8)) && !alex.url().includes('Nova'), 'the address says who she is');
  await look(alex);
  return new URL(alex.url()).pathname;
}

/** Writes in one of the forms of a person's page, and gives its button. */
async function write(page, at, form, values) {
  await page.goto(at);
  const within = page.locator(`main form[action="${at}/${form}"]`);
  for (const [name, value] of Object.entries(values)) {
    const input = within.locator(`[name="${name}"]`);
    if ((await input.evaluate((one) => one.tagName)) === 'SELECT') await input.selectOption(value);
    else await input.fill(value);
  }
  return submit(page, `${at}/${form}`);
}

async function contacted(alex, at, look) {
  const attempt = { way: 'phone', outcome: 'no-answer', next: day(2) };
  assert((await send(alex, await write(alex, at, 'contacts', attempt))) === 303, `the attempt is refused: ${await all(alex)}`);
  assert(/Inget svar/.test(await all(alex)), 'the attempt is not shown');
  const reached = { way: 'sms', outcome: 'reached', note: 'Vill läsa vidare till hösten.', next: day(0) };
  assert((await send(alex, await write(alex, at, 'contacts', reached))) === 303, `the contact is refused: ${await all(alex)}`);
  const words = await all(alex);
  assert(/Fick kontakt/.test(words) && /Vill läsa vidare till hösten\./.test(words), 'the contact is not shown');
  assert(/Nästa uppföljning är/.test(words), 'the page does not say what is next');
  await look(alex);
}

async function offered(alex, at) {
  const measure = { kind: 'guidance', starts: day(0) };
  assert((await send(alex, await write(alex, at, 'measures', measure))) === 303, `the measure is refused: ${await all(alex)}`);
  const row = alex.locator('tbody tr', { hasText: 'Studie- och yrkesvägledning' });
  assert(/Pågår/.test(await row.innerText()), 'the measure does not go on');
}

async function found(alex, at) {
  await alex.goto('/uka?limit=100');
  const row = alex.locator('tbody tr', { has: link(alex, 'Nova Journalsson') });
  const shown = (await row.innerText()).replaceAll('\u2011', '-');
  assert(shown.includes(day(0)), `the list does not say when she is next: ${shown}`);
  await link(alex, 'Nova Journalsson').click();
  assert(new URL(alex.url()).pathname === at, `the list leads to ${alex.url()}`);
  await alex.goto('/uka');
  await field(alex, 'number').fill(NOVA.replace('-', '').slice(2));
  assert((await send(alex, submit(alex, '/uka/find'))) === 303, 'she is not found by number');
  assert(new URL(alex.url()).pathname === at, `the search leads to ${alex.url()}`);
  await alex.goto('/uka');
  await field(alex, 'number').fill(UNKNOWN);
  assert((await send(alex, submit(alex, '/uka/find'))) === 200, 'a number that nobody has is an error');
  assert(/Ingen med det personnumret är registrerad/.test(await all(alex)), 'it does not say that there is nobody');
}

async function closed(alex, at, look) {
  await refused(alex, await write(alex, at, 'close', { reason: 'turned-20' }), /fyller 20 år först/);
  assert((await send(alex, await write(alex, at, 'close', { reason: 'started-education' }))) === 303, `it is not closed: ${await all(alex)}`);
  const words = await all(alex);
  assert(/Ärendet avslutades/.test(words) && !/Pågår/.test(words), `the page does not say that all has ended: ${words}`);
  assert((await alex.locator(`form[action="${at}/contacts"]`).count()) === 0, 'there is still a form for contacts');
  await look(alex);
  await alex.goto('/uka?state=closed&limit=100');
  assert((await link(alex, 'Nova Journalsson').count()) === 1, 'she is not among the closed cases');
}

async function twice(alex, kim, look) {
  const at = await registered(alex, ALVA, 'Alva Journalsson', look);
  await refused(alex, await fill(alex, { number: ALVA, name: 'Alva Annatnamn' }), /redan registrerad/);
  assert((await field(alex, 'name').inputValue()) === 'Alva Annatnamn', 'the name that was written is lost');
  assert((await field(alex, 'number').inputValue()) === ALVA, 'the number that was written is lost');
  await look(alex);
  await link(alex, 'Öppna personen').click();
  assert(new URL(alex.url()).pathname === at, `the refusal leads to ${alex.url()}`);
  await kim.goto(at);
  assert(/Söktes fram med personnummer/.test(await all(kim)), 'the log does not know of the attempt');
  await look(kim);
  return at;
}

async function scope(alex, look) {
  const kept = async (values) => {
    assert((await field(alex, 'number').inputValue()) === values.number, 'the number is lost');
    assert((await field(alex, 'name').inputValue()) === 'Prov Personsson', 'the name is lost');
    assert((await field(alex, 'situation').inputValue()) === (values.situation ?? 'dropped-out'), 'the situation is lost');
    assert((await field(alex, 'resident').isChecked()) === (values.resident ?? true), 'the tick is lost');
  };
  for (const [values, words] of [
    [{ number: number(yearsAgo(20)) }, /fyllde 20 år/],
    [{ number: number(yearsAgo(13)) }, /för ung/],
    [{ number: UNKNOWN, resident: false }, /inte folkbokförd i kommunen/],
    [{ number: UNKNOWN, situation: 'attends-upper' }, /introduktionsprogram omfattas inte/],
    [{ number: UNKNOWN, situation: 'completed' }, /slutfört gymnasiet omfattas inte/],
    [{ number: `${UNKNOWN.slice(0, -1)}${(Number(UNKNOWN.at(-1)) + 1) % 10}` }, /Sista siffran stämmer inte/],
  ]) {
    await refused(alex, await fill(alex, values), words);
    await kept(values);
  }
  await look(alex);
  await alex.goto('/uka');
  await field(alex, 'number').fill(UNKNOWN);
  await send(alex, submit(alex, '/uka/find'));
  assert(/Ingen med det personnumret/.test(await all(alex)), 'a refused person is registered all the same');
}

async function future(alex, kim, at, look) {
  const contact = { day: day(1), way: 'home-visit', outcome: 'reached', note: 'Besök i morgon.', next: day(30) };
  await refused(alex, await write(alex, at, 'contacts', contact), /kan inte ligga i framtiden/);
  const form = alex.locator(`form[action="${at}/contacts"]`);
  for (const [name, value] of Object.entries(contact)) {
    assert((await form.locator(`[name="${name}"]`).inputValue()) === value, `what was written in ${name} is lost`);
  }
  assert(/Ännu finns inga\./.test(await all(alex)), 'the contact is there all the same');
  await kim.goto(at);
  assert(/Nekades av en regel/.test(await all(kim)), 'the log does not know of the attempt');
  await look(alex);
}

async function hidden(alex, kim, at, look) {
  await alex.goto(at);
  assert((await send(alex, button(alex, 'Markera som skyddad'))) === 303, 'she is not marked');
  assert(/Personen är skyddad/.test(await all(alex)), 'it is not said what happens now');
  const silent = async (where) => assert(!/Alva|Journalsson/.test(await all(alex)), `${where} says who it is`);
  await look(alex);
  await alex.goto('/uka?limit=100');
  assert(/Skyddade personuppgifter/.test(await all(alex)), 'the list does not say that somebody is protected');
  await silent('the list');
  const opened = await alex.goto(at);
  assert(opened.status() === 422 && /Försöket har antecknats i loggen/.test(await all(alex)), 'her page is not refused in words');
  await silent('the refusal');
  await look(alex);
  await alex.goto('/uka');
  await field(alex, 'number').fill(ALVA);
  assert((await send(alex, submit(alex, '/uka/find'))) === 422, 'she is found by number');
  await silent('the search');
  await refused(alex, await fill(alex, { number: ALVA }), /hanteras bara av den som har särskild behörighet/);
  const masked = (await (await alex.request.get('/api/uka/v1/youths?limit=100')).json()).items.filter((one) => one.protected);
  const told = masked.flatMap((one) => Object.entries(one)).filter(([key, value]) => key !== 'protected' && value !== null);
  assert(masked.length > 0 && told.length === 0, `the API tells ${JSON.stringify(told)}`);
  // The positive control: the administrator sees her, and each attempt.
  await kim.goto(at);
  const words = await all(kim);
  assert((await heading(kim)) === 'Alva Journalsson' && words.includes(ALVA), 'the administrator does not see her');
  assert(words.match(/Nekades: skyddade personuppgifter/g)?.length >= 3, 'the log does not know of each attempt');
  const log = await (await kim.request.get(`/api${at.replace('/uka/', '/uka/v1/')}/accesses`)).json();
  assert(log.items.filter((one) => one.why === 'denied' && one.who === 'Alex Mall').length >= 3, 'nor does the API');
  await look(kim);
}
