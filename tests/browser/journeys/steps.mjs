// What several journeys do: send forms, read amounts, lend a title.

import { leading, text } from '../browser.mjs';
import { assert } from '../report.mjs';

/** Presses a form's button and gives the status that the form was answered with. */
export async function send(page, button) {
  const answered = page.waitForResponse((one) => one.request().isNavigationRequest() && one.request().method() === 'POST');
  await button.click();
  const status = (await answered).status();
  await page.waitForLoadState();
  return status;
}

/** The button or link with these words. */
export const button = (page, name) => page.getByRole('button', { name, exact: true });
export const link = (page, name) => page.getByRole('link', { name, exact: true });

/** The button of the form that is sent to this address. */
export const submit = (page, action) => page.locator(`main form[method=post][action="${action}"] button[type=submit]`).first();

/** The heading of the page. */
export const heading = (page) => text(page.locator('h1'));

/** Everything that can be read on the page. */
export const all = (page) => text(page.locator('body'));

/** Sends a form that must be refused: 422, with these words, in a summary or notice that is announced. */
export async function refused(page, pressed, words) {
  const status = await send(page, pressed);
  assert(status === 422, `it answers ${status}, not 422: ${await heading(page)}`);
  const alerts = (await page.locator('[role=alert]').allInnerTexts()).join('\n').replace(/[\u00a0\u202f]/g, ' ');
  assert(words.test(alerts), `it does not say ${words}, but: ${alerts || 'nothing'}`);
}

/** `−1 234,50 kr` in öre. */
export function ore(words) {
  const found = words.replace(/[\s\u00a0\u202f]/g, '').match(/([−-]?)(\d+),(\d\d)/);
  assert(found, `no amount in «${words}»`);
  return (found[1] ? -1 : 1) * (Number(found[2]) * 100 + Number(found[3]));
}

/** Loans and cost of the month, as the start page of a municipality says. */
export async function used(page) {
  await page.goto('/');
  const tile = page.locator('#service-bibblix');
  const note = await text(tile.locator('.stat-note'));
  return { loans: leading(await text(tile.locator('.stat-value'))), ore: /\d,\d\d kr/.test(note) ? ore(note.match(/[\d ]+,\d\d kr/)[0]) : 0 };
}

/** Titles that cost something today, cheapest first, with the address of the form that lends them. */
export async function shelf(page) {
  await page.goto('/bibblix/lend');
  const rows = await page.locator('tbody tr').evaluateAll((all) => all.map((row) => ({
    title: row.querySelector('a').textContent, href: row.querySelector('a').getAttribute('href'), price: row.lastElementChild.textContent,
  })));
  const priced = rows.filter((row) => /^\s*\d+,\d\d\s*$/.test(row.price)).map((row) => ({ ...row, price: ore(row.price) }));
  assert(priced.length >= 7, `too few titles with a price: ${priced.length}`);
  return priced.sort((a, b) => a.price - b.price);
}

/** Fills in the form that lends a title, and gives its button. */
export async function prepare(page, title, card) {
  await page.goto(title.href);
  await page.getByLabel('Lånekort').fill(card);
  return submit(page, '/bibblix/lend');
}

/** Lends a title; gives the loan's reference. */
export async function lend(page, title, card) {
  const status = await send(page, await prepare(page, title, card));
  assert(status === 303, `the loan is refused: ${status} ${await all(page)}`);
  assert((await all(page)).includes('Titeln är utlånad'), 'there is no receipt');
  return text(page.locator('.confirmation b'));
}

/** Comes again as the person at level 3, when the page asks for it, and is back where it was asked. */
export async function stepUp(page, person, { stay = false } = {}) {
  assert((await heading(page)) === 'Logga in starkare', `no stronger sign-in is asked for: ${await heading(page)}`);
  await link(page, 'Logga in på tillitsnivå 3').click();
  await page.locator(`button[name=person][value=${person}]`).click();
  await button(page, 'Bekräfta').click();
  await page.waitForLoadState();
  // What was sent waits: most go back to the page that it was written on.
  if (!stay && (await heading(page)) === 'Slutför det du började') await link(page, 'Avbryt').click();
}
