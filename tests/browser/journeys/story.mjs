// The platform's main job, by hand: one loan is seen and costed at once; a month becomes lines, a run, approved and numbered invoices.

import { signedIn, text } from '../browser.mjs';
import { assert, check, none } from '../report.mjs';
import { eventually, sleep } from '../server.mjs';
import { all, button, heading, lend, link, ore, refused, send, shelf, stepUp, submit, used } from './steps.mjs';

const CARD = 'KORT20260117';

/** `midway` is done between the preview and the approval: a broker may die there. */
export async function story(browser, url, scripts, midway = async () => {}) {
  const as = (person) => signedIn(browser, url, person, { scripts });
  const how = scripts ? 'with scripts' : 'without scripts';
  const say = (name, act) => check(`story ${how}: ${name}`, act);
  const [kim, alex] = await Promise.all([as('kim'), as('alex')]);
  let title;

  await say('a loan is on the start page soon, once', async () => {
    const before = await used(kim);
    [title] = await shelf(alex);
    await lend(alex, title, CARD);
    const lent = Date.now();
    const after = await eventually('the loan is seen', 10, async () => {
      const now = await used(kim);
      return now.loans !== before.loans && now;
    });
    console.log(`        the loan was seen after ${Date.now() - lent} ms`);
    assert(after.loans === before.loans + 1, `${before.loans} loans became ${after.loans}`);
    assert(after.ore === before.ore + title.price, `${before.ore} öre became ${after.ore}, the loan costs ${title.price}`);
    await sleep(1500);
    const later = await used(kim);
    assert(later.loans === after.loans && later.ore === after.ore, `later it says ${later.loans} loans, ${later.ore} öre`);
  });
  const secrets = await say('what libraries lend has names', () => titles(kim, title));
  const robin = await as('robin');
  const seen = [];
  const look = async (page) => seen.push({ at: new URL(page.url()).pathname, words: await all(page) });
  const run = await say('finance gives the prepared run up, with a reason, and starts it anew', () => begin(robin, look, scripts));
  if (!run) return;
  await say('from the preview to the single uses', () => down(robin, run, look));
  await midway();
  await say('nobody approves her own run', () => ownRun(robin, run, look, url));
  await say('finance sees neither titles nor cards', () => {
    const told = [...secrets, CARD].flatMap((one) => seen.filter(({ words }) => words.includes(one)).map(({ at }) => `${one} at ${at}`));
    assert(secrets.length > 5 && seen.length > 5, `too little was looked at: ${secrets.length} titles, ${seen.length} pages`);
    none('finance sees', told);
  });
  const sam = await as('sam');
  const invoices = await say('another person approves after a stronger sign-in; numbers have no gaps', () => approve(sam, run));
  if (!invoices) return;
  await say('the municipality sees its invoice, with lines and why', () => invoice(kim, invoices));
  for (const page of [kim, alex, robin, sam]) {
    none('pages complain', page.wrong);
    await page.context().close();
  }
}

/** Titles of loans of Sandviken's. */
async function titles(kim, lent) {
  const found = new Set([lent.title]);
  for (const number of [1, 2, 3, 4]) {
    await kim.goto(`/bibblix/loans?page=${number}`);
    for (const one of await kim.locator('tbody th a').allInnerTexts()) found.add(one);
  }
  return [...found];
}

async function begin(robin, look, scripts) {
  await robin.goto('/');
  await look(robin);
  await robin.locator('#waiting a').first().click();
  assert(/Debitering av Bibblix/.test(await heading(robin)), `the task leads to «${await heading(robin)}»`);
  await link(robin, 'Förhandsgranskning').or(robin.locator('.stepper a', { hasText: 'Förhandsgranskning' })).first().click();
  await link(robin, 'Gör om').click();
  const discard = new URL(robin.url()).pathname;
  await refused(robin, submit(robin, discard), /Skriv varför/);
  await robin.getByLabel('Varför?').fill('Vi provar att göra om den');
  assert((await send(robin, submit(robin, discard))) === 303, 'the run is not given up');
  assert(/Körningen kastades/.test(await all(robin)), 'the page does not say that the run was given up');
  await robin.goto('/billing/runs/new');
  await robin.locator('select[name=service]').selectOption({ label: 'Bibblix' });
  await look(robin);
  assert((await send(robin, submit(robin, '/billing/runs/new'))) === 303, `the run does not start: ${await all(robin)}`);
  const run = new URL(robin.url()).pathname.split('/')[3];
  const ready = link(robin, 'Till förhandsgranskningen');
  if (scripts) await ready.waitFor({ timeout: 20_000 });
  else await eventually('the calculation ends', 20, async () => (await robin.reload()) && (await ready.count()) > 0);
  await look(robin);
  await ready.click();
  return run;
}

