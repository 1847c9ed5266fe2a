// A council from a proposal to the roadmap, and from a planned meeting to verified minutes; each refusal where one stands.

import { NARROW, proveAnew, signedIn } from '../browser.mjs';
import { inspect } from '../inspect.mjs';
import { assert, check, none } from '../report.mjs';
import { eventually } from '../server.mjs';
import { all, button, heading, link, refused, send, stepUp, submit } from './steps.mjs';

const COUNCIL = '/governance/councils/bibblix';
const TITLES = ['Talsyntes i läsaren', 'Bokningar mellan filialer', 'Spara sökningar'];
const NEED = 'Barnen behöver det här, och biblioteken hinner inte utan.';

export async function council(browser, url, scripts, server) {
  const as = (person, options) => signedIn(browser, url, person, { scripts, ...options });
  const how = scripts ? 'with scripts' : 'without scripts';
  const say = (name, act) => check(`council ${how}: ${name}`, act);
  const look = async (page) => scripts && inspect(page);
  const [kim, love, charlie, mika] = await Promise.all(['kim', 'love', 'charlie', 'mika'].map((who) => as(who)));
  await say('two municipalities propose', () => propose(kim, charlie, look));
  const ballot = await say('the office estimates and opens a ballot', () => open(mika, look));
  if (!ballot) return;
  const paper = await say('a vote is chosen, checked, cast and changed', () => vote(kim, love, ballot, look));
  if (!paper) return;
  await say('another municipality votes by keyboard alone, on a phone', () => keyboard(as, ballot));
  await say('what is another\'s or not there is not found', async () => foreign(charlie, await as('alex'), paper));
  await say('the time comes: late votes are refused, the count has reasons', () => close(kim, server, ballot, paper, look));
  await say('the roadmap follows, and work goes on', () => roadmap(mika, kim, look));
  const meeting = await say('a meeting is planned, called and in the calendar', () => plan(mika, kim, url, look));
  if (meeting) await say('it is held, and two persons verify its minutes', () => verify({ mika, kim, charlie }, server, meeting, look));
  for (const page of [kim, love, charlie, mika]) {
    none('pages complain', page.wrong);
    await page.context().close();
  }
}

async function propose(kim, charlie, look) {
  for (const [page, titles] of [[kim, TITLES.slice(0, 2)], [charlie, TITLES.slice(2)]]) {
    for (const title of titles) {
      await page.goto(COUNCIL);
      await link(page, 'Föreslå utveckling').click();
      const action = new URL(page.url()).pathname;
      await page.getByLabel('Rubrik').fill('Hej');
      await page.getByLabel('Behov').fill(NEED);
      await refused(page, submit(page, action), /Skriv en rubrik på 5 till 120 tecken/);
      assert((await page.getByLabel('Behov').inputValue()) === NEED, 'what was written is lost');
      await look(page);
      await page.getByLabel('Rubrik').fill(title);
      assert((await send(page, submit(page, action))) === 303, `${title} is refused`);
      assert(/Förslaget är lämnat/.test(await all(page)), 'there is no receipt');
    }
  }
}

async function open(mika, look) {
  const fill = async (closes) => {
    await mika.goto(`${COUNCIL}/open`);
    await mika.getByLabel('Rubrik').fill('Tredje omgången');
    await mika.getByLabel('Ram, utvecklingstimmar').fill('130');
    if (closes) await mika.getByLabel('Sista dag').fill(closes);
    return submit(mika, `${COUNCIL}/open`);
  };
  await refused(mika, await fill(), /minst 3 uppskattade förslag. Det finns 1/);
  await look(mika);
  for (const [at, hours] of [40, 60, 80].entries()) {
    await mika.goto(COUNCIL);
    await mika.locator('tr', { hasText: TITLES[at] }).getByRole('link', { name: 'Uppskatta' }).click();
    const action = new URL(mika.url()).pathname;
    await mika.getByLabel('Troligt antal timmar').fill('0');
    await refused(mika, submit(mika, action), /Skriv ett helt antal timmar/);
    await mika.getByLabel('Troligt antal timmar').fill(String(hours));
    assert((await send(mika, submit(mika, action))) === 303, 'the estimate is refused');
  }
  const soon = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);
  await mika.goto(`${COUNCIL}/open`);
  await mika.locator('form').last().evaluate((form) => form.setAttribute('novalidate', ''));
  await mika.getByLabel('Rubrik').fill('Tredje omgången');
  await mika.getByLabel('Ram, utvecklingstimmar').fill('130');
  await mika.getByLabel('Sista dag').evaluate((field, day) => { field.removeAttribute('min'); field.value = day; }, soon);
  await refused(mika, submit(mika, `${COUNCIL}/open`), /Välj en sista dag från/);
  assert((await send(mika, await fill())) === 303, 'the ballot is refused');
  await link(mika, 'Tredje omgången').click();
  const words = await all(mika);
  assert(TITLES.every((title) => words.includes(title)), 'a proposal is not on the ballot');
  assert(!words.includes('Sökning efter lättlästa böcker'), 'what nobody has estimated is on the ballot');
  const early = await send(mika, button(mika, 'Stäng nu'));
  assert(early === 422 && /bara när alla har röstat/.test(await all(mika)), 'the office closes it early');
  return new URL(mika.url()).pathname.match(/ballots\/(\d+)/)[1];
}

