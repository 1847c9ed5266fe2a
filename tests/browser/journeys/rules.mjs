// Rules that a daily user notices: each is refused in words, where one stands, and nothing is lost of what was written.

import { signedIn } from '../browser.mjs';
import { inspect } from '../inspect.mjs';
import { assert, check, none } from '../report.mjs';
import { eventually } from '../server.mjs';
import { all, button, lend, link, prepare, refused, send, shelf, stepUp, submit, used } from './steps.mjs';

const LENDING = '/bibblix/lend';

export async function rules(browser, url, scripts) {
  const as = (person) => signedIn(browser, url, person, { scripts });
  const how = scripts ? 'with scripts' : 'without scripts';
  const say = (name, act) => check(`rules ${how}: ${name}`, act);
  // A refused page is a page like every other. Its checks need scripts.
  const look = async (page) => scripts && inspect(page);
  const [alex, kim] = await Promise.all([as('alex'), as('kim')]);
  const titles = await shelf(alex);

  await say('a card has a number', async () => {
    await refused(alex, await prepare(alex, titles[0], '1'), /Skriv lånekortets nummer/);
    assert((await alex.getByLabel('Lånekort').inputValue()) === '1', 'what was written is lost');
    await look(alex);
  });
  await say('the same title is not lent twice to a card', async () => {
    await lend(alex, titles[0], 'TVILLING1');
    await refused(alex, await prepare(alex, titles[0], 'TVILLING1'), /Kortet har redan den här titeln/);
  });
  await say('a card holds five loans, and five in a week', () => five(alex, titles));
  await say('a loan is taken back with a reason, and its money comes back', () => reversal(alex, kim, titles[1]));
  await say('a loan that the budget does not hold is refused', () => budget(alex, kim, titles[0]));
  await say('a cap is an amount', async () => {
    await kim.goto('/bibblix/budget');
    await kim.getByLabel('Tak i månaden, kronor').fill('mycket');
    await refused(kim, submit(kim, '/bibblix/budget'), /Skriv taket i kronor/);
    await look(kim);
  });
  await say('a key has a name and a role, is shown once, and ends', () => keys(kim, look));
  await say('what is not hers is not there', async () => {
    for (const [page, path] of [[alex, '/billing/runs'], [alex, '/identity/keys'], [kim, '/bibblix/lend'], [kim, '/billing/charges']]) {
      const answer = await page.goto(path);
      assert(answer.status() === 404, `${path} answers ${answer.status()}`);
      assert((await link(page, 'Till startsidan').or(page.locator('main a[href="/"]')).count()) > 0, 'there is no way on');
    }
  });
  await finance(await as('robin'), say, look);
  await office(await as('mika'), say);
  for (const page of [alex, kim]) {
    none('pages complain', page.wrong);
    await page.context().close();
  }
}

async function five(alex, titles) {
  const loans = [];
  for (const title of titles.slice(0, 5)) loans.push(await lend(alex, title, 'FEMTITLAR'));
  await refused(alex, await prepare(alex, titles[5], 'FEMTITLAR'), /Kortet har redan fem lån/);
  await alex.goto(`/bibblix/loans/${loans[0].replace('loan/', '')}`);
  const action = `${new URL(alex.url()).pathname}/return`;
  assert((await send(alex, submit(alex, action))) === 303, 'the return is refused');
  assert(/Återlämnat/.test(await all(alex)), 'the loan does not say that it is returned');
  await refused(alex, await prepare(alex, titles[5], 'FEMTITLAR'), /fem titlar de senaste sju dagarna/);
}

async function reversal(alex, kim, title) {
  const before = await used(kim);
  const reference = await lend(alex, title, 'TEKNIKFEL');
  await eventually('the loan is seen', 5, async () => (await used(kim)).loans === before.loans + 1);
  await alex.goto(`/bibblix/loans/${reference.replace('loan/', '')}`);
  const action = `${new URL(alex.url()).pathname}/reversal`;
  await refused(alex, submit(alex, action), /Beskriv felet/);
  await alex.getByLabel('Orsak').fill('Boken gick inte att öppna');
  assert((await send(alex, submit(alex, action))) === 303, 'it is refused with a reason as well');
  assert(/Återtaget/.test(await all(alex)), 'the loan does not say that it is taken back');
  await eventually('its money comes back', 5, async () => {
    const now = await used(kim);
    return now.loans === before.loans && now.ore === before.ore;
  });
}