async function down(robin, run, look) {
  await robin.goto(`/billing/runs/${run}/preview`);
  await look(robin);
  const row = robin.locator('tbody tr', { has: link(robin, 'Sandviken') });
  const shown = ore(await text(row.locator('td').nth(2)));
  await link(robin, 'Sandviken').click();
  await look(robin);
  const sums = await robin.locator('tbody tr td:last-child').allInnerTexts();
  const lines = sums.map(ore).reduce((a, b) => a + b, 0);
  assert(lines === shown, `the lines are ${lines} öre, the preview says ${shown}`);
  const line = robin.locator('tbody tr', { has: link(robin, 'Lån enligt prislistan') });
  const sum = ore(await text(line.locator('td').last()));
  const quantity = Number((await text(line.locator('td').nth(1))).replaceAll(' ', ''));
  await link(robin, 'Lån enligt prislistan').click();
  const base = new URL(robin.url()).pathname;
  const uses = [];
  for (let number = 1; uses.length < quantity && number <= 20; number += 1) {
    await robin.goto(`${base}?page=${number}`);
    await look(robin);
    uses.push(...await robin.locator('tbody tr').evaluateAll((rows) => rows.map((one) => [...one.cells].map((cell) => cell.textContent))));
  }
  assert(uses.every((one) => /^loan\/[0-9a-f-]{36}$/.test(one[4].trim())), `references: ${uses[0]}`);
  const cost = uses.map((one) => ore(one[3])).reduce((a, b) => a + b, 0);
  assert(cost === sum, `the uses cost ${cost} öre, their line ${sum}`);
}

async function ownRun(robin, run, look, url) {
  const approval = `/billing/runs/${run}/approval`;
  await robin.goto(approval);
  await look(robin);
  assert((await all(robin)).includes('Du har förberett körningen. Någon annan behöver attestera den.'), 'the page does not say so');
  assert((await button(robin, 'Attestera och utfärda').count()) === 0, 'there is a button');
  // Whoever sends the form all the same is refused as well, first for the level and then for who she is.
  await robin.goto(`/identity/step-up?return=${encodeURIComponent(approval)}`);
  await stepUp(robin, 'robin');
  const answer = await robin.request.post(approval, { headers: { origin: url }, maxRedirects: 0 });
  const body = await answer.text();
  assert(answer.status() === 422, `it answers ${answer.status()}`);
  assert(body.includes('Försöket är antecknat i loggen'), 'it is not refused in words');
}

async function approve(sam, run) {
  await sam.goto('/');
  await sam.locator('#waiting a').first().click();
  assert(new URL(sam.url()).pathname === `/billing/runs/${run}/approval`, `the task leads to ${sam.url()}`);
  await send(sam, button(sam, 'Attestera och utfärda'));
  await stepUp(sam, 'sam');
  assert(new URL(sam.url()).pathname === `/billing/runs/${run}/approval`, `after signing in Sam is at ${sam.url()}`);
  assert((await send(sam, button(sam, 'Attestera och utfärda'))) === 303, `it is refused: ${await all(sam)}`);
  await eventually('the invoices are issued', 20, async () =>
    (await all(sam)).includes('Fakturorna är utfärdade') || (await sam.reload(), false));
  const issued = await numbers(sam);
  const series = (number) => number.split('-').map(Number);
  const begins = await before(sam, series(issued[0].number)[0]);
  const wrong = issued.filter((one, at) => series(one.number)[1] !== begins + 1 + at).map((one) => one.number);
  none(`the numbers after ${begins} are not one series`, wrong);
  return issued;
}

/** The invoices of the page's table. */
const numbers = (page) => page.locator('tbody tr').evaluateAll((rows) => rows.map((row) => ({
  number: row.querySelector('a').textContent, href: row.querySelector('a').getAttribute('href'), buyer: row.cells[1].textContent,
})));

/** The last number that the year had before: of the run before this one; none in a new year. */
async function before(sam, year) {
  await sam.goto('/billing/runs');
  const issued = sam.locator('tbody tr', { hasText: 'Utfärdad' });
  await issued.nth(1).locator('a').click();
  const last = (await numbers(sam)).at(-1).number.split('-').map(Number);
  return last[0] === year ? last[1] : 0;
}

async function invoice(kim, issued) {
  const own = issued.filter((one) => one.buyer === 'Sandvikens kommun');
  assert(own.length === 1, `Sandviken has ${own.length} invoices`);
  await eventually('the invoice is on the start page', 10, async () => {
    await kim.goto('/');
    return (await link(kim, own[0].number).count()) > 0;
  });
  await link(kim, own[0].number).click();
  assert((await heading(kim)) === `Faktura ${own[0].number}`, `the page is «${await heading(kim)}»`);
  const words = await all(kim);
  assert(/invånare à/.test(words) && /prislista/.test(words), 'the lines are not explained');
  const sums = Object.fromEntries((await kim.locator('.table').last().locator('tr').allInnerTexts()).slice(1).map((row) => {
    const [, name, amount] = row.replace(/[\u00a0\u202f]/g, ' ').match(/^(.*?)\s+([−-]?[\d ]+,\d\d)/s);
    return [name.trim(), ore(amount)];
  }));
  const total = sums['Summa utan moms'] + sums.Moms + sums['Öresavrundning'];
  assert(total === sums['Att betala'], `${JSON.stringify(sums)} does not add up`);
  assert(sums['Att betala'] % 100 === 0, 'the sum to pay is not whole kronor');
  await link(kim, 'Lån enligt prislistan').click();
  assert((await kim.locator('tbody tr').count()) > 0, 'no uses are shown');
  const foreign = issued.find((one) => one.buyer !== 'Sandvikens kommun');
  const answer = await kim.request.get(foreign.href);
  assert(answer.status() === 404, `another's invoice answers ${answer.status()}`);
}