/** Goes to the own municipality's paper by the page's links. */
async function toPaper(page, ballot) {
  await page.goto(`${COUNCIL}/ballots/${ballot}`);
  await page.locator('main a[href^="/governance/papers/"]').first().click();
  return new URL(page.url()).pathname;
}

async function choose(page, titles) {
  for (const box of await page.locator('input[name=item]').all()) await box.uncheck();
  for (const title of titles) await page.getByLabel(title).check();
}

const DIPLOMA = 'Utskrift av läsdiplom';

async function vote(kim, love, ballot, look) {
  const paper = await toPaper(kim, ballot);
  const words = await all(kim);
  assert(/Ram\s*130 h/.test(words) && /Sandvikens kommuns del/.test(words), 'frame and share are not there');
  await look(kim);
  await proveAnew(love, 'love');
  await toPaper(love, ballot);
  await choose(kim, TITLES.slice(0, 2));
  await refused(kim, button(kim, 'Kontrollera din röst'), /Ni har bara valt 2 förslag. Stöd minst 3/);
  await look(kim);
  await choose(kim, [DIPLOMA, ...TITLES.slice(0, 2)]);
  assert((await send(kim, button(kim, 'Kontrollera din röst'))) === 200, 'the choice is refused');
  assert(/Ni stöder 3 av 4 förslag/.test(await all(kim)), 'the check does not say what is supported');
  await look(kim);
  assert((await send(kim, button(kim, 'Lägg röst'))) === 303, 'the vote is refused');
  await stepUp(kim, 'kim', { stay: true });
  assert((await heading(kim)) === 'Slutför det du började', `after the sign-in it says «${await heading(kim)}»`);
  await look(kim);
  assert((await send(kim, button(kim, 'Skicka'))) === 303, `what she chose is refused: ${await all(kim)}`);
  const first = (await all(kim)).match(/BIBBLIX-\d+-[0-9A-F]{8}/)?.[0];
  assert(first, 'there is no receipt with a number');
  await look(kim);
  // A colleague who has not seen that vote is told of it.
  await choose(love, TITLES);
  await send(love, button(love, 'Kontrollera din röst'));
  await refused(love, button(love, 'Lägg röst'), /En kollega har lagt kommunens röst under tiden/);
  assert(await love.getByLabel(DIPLOMA).isChecked(), 'the colleague does not see the vote that stands');
  await link(kim, 'Ändra rösten').click();
  assert(/Ni kan ändra rösten tills omröstningen stänger/.test(await all(kim)), 'it does not say how long it may be changed');
  await choose(kim, [DIPLOMA, TITLES[0], TITLES[2]]);
  await send(kim, button(kim, 'Kontrollera din röst'));
  assert((await send(kim, button(kim, 'Lägg röst'))) === 303, 'the change is refused');
  const second = (await all(kim)).match(/BIBBLIX-\d+-[0-9A-F]{8}/)?.[0];
  assert(second && second !== first, `the receipt is still ${second}`);
  assert((await all(kim)).includes(TITLES[2]), 'the receipt does not name what is supported');
  // What the page can't send is refused as well.
  const origin = new URL(kim.url()).origin;
  const answer = await kim.request.post(`${paper}/vote`, { headers: { origin }, form: { seen: '2', item: '99' }, maxRedirects: 0 });
  assert(answer.status() === 422 && (await answer.text()).includes('finns inte i den här omröstningen'), `it answers ${answer.status()}`);
  return paper;
}

/** Presses Tab until the element has the focus, and says so when it never has. */
async function tabTo(page, wanted) {
  for (let presses = 0; presses < 80; presses += 1) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`the keyboard does not reach ${wanted}`);
}

