// Running the installation without a shell: what can't be read is found, tried again and dropped; checks and work out of turn.

import { connect } from 'node:net';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { signedIn } from '../browser.mjs';
import { inspect } from '../inspect.mjs';
import { assert, check, none } from '../report.mjs';
import { eventually } from '../server.mjs';
import { all, button, heading, link, refused, send, submit } from './steps.mjs';

const OPERATIONS = '/portal/operations';

/** Sends the private broker something that is no event, as a program that is not ours might: every hearer of the subject parks it. */
export function misplaced(server) {
  const settings = readFileSync(join(server.directory, 'data/nats/server.conf'), 'utf8');
  const value = (name) => settings.match(new RegExp(`${name}: *"?([^"\\s,}]+)`))?.[1];
  const [host, port] = value('listen').split(':');
  const login = JSON.stringify({ verbose: false, pedantic: false, user: value('user'), pass: value('password') });
  const text = 'Detta är ingen händelse';
  const subject = 'sambruk.sambruk.members.organisation-registered.v1';
  return new Promise((done, failed) => {
    const socket = connect(Number(port), host, () => {
      socket.write(`CONNECT ${login}\r\nPUB ${subject} ${Buffer.byteLength(text)}\r\n${text}\r\nPING\r\n`);
    });
    socket.setEncoding('utf8');
    let heard = '';
    socket.on('data', (data) => {
      heard += data;
      if (heard.includes('-ERR')) failed(new Error(`the broker says ${heard}`));
      if (heard.includes('PONG')) socket.end(done);
    });
    socket.on('error', failed);
  });
}

export async function operations(browser, server, scripts) {
  const { url } = server;
  const how = scripts ? 'with scripts' : 'without scripts';
  const say = (name, act) => check(`operations ${how}: ${name}`, act);
  const look = async (page) => scripts && inspect(page);
  const drew = await signedIn(browser, url, 'drew', { scripts });

  await say('the overview is found from the menu, and says how it is', async () => {
    await link(drew, 'Driftläge').click();
    assert((await heading(drew)) === 'Driftläge', `it says «${await heading(drew)}»`);
    assert(/\b(\d+) av \1 tjänster svarar|Alla \d+ tjänster svarar/.test(await all(drew)), await all(drew));
    await look(drew);
  });
  await say('a service checks its data when asked', async () => {
    await drew.goto(`${OPERATIONS}/checks`);
    await eventually('bibblix may be checked', 60, async () => {
      await drew.goto(`${OPERATIONS}/checks`);
      return (await submit(drew, `${OPERATIONS}/checks/bibblix/run`).count()) > 0;
    });
    assert((await send(drew, submit(drew, `${OPERATIONS}/checks/bibblix/run`))) === 303, 'the check is refused');
    await eventually('bibblix has been checked', 60, async () => {
      await drew.goto(`${OPERATIONS}/checks`);
      const card = await drew.locator('#check-bibblix').innerText();
      return card.includes('Kontrollerad') && !card.includes('Pågår');
    });
    await look(drew);
  });
  await say('work is run out of turn', async () => {
    await drew.goto(`${OPERATIONS}/schedules`);
    assert((await send(drew, submit(drew, `${OPERATIONS}/schedules/portal/retention/run`))) === 303, 'it is refused');
    assert((await all(drew)).includes('Körningen är beställd'), await all(drew));
    await look(drew);
  });
  await say('what is no event is parked, tried again and dropped with a reason', () => decided(drew, server, look));
  await say('nobody else finds the pages', async () => {
    const kim = await signedIn(browser, url, 'kim', { scripts });
    for (const path of ['', '/parked', '/checks', '/versions']) {
      const answer = await kim.goto(OPERATIONS + path);
      assert(answer.status() === 404, `${path} answers ${answer.status()}`);
    }
    await kim.context().close();
  });
  none('pages complain', drew.wrong);
  await drew.context().close();
}

async function decided(drew, server, look) {
  await misplaced(server);
  const row = drew.locator(`main a[href^="${OPERATIONS}/parked/portal/"]`).first();
  await eventually('it is parked', 30, async () => {
    await drew.goto(`${OPERATIONS}/parked?service=portal`);
    return (await row.count()) > 0;
  });
  await look(drew);
  const page = await row.getAttribute('href');
  await drew.goto(page);
  assert((await all(drew)).includes('Detta är ingen händelse'), 'what came is not shown');
  await look(drew);
  assert((await send(drew, button(drew, 'Försök igen'))) === 303, 'the retry is refused');
  await eventually('it has failed again', 30, async () => {
    await drew.goto(page);
    return (await all(drew)).includes('Försöket misslyckades igen');
  });
  await link(drew, 'Släng med skäl').click();
  await look(drew);
  await drew.getByLabel('Skäl').fill('kort');
  await refused(drew, button(drew, 'Släng för gott'), /10 till 500 tecken/);
  await look(drew);
  await drew.getByLabel('Skäl').fill('Skickades av ett test och är ingen händelse.');
  assert((await send(drew, button(drew, 'Släng för gott'))) === 303, 'it is not dropped');
  assert((await all(drew)).includes('Skickades av ett test'), 'the reason is not shown');
  await look(drew);
  await drew.goto(`${OPERATIONS}/parked?service=portal`);
  assert((await drew.locator(`main a[href="${page}"]`).count()) === 0, 'it still waits');
}