async function budget(alex, kim, title) {
  await kim.goto('/bibblix/budget');
  const field = kim.getByLabel('Tak i månaden, kronor');
  const cap = await field.inputValue();
  const spent = Number(await kim.locator('main progress').getAttribute('value'));
  await field.fill(String(spent - 1));
  await refused(kim, submit(kim, '/bibblix/budget'), /Taket kan inte vara lägre än så/);
  await set(kim, String(spent + 1));
  await refused(alex, await prepare(alex, title, 'SLUTPENG'), /återstår av månadens budget/);
  await set(kim, cap);
  await lend(alex, title, 'SLUTPENG');
}

async function set(kim, cap) {
  await kim.goto('/bibblix/budget');
  await kim.getByLabel('Tak i månaden, kronor').fill(cap);
  const status = await send(kim, submit(kim, '/bibblix/budget'));
  assert(status === 303, `the cap ${cap} is refused: ${status}`);
}

async function keys(kim, look) {
  await kim.goto('/identity/step-up?return=/identity/keys');
  await stepUp(kim, 'kim');
  const make = () => button(kim, 'Skapa nyckel');
  await refused(kim, make(), /Skriv ett namn/);
  assert(/Välj minst en roll/.test(await all(kim)), 'only the first fault is named');
  await look(kim);
  await kim.getByLabel('Namn').fill('Bibliotekssystemet');
  await kim.getByLabel('Läsare').check();
  await kim.getByLabel('Giltig i antal dagar').fill('30');
  assert((await send(kim, make())) === 200, 'the key is refused');
  const secret = (await all(kim)).match(/smb_[A-Za-z0-9_-]{20,}/)?.[0];
  assert(secret, 'the key is not shown');
  await look(kim);
  await kim.goto('/identity/keys');
  assert(!(await all(kim)).includes(secret), 'the key is shown twice');
  assert((await send(kim, button(kim, 'Avsluta Bibliotekssystemet'))) === 303, 'the key does not end');
  assert(/Avslutad/.test(await all(kim)), 'the page does not say that it has ended');
}

async function finance(robin, say, look) {
  const month = (back) => new Date(Date.now() - back * 86_400_000).toLocaleDateString('sv-SE', { timeZone: 'Europe/Stockholm' }).slice(0, 7);
  const start = async (which, words) => {
    await robin.goto('/billing/runs/new');
    await robin.locator('select[name=service]').selectOption({ label: 'Bibblix' });
    await robin.locator('input[name=month]').fill(which);
    await refused(robin, submit(robin, '/billing/runs/new'), words);
  };
  await say('a month is billed when it is over', async () => {
    await start(month(0), /Månaden är inte slut/);
    await look(robin);
  });
  await say('a month is billed once', () => start(month(100), /Månaden har redan en körning/));
  await say('a charge has an amount, an account and a reason', async () => {
    await robin.goto('/billing/charges');
    await robin.locator('form[method=post] select[name=organisation]').selectOption({ label: 'Sandviken' });
    await robin.locator('form[method=post] select[name=service]').selectOption({ label: 'Bibblix' });
    await refused(robin, submit(robin, '/billing/charges'), /Skriv ett belopp i kronor/);
    await look(robin);
  });
  await say('a fee has a decision', async () => {
    await robin.goto('/billing/prices');
    await refused(robin, submit(robin, '/billing/prices'), /Välj|Skriv/);
  });
  none('pages complain', robin.wrong);
  await robin.context().close();
}

async function office(mika, say) {
  await say('a municipality subscribes once to a service', async () => {
    await mika.goto('/members/sandviken-2181/subscribe');
    await mika.locator('select[name=service]').selectOption({ label: 'Bibblix' });
    await refused(mika, submit(mika, '/members/sandviken-2181/subscribe'), /använder redan tjänsten/);
  });
  none('pages complain', mika.wrong);
  await mika.context().close();
}