async function keyboard(as, ballot) {
  const page = await as('charlie', { viewport: NARROW });
  await proveAnew(page, 'charlie');
  await toPaper(page, ballot);
  const fits = async () => {
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    assert(wide <= NARROW.width, `the page is ${wide} pixels wide`);
  };
  await fits();
  const enter = async (name) => {
    const wanted = button(page, name);
    await tabTo(page, wanted);
    const arrived = page.waitForNavigation();
    await page.keyboard.press('Enter');
    await arrived;
    await fits();
  };
  await enter('Kontrollera din röst');
  assert(/Ni har inte valt något förslag/.test(await all(page)), 'nothing chosen is taken');
  for (const title of [DIPLOMA, TITLES[1], TITLES[2]]) {
    const box = page.getByLabel(title);
    await tabTo(page, box);
    await page.keyboard.press('Space');
    assert(await box.isChecked(), `Space does not choose ${title}`);
  }
  await enter('Kontrollera din röst');
  await enter('Lägg röst');
  assert(/BIBBLIX-\d+-[0-9A-F]{8}/.test(await all(page)), 'there is no receipt');
  none('pages complain', page.wrong);
  await page.context().close();
}

async function foreign(charlie, alex, paper) {
  const places = [
    [charlie, paper], [charlie, `${paper}/receipt`], [charlie, '/governance/councils/ingenting'], [charlie, `${COUNCIL}/ballots/99`],
    [charlie, `${COUNCIL}/open`], [alex, COUNCIL], [alex, paper],
  ];
  for (const [page, path] of places) {
    const answer = await page.goto(path);
    assert(answer.status() === 404, `${path} answers ${answer.status()}`);
  }
  await alex.context().close();
}

async function close(kim, server, ballot, paper, look) {
  await kim.goto(paper);
  await choose(kim, [DIPLOMA, ...TITLES.slice(0, 2)]);
  await send(kim, button(kim, 'Kontrollera din röst'));
  // The last day of a ballot is two weeks away.
  await server.change('governance', `UPDATE governance_ballot SET closes_at = '2026-01-01T15:00:00+00:00' WHERE number = ${ballot}`);
  await refused(kim, button(kim, 'Lägg röst'), /tar inte emot fler röster/);
  assert((await button(kim, 'Kontrollera din röst').count()) === 0, 'one can go on voting');
  await look(kim);
  await eventually('the ballot is counted', 60, async () => {
    await kim.goto(`${COUNCIL}/ballots/${ballot}`);
    return /Valda förslag/.test(await all(kim));
  });
  const words = await all(kim);
  assert(/Delat|Kompletterat|Alla förslag som någon stöder ryms/.test(words), 'the chosen have no reasons');
  assert(/Inte valda/.test(words) && /Så röstade kommunerna/.test(words), 'what was not chosen, or who voted how, is not shown');
  await look(kim);
}

/** The titles in a column of the roadmap. */
const lane = (page, name) => page.locator('.card', { has: page.getByRole('heading', { name, exact: true }) }).last();

async function roadmap(mika, kim, look) {
  await kim.goto(COUNCIL);
  const next = await lane(kim, 'Nästa').innerText();
  const chosen = [DIPLOMA, ...TITLES].filter((title) => next.includes(title));
  assert(chosen.length >= 2, `the roadmap's next holds ${chosen.join(', ') || 'nothing of it'}`);
  await mika.goto(COUNCIL);
  const row = () => mika.locator('tr', { hasText: chosen[0] });
  await send(mika, row().getByRole('button', { name: 'Börja' }));
  assert((await lane(mika, 'Nu').innerText()).includes(chosen[0]), 'it is not being made');
  await send(mika, row().getByRole('button', { name: 'Är levererat' }));
  assert((await lane(mika, 'Klart').innerText()).includes(chosen[0]), 'it is not done');
  await eventually('it is news on the start page', 20, async () => {
    await kim.goto('/');
    return (await kim.locator('#news').innerText()).includes(`${chosen[0]} är klart`);
  });
  await look(kim);
}

