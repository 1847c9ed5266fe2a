// A client for another system: made on its page, used over HTTP with what the page shows, given a new secret beside the old one, ended.

import { signedIn } from '../browser.mjs';
import { inspect } from '../inspect.mjs';
import { assert, check, none } from '../report.mjs';
import { eventually } from '../server.mjs';
import { all, button, link, refused, send, stepUp } from './steps.mjs';

const CLIENTS = '/identity/clients';
const LOANS = '/api/bibblix/v1/loans?limit=1';

/** Asks for an access token as the page's example does. */
async function token(url, id, secret) {
  const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: id, client_secret: secret });
  const answer = await fetch(`${url}/api/identity/v1/token`, { method: 'POST', body });
  return { status: answer.status, ...(await answer.json()) };
}

async function loans(url, access) {
  const answer = await fetch(`${url}${LOANS}`, { headers: { authorization: `Bearer ${access}` } });
  return { status: answer.status, ...(await answer.json()) };
}

export async function clients(browser, url, scripts) {
  const how = scripts ? 'with scripts' : 'without scripts';
  const say = (name, act) => check(`clients ${how}: ${name}`, act);
  const look = async (page) => scripts && inspect(page);
  const kim = await signedIn(browser, url, 'kim', { scripts });
  const name = `Bibliotekssystemet ${how}`;
  const shown = async () => (await all(kim)).match(/smbc_[A-Za-z0-9_-]{20,}/)?.[0];
  let [id, first, second, access] = [];

  await say('what is missing is said at once, by its field', async () => {
    await kim.goto(`/identity/step-up?return=${CLIENTS}`);
    await stepUp(kim, 'kim');
    await kim.getByLabel('Giltig i antal dagar').fill('366');
    await refused(kim, button(kim, 'Skapa klient'), /Skriv ett namn/);
    for (const words of [/Välj minst en sak som klienten får göra/, /mellan 1 och 365/]) assert(words.test(await all(kim)), `${words}`);
    await look(kim);
  });
  await say('it is made, its secret is shown once and works', async () => {
    await kim.getByLabel('Namn', { exact: true }).fill(name);
    await kim.locator('input[type=checkbox][value="bibblix.loans.read"]').check();
    await kim.getByLabel('Giltig i antal dagar').fill('30');
    assert((await send(kim, button(kim, 'Skapa klient'))) === 200, `it is refused: ${await all(kim)}`);
    first = await shown();
    assert(first, 'no secret is shown');
    await look(kim);
    await link(kim, 'Till klienten').click();
    await kim.waitForLoadState();
    id = new URL(kim.url()).pathname.split('/').pop();
    assert(!(await kim.content()).includes(first), 'the secret is shown twice');
    const got = await token(url, id, first);
    assert(got.status === 200, JSON.stringify(got));
    access = got.access_token;
    assert((await loans(url, access)).status === 200, 'the token opens nothing');
  });
  await say('it has a new secret beside the old one, for some days', async () => {
    await kim.getByLabel('Dagar som den gamla gäller').fill('31');
    await refused(kim, button(kim, 'Byt'), /mellan 0 och 30/);
    await look(kim);
    await kim.getByLabel('Dagar som den gamla gäller').fill('7');
    assert((await send(kim, button(kim, 'Byt'))) === 200, `it is refused: ${await all(kim)}`);
    second = await shown();
    assert(second && second !== first, 'no other secret is shown');
    for (const secret of [first, second]) assert((await token(url, id, secret)).status === 200, 'one of the two does not work');
  });
  await say('the old secret ends when she says so, and the new one goes on', async () => {
    await kim.goto(`${CLIENTS}/${id}`);
    assert((await send(kim, button(kim, 'Avsluta den gamla nu'))) === 303, 'it is refused');
    const old = await token(url, id, first);
    assert(old.status === 401 && /has been ended/.test(old.error_description), JSON.stringify(old));
    const got = await token(url, id, second);
    assert(got.status === 200, JSON.stringify(got));
    access = got.access_token;
  });
  await say('its token opens nothing a second after it was ended', async () => {
    await kim.goto(`${CLIENTS}/${id}`);
    assert((await loans(url, access)).status === 200, 'the control');
    assert((await send(kim, button(kim, 'Avsluta klienten'))) === 303, 'it is refused');
    await eventually('its token is refused', 5, async () => (await loans(url, access)).status === 401);
    assert(/has been ended by its organisation/.test((await loans(url, access)).detail), 'it does not say why');
    const row = kim.getByRole('row', { name });
    assert(/Avslutad/.test(await row.innerText()), `the list says ${await row.innerText()}`);
  });
  none('pages complain', kim.wrong);
  await kim.context().close();
}
