// Coming and going: who gets in, what an ended session shows, and getting about without a mouse.

import { AxeBuilder } from '@axe-core/playwright';

import { NARROW, open, signIn, signedIn, start } from '../browser.mjs';
import { assert, check } from '../report.mjs';
import { all, button, heading, link, send } from './steps.mjs';

export async function session(browser, url, scripts) {
  const how = scripts ? 'with scripts' : 'without scripts';
  const say = (name, act) => check(`session ${how}: ${name}`, act);
  const fresh = async (options) => (await open(browser, url, { scripts, ...options })).newPage();

  await say('signing out ends the session, in every tab and for the old cookie', () => signOut(browser, url, scripts));
  await say('who has no role is told so, and gets no session', async () => {
    const page = await fresh();
    await start(page, 'provider=demonstration');
    await page.locator('button[value=nova]').click();
    assert((await heading(page)) === 'Du har ingen behörighet än', `Nova is at «${await heading(page)}»`);
    await page.goto('/');
    assert(page.url().includes('/identity/sign-in'), 'Nova is signed in');
    await page.context().close();
  });
  await say('a cancelled sign-in says what happened', async () => {
    const page = await fresh();
    await start(page, 'provider=demonstration');
    await button(page, 'Avbryt').click();
    assert((await all(page)).includes('Du avbröt inloggningen'), `it says: ${await all(page)}`);
    await page.context().close();
  });
  await say('one comes to the page that one asked for', async () => {
    const page = await fresh();
    await page.goto('/billing/invoices?year=2026');
    await page.locator('a[href^="/identity/start"][href*="demonstration"]').click();
    await page.locator('button[value=kim]').click();
    assert(page.url() === `${url}/billing/invoices?year=2026`, `Kim is at ${page.url()}`);
    await page.context().close();
  });
  await say('someone else can not step up in her place', async () => {
    const page = await signedIn(browser, url, 'kim', { scripts });
    await start(page, 'provider=demonstration&level=loa3');
    await page.locator('button[value=sam]').click();
    await button(page, 'Bekräfta').click();
    assert((await all(page)).includes('någon annan än den du redan är inloggad som'), `it says: ${await all(page)}`);
    await page.goto('/');
    assert((await heading(page)).endsWith('Kim'), 'Kim is no longer signed in');
    await page.context().close();
  });
  await say('who stands in two organisations changes between them', async () => {
    const page = await signedIn(browser, url, 'billie', { scripts });
    await page.goto('/identity/organisations');
    await page.locator('main select, main input[type=radio]').first().waitFor();
    const select = page.locator('main select');
    if (await select.count()) await select.selectOption({ label: 'Föreningen Sambruk' });
    else await page.getByLabel('Föreningen Sambruk').check();
    await send(page, button(page, 'Byt'));
    assert((await page.locator('.organisation b').first().textContent()) === 'Föreningen Sambruk', 'she still works for Sandviken');
    await page.context().close();
  });
  await say('the language is changed and stays', async () => {
    const page = await signedIn(browser, url, 'kim', { scripts });
    await page.goto('/billing/invoices?year=2026');
    await link(page, 'In English').click();
    assert(page.url() === `${url}/billing/invoices?year=2026`, `it leads to ${page.url()}`);
    assert((await page.locator('html').getAttribute('lang')) === 'en', 'the page is not in English');
    await page.goto('/');
    assert((await page.locator('html').getAttribute('lang')) === 'en', 'the next page is not in English');
    await page.context().close();
  });
  await say('keyboard: past the menu, and the menu on a small screen', () => keyboard(browser, url, scripts));
}

async function signOut(browser, url, scripts) {
  const page = await signedIn(browser, url, 'kim', { scripts });
  await page.goto('/billing/invoices');
  const other = await page.context().newPage();
  await other.goto('/bibblix');
  const state = await page.context().storageState();
  await send(page, button(page, 'Logga ut'));
  assert((await heading(page)) === 'Du är utloggad', `it says «${await heading(page)}»`);
  await page.goBack();
  const hidden = async (which, where) => {
    assert(!/Kim Exempelsson|Sandvikens kommun/.test(await all(which)), `${where} shows what is hers`);
    assert(which.url().includes('/identity/sign-in'), `${where} is at ${which.url()}`);
  };
  await hidden(page, 'the back button');
  await other.reload();
  await hidden(other, 'another tab');
  const thief = await (await open(browser, url, { scripts, state })).newPage();
  await thief.goto('/');
  await hidden(thief, 'the old cookie');
  await thief.context().close();
  await signIn(page, 'kim');
  await page.context().close();
}

async function keyboard(browser, url, scripts) {
  const page = await signedIn(browser, url, 'kim', { scripts });
  await page.goto('/bibblix');
  await page.keyboard.press('Tab');
  const focused = page.locator(':focus');
  assert((await focused.getAttribute('href')) === '#content', 'the first stop is not the way past the menu');
  assert(await focused.isVisible(), 'it can not be seen');
  await page.keyboard.press('Enter');
  // A key, unlike a click, waits for no navigation.
  await page.waitForURL((at) => at.hash === '#content').catch(() => assert(false, `it leads nowhere: ${page.url()}`));
  await page.setViewportSize(NARROW);
  await page.goto('/bibblix');
  const menu = page.locator('#menu');
  assert(!(await menu.isVisible()), 'the menu is open from the beginning');
  await page.locator('.menu-button').focus();
  await page.keyboard.press('Enter');
  await menu.waitFor({ state: 'visible' });
  if (scripts) {
    const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
    assert(violations.length === 0, `axe, menu open: ${violations.map((one) => one.id)}`);
  }
  await page.keyboard.press('Escape');
  await menu.waitFor({ state: 'hidden' });
  await page.locator('.menu-button').click();
  await menu.getByRole('link', { name: 'Fakturor och kostnad' }).click();
  assert((await heading(page)) === 'Kostnad', `the menu leads to «${await heading(page)}»`);
  await page.context().close();
}