async function plan(mika, kim, url, look) {
  await mika.goto(COUNCIL);
  await link(mika, 'Möten').last().click();
  await link(mika, 'Planera möte').click();
  const day = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10);
  const write = async (fields) => {
    for (const [name, value] of Object.entries(fields)) await mika.locator(`main input[name=${name}]`).fill(value);
    return submit(mika, `${COUNCIL}/plan`);
  };
  const good = { title: 'Extra rådsmöte', day, from: '9.00', to: '10.30', place: 'Falun' };
  await refused(mika, await write({ ...good, to: 'sent' }), /Skriv när mötet börjar och slutar/);
  await look(mika);
  assert((await send(mika, await write(good))) === 303, 'the meeting is refused');
  const meeting = new URL(mika.url()).pathname;
  await refused(mika, button(mika, 'Skicka kallelsen'), /Skriv minst ett ärende/);
  await mika.locator('main input[name=title]').fill('Utfallet av tredje omgången');
  await mika.locator('select[name=subject]').selectOption({ label: 'Omröstning: Tredje omgången' });
  assert((await send(mika, submit(mika, `${meeting}/agenda`))) === 303, 'the item is refused');
  assert((await send(mika, button(mika, 'Skicka kallelsen'))) === 303, 'the notice is refused');
  await mika.locator('main input[name=title]').fill('Något mer att besluta');
  await mika.locator('input[name=decides][value=yes]').check();
  await refused(mika, submit(mika, `${meeting}/agenda`), /inget mer kan tas upp för beslut/);
  await look(mika);
  await eventually('it is on the start page', 20, async () => {
    await kim.goto('/');
    return (await kim.locator('#meetings').innerText()).includes('Extra rådsmöte');
  });
  await kim.locator('#meetings').getByRole('link', { name: /kalender/ }).first().click();
  assert((await send(kim, button(kim, 'Skapa adress'))) === 200, 'there is no address');
  const address = (await all(kim)).match(/http\S+\/governance\/calendar\/[0-9a-f]{64}\.ics/)?.[0];
  assert(address, 'the address is not shown');
  await look(kim);
  const fetched = await fetch(address);
  const text = (await fetched.text()).replaceAll('\r\n ', '');
  assert(fetched.status === 200 && text.includes('SUMMARY:Extra rådsmöte'), `the calendar answers ${fetched.status}: ${text.slice(0, 300)}`);
  await kim.goto(`${COUNCIL}/calendar`);
  assert(!(await all(kim)).includes(address), 'the address is shown twice');
  assert((await send(kim, button(kim, 'Avsluta adressen'))) === 303, 'the address does not end');
  const ended = await fetch(address);
  assert(ended.status === 404, `an ended address answers ${ended.status}`);
  return meeting;
}

async function verify({ mika, kim, charlie }, server, meeting, look) {
  const number = meeting.match(/meetings\/(\d+)/)[1];
  await server.change('governance', `UPDATE governance_meeting SET begins_at = '2026-06-01T07:00:00+00:00', ends_at = '2026-06-01T08:30:00+00:00' WHERE number = ${number}`);
  await mika.goto(meeting);
  await link(mika, 'Närvaro').click();
  const attendance = `${COUNCIL}/attendance/${number}`;
  await mika.locator('select[name=chair]').selectOption({ label: 'Sandviken' });
  await refused(mika, submit(mika, attendance), /två olika kommuner/);
  // Before one scrolls: what the head of a small screen hides would count as too small to touch.
  await look(mika);
  await mika.locator('select[name=verifier]').selectOption({ label: 'Uppsala' });
  for (const box of await mika.locator('input[name=present]').all()) await box.check();
  assert((await send(mika, submit(mika, attendance))) === 303, 'attendance is refused');
  assert(/Beslutsfört/.test(await all(mika)), 'the page does not say that the council is quorate');
  await link(mika, 'Skriv protokoll').click();
  await mika.locator('textarea[name=decision-1]').fill('Rådet ställer sig bakom utfallet.');
  await refused(mika, button(mika, 'Skicka till justering'), /10 till 20 000 tecken/);
  await mika.locator('textarea[name=minutes]').fill('Mötet öppnades av mötesordföranden.\n\nIngen hade något att tillägga.');
  await look(mika);
  assert((await send(mika, button(mika, 'Skicka till justering'))) === 303, 'the minutes are refused');
  for (const [page, last] of [[kim, false], [charlie, true]]) {
    await page.goto(meeting);
    await link(page, 'Justera protokollet').click();
    await refused(page, button(page, 'Skicka tillbaka'), /vad som behöver rättas/);
    await look(page);
    assert((await send(page, button(page, 'Justera'))) === 303, 'the signature is refused');
    assert(last === /Protokollet är justerat\./.test(await all(page)), 'the minutes are verified too early or too late');
  }
  await mika.goto(`${COUNCIL}/minutes/${number}`);
  await refused(mika, button(mika, 'Spara utkast'), /kan inte ändras/);
  await kim.goto(meeting);
  assert(/Justerat av Kim Exempelsson/.test(await all(kim)) && /Justerat av Charlie Test/.test(await all(kim)), 'who verified is not said');
  assert((await heading(kim)) === 'Extra rådsmöte', 'another page');
  await look(kim);
}
