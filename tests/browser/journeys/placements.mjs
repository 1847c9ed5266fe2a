// Tillarbetslivet as a municipality's coordinator uses it: from an employer's seat to the confirmed pupil and back, and every rule.

import { leading, signedIn, text } from '../browser.mjs';
import { inspect } from '../inspect.mjs';
import { assert, check, none } from '../report.mjs';
import { eventually } from '../server.mjs';
import { after, day, monday } from './days.mjs';
import { all, button, heading, link, refused, send, submit } from './steps.mjs';

const NEW = '/tillarbetslivet/new';
const field = (page, name) => page.locator(`main [name="${name}"]`);

export async function placements(browser, url, scripts) {
  const as = (person) => signedIn(browser, url, person, { scripts });
  const how = scripts ? 'with scripts' : 'without scripts';
  const say = (name, act) => check(`placements ${how}: ${name}`, act);
  const look = async (page) => scripts && inspect(page);
  const [alex, kim] = await Promise.all([as('alex'), as('kim')]);

  await say('a seat is offered, chosen, confirmed, seen in use, and cancelled without cost', () => flow(alex, kim, look));
  await say('hours outside the law are refused by the field', () => hours(alex, look));
  await say('the wrong school, too young, the wrong grade', () => pupils(alex, look));
  await say('a full seat is not given again', () => full(alex, look));
  await say('two who confirm the last seat at once: one gets it', () => atOnce(alex));
  await say('a pupil has one placement at a time', () => overlap(alex, look));
  for (const page of [alex, kim]) {
    none('pages complain', page.wrong);
    await page.context().close();
  }
}

/** Fills in the form of an employer's offer: a lawful week of prao, unless told otherwise. */
async function fill(page, values = {}) {
  const first = values.first ?? monday(6);
  await page.goto(NEW);
  const written = {
    employer: 'Journalbolaget AB', workplace: 'Lagret', tasks: 'Packa och sortera', seats: '1', first, last: after(first, 4),
    starts: '08:00', ends: '15:00', pause: '60', minAge: '13', schools: '', ...values.fields,
  };
  await page.locator(`main [name=kind][value=${values.kind ?? 'prao'}]`).check();
  for (const [name, value] of Object.entries(written)) await field(page, name).fill(value);
  for (const one of values.days ?? []) await page.locator(`main [name=days][value=${one}]`).check();
  await field(page, 'assessed').setChecked(values.assessed ?? true);
  return submit(page, NEW);
}

/** Offers a placement; gives its address. */
async function offer(page, values) {
  assert((await send(page, await fill(page, values))) === 303, `the offer is refused: ${await all(page)}`);
  return new URL(page.url()).pathname;
}

/** Fills in the form of a pupil's choice of a placement, and gives its button. */
async function choice(page, at, pupil) {
  await page.goto(at);
  const written = { reference: 'J8-1', school: 'Exempelskolan', class: '8B', born: born(14), ...pupil };
  for (const name of ['reference', 'school', 'class', 'born']) await field(page, name).fill(written[name]);
  await field(page, 'grade').selectOption(pupil.grade ?? '8');
  await field(page, 'rank').selectOption(pupil.rank ?? '1');
  return submit(page, `${at}/wishes`);
}

/** Enters a pupil's choice; gives its address. */
async function choose(page, at, pupil) {
  assert((await send(page, await choice(page, at, pupil))) === 303, `the choice is refused: ${await all(page)}`);
  return new URL(page.url()).pathname;
}

/** A confirmed placement of a pupil, without more than what must be said; gives its address. */
export async function place(page, reference) {
  const wish = await choose(page, await offer(page, { first: monday(12) }), { reference });
  await page.goto(wish);
  assert((await send(page, confirm(page, wish))) === 303, `it is not confirmed: ${await all(page)}`);
  return new URL(page.url()).pathname.replace('/receipt', '');
}

/** The month in which a pupil of this age was born. */
const born = (age) => `${Number(day(0).slice(0, 4)) - age}${day(0).slice(4, 7)}`;

const confirm = (page, wish) => submit(page, `${wish}/confirmation`);

/** Confirmed seats of the month, as the municipality's start page says. */
async function seats(kim) {
  await kim.goto('/');
  const value = kim.locator('#service-tillarbetslivet .stat-value');
  return (await value.count()) ? leading(await text(value)) : 0;
}

async function flow(alex, kim, look) {
  const before = await seats(kim);
  await alex.goto('/tillarbetslivet');
  await link(alex, 'Lägg in en praktikplats').click();
  await look(alex);
  const at = await offer(alex, {});
  assert((await heading(alex)) === 'Journalbolaget AB, Lagret', `the page is of «${await heading(alex)}»`);
  assert(/1 av 1 platser är lediga/.test(await all(alex)), 'the seat is not free');
  await look(alex);
  const wish = await choose(alex, at, { reference: 'J8-1' });
  await choose(alex, at, { reference: 'J8-2', rank: '2' });
  await alex.goto(wish);
  await look(alex);
  assert((await send(alex, confirm(alex, wish))) === 303, `it is not confirmed: ${await all(alex)}`);
  assert(/Platsen är bekräftad/.test(await all(alex)) && /J8-1/.test(await all(alex)), 'there is no receipt');
  await look(alex);
  await eventually('the use is seen', 10, async () => (await seats(kim)) === before + 1);
  await link(alex, 'Visa den bekräftade platsen').click();
  await look(alex);
  assert((await send(alex, button(alex, 'Avboka platsen'))) === 303, `it is not cancelled: ${await all(alex)}`);
  assert(/debiteras inte/.test(await all(alex)), 'the page does not say that it costs nothing');
  await look(alex);
  await eventually('the charge is taken back', 10, async () => (await seats(kim)) === before);
  await alex.goto(at);
  assert(/1 av 1 platser är lediga/.test(await all(alex)), 'the seat is not free again');
  await alex.goto('/tillarbetslivet/wishes?status=cancelled&limit=100');
  assert(/J8-1/.test((await all(alex)).replaceAll('\u2011', '-')), 'the choice is not among the cancelled');
}

