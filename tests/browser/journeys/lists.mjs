// A list as it is worked with: sorted, filtered, its filter saved and found again, and taken out as a file.

import { readFile } from 'node:fs/promises';

import { signedIn } from '../browser.mjs';
import { assert, check } from '../report.mjs';
import { all, button, heading, link, refused, send } from './steps.mjs';

const LOANS = '/bibblix/loans';

export async function lists(browser, url, scripts) {
  const say = (name, act) => check(`lists ${scripts ? 'with' : 'without'} scripts: ${name}`, act);
  const page = await say('Kim signs in', () => signedIn(browser, url, 'kim', { scripts }));
  if (!page) return;
  await say('a column is sorted both ways, and says how', () => sorts(page));
  await say('a filter is in the address and keeps the order', () => filters(page));
  await say('a filter is saved, found again and removed', () => saves(page));
  await say('a list is taken out with its filter and order', () => exports(page));
  await say('what is searched in the register is shown', () => searches(page, scripts));
  await say('an address with what does not exist says so', async () => {
    await page.goto(`${LOANS}?sort=secret`);
    assert((await all(page)).includes('värden som inte finns'), 'nothing is said');
  });
  await page.context().close();
}

/** The times in the second column. */
const times = (page) => page.locator('main tbody tr td:nth-of-type(1)').allInnerTexts();

async function sorts(page) {
  await page.goto(LOANS);
  const head = page.getByRole('columnheader', { name: 'Utlånad' });
  assert((await head.getAttribute('aria-sort')) === 'descending', 'the latest loans do not come first');
  await head.getByRole('link').click();
  await page.waitForURL(/sort=started/);
  assert((await head.getAttribute('aria-sort')) === 'ascending', 'it is not sorted the other way');
  const shown = await times(page);
  assert(shown.length > 5 && shown.every((time, at) => at === 0 || shown[at - 1] <= time), `the order is ${shown}`);
}

async function filters(page) {
  await page.goto(`${LOANS}?sort=started`);
  await page.getByRole('navigation', { name: 'Status' }).getByRole('link', { name: 'Återlämnat' }).click();
  await page.waitForURL(/status=returned/);
  assert(page.url().includes('sort=started'), `the order is lost: ${page.url()}`);
  const states = await page.locator('main tbody .badge').allInnerTexts();
  assert(states.length > 0 && states.every((state) => state.trim() === 'Återlämnat'), `it shows ${states}`);
}

async function saves(page) {
  await page.goto(`${LOANS}?status=returned&sort=started`);
  await page.locator('.saved summary').click();
  await page.getByLabel('Filtrets namn').fill('Återlämnade, äldst först');
  assert((await send(page, button(page, 'Spara'))) === 303, 'it is not saved');
  assert(page.url().endsWith('?status=returned&sort=started'), `one comes to ${page.url()}`);
  await page.goto(LOANS);
  await link(page, 'Återlämnade, äldst först').click();
  await page.waitForURL(/status=returned&sort=started/);
  await link(page, 'Hantera').click();
  assert((await heading(page)) === 'Sparade filter', `the filters are kept at «${await heading(page)}»`);
  await send(page, button(page, 'Ta bort Återlämnade, äldst först'));
  assert((await link(page, 'Återlämnade, äldst först').count()) === 0, 'it is still there');
  await page.goto(`${LOANS}?status=returned`);
  await page.locator('.saved summary').click();
  await page.getByLabel('Filtrets namn').fill(' ');
  await refused(page, button(page, 'Spara'), /1 till 60 tecken/);
}

async function exports(page) {
  await page.goto(`${LOANS}?status=returned&sort=started`);
  const shown = await times(page);
  for (const [name, begins] of [['CSV', '\ufeff'], ['XLSX', 'PK']]) {
    const coming = page.waitForEvent('download');
    await link(page, name).click();
    const file = await coming;
    assert(/^demonstration-bibblix-loans-\d{4}-\d\d-\d\d\.(csv|xlsx)$/.test(file.suggestedFilename()), file.suggestedFilename());
    const body = await readFile(await file.path(), 'utf8');
    assert(body.startsWith(begins), `${name} begins with ${body.slice(0, 8)}`);
    if (name === 'CSV') assert(body.split('\r\n')[1].includes(shown[0].replace('\u00a0', ' ')), 'the file is not in the order of the page');
  }
}

async function searches(page, scripts) {
  await page.goto('/members');
  await page.getByLabel('Namn, kommunkod eller organisationsnummer').fill('sandvik');
  if (!scripts) await button(page, 'Visa').click();
  await page.waitForURL(/q=sandvik/);
  await page.locator('main tbody tr').nth(0).filter({ hasText: 'Sandviken' }).waitFor();
  assert((await page.locator('main tbody tr').count()) === 1, 'others are shown too');
  const status = await page.getByRole('status').innerText();
  assert(/1/.test(status), `it says ${status}`);
  if (scripts) {
    const focused = page.locator(':focus');
    assert((await focused.getAttribute('name')) === 'q' && (await focused.inputValue()) === 'sandvik', 'one is thrown out of the field');
    await page.goBack();
  }
}