async function hours(alex, look) {
  for (const [values, words] of [
    [{ fields: { ends: '16:30', pause: '30' } }, /högst 7 timmar om dagen/],
    [{ fields: { starts: '05:00', ends: '11:00' } }, /tillåter arbete bara mellan 06:00 och 20:00/],
    [{ fields: { starts: '14:00', ends: '20:30' } }, /aldrig på natten/],
    [{ days: ['sat'] }, /inte på lördagar och söndagar/],
    [{ fields: { ends: '14:00', pause: '0' } }, /minst 30 minuters rast/],
    [{ fields: { ends: '19:00', pause: '300' } }, /14 timmars vila/],
    [{ kind: 'apl', fields: { minAge: '16' }, days: ['sat'] }, /två dagars vila i veckan/],
    [{ assessed: false }, /riskbedömningen/],
  ]) {
    await refused(alex, await fill(alex, values), words);
    assert((await field(alex, 'employer').inputValue()) === 'Journalbolaget AB', 'the employer is lost');
    for (const [name, value] of Object.entries(values.fields ?? {})) {
      assert((await field(alex, name).inputValue()) === value, `what was written in ${name} is lost`);
    }
    for (const one of values.days ?? []) assert(await alex.locator(`[name=days][value=${one}]`).isChecked(), 'the day is lost');
  }
  await look(alex);
}

async function pupils(alex, look) {
  const at = await offer(alex, { fields: { schools: 'Exempelskolan', seats: '3' } });
  for (const [pupil, words] of [
    [{ reference: 'J8-3', school: 'Provskolan' }, /bara för elever på Exempelskolan/],
    [{ reference: 'J8-4', born: born(12) }, /måste ha fyllt 13 år/],
    [{ reference: 'Alva' }, /Skriv aldrig namn/],
  ]) {
    await refused(alex, await choice(alex, at, pupil), words);
    for (const [name, value] of Object.entries(pupil)) {
      assert((await field(alex, name).inputValue()) === value, `what was written in ${name} is lost`);
    }
  }
  await look(alex);
  await alex.goto(at);
  assert(!/J8-3|J8-4/.test(await all(alex)), 'a refused choice is there all the same');
}

/** Two pupils' open choices of one seat, each on a page of its own. */
async function rivals(alex, pupils) {
  const at = await offer(alex, { first: monday(8) });
  const wishes = [];
  for (const reference of pupils) wishes.push(await choose(alex, at, { reference }));
  const other = await alex.context().newPage();
  await alex.goto(wishes[0]);
  await other.goto(wishes[1]);
  return { wishes, other };
}

async function full(alex, look) {
  const { wishes: [first, second], other } = await rivals(alex, ['J8-5', 'J8-6']);
  assert((await send(alex, confirm(alex, first))) === 303, 'the first is refused');
  await refused(other, confirm(other, second), /Den enda platsen är redan bekräftad/);
  await look(other);
  await other.goto(second);
  assert(/Den enda platsen är redan bekräftad/.test(await all(other)), 'it is not said before somebody tries');
  assert((await confirm(other, second).count()) === 0, 'there is still a button');
  none('the page complains', other.wrong);
  await other.close();
}

async function atOnce(alex) {
  const { wishes: [first, second], other } = await rivals(alex, ['J8-7', 'J8-8']);
  const answers = await Promise.all([send(alex, confirm(alex, first)), send(other, confirm(other, second))]);
  assert(answers.toSorted().join() === '303,422', `they are answered with ${answers}`);
  const loser = answers[0] === 422 ? alex : other;
  assert(/Den enda platsen är redan bekräftad/.test(await all(loser)), `the other is told: ${await all(loser)}`);
  await other.close();
}

async function overlap(alex, look) {
  const first = monday(10);
  const [one, two] = [await offer(alex, { first }), await offer(alex, { first: after(first, 2), fields: { last: after(first, 8) } })];
  const wish = await choose(alex, one, { reference: 'J8-9' });
  const other = await choose(alex, two, { reference: 'J8-9', rank: '2' });
  const late = await alex.context().newPage();
  await late.goto(other);
  await alex.goto(wish);
  assert((await send(alex, confirm(alex, wish))) === 303, 'the first is refused');
  await refused(late, confirm(late, other), /redan en bekräftad plats/);
  await look(late);
  await late.close();
  await refused(alex, await choice(alex, await offer(alex, { first }), { reference: 'J8-9' }), /redan en bekräftad plats/);
  assert((await field(alex, 'reference').inputValue()) === 'J8-9', 'the pupil is lost');
}
