// The story on a split installation: PostgreSQL, one process per service, a router, three brokers of which one is killed midway.

import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';

import { council } from './journeys/council.mjs';
import { placements } from './journeys/placements.mjs';
import { story } from './journeys/story.mjs';
import { youth } from './journeys/youth.mjs';
import { assert, check } from './report.mjs';
import { BINARY, eventually } from './server.mjs';

const PROGRAM = join(dirname(BINARY), 'examples/split');
const START_SECONDS = 300;
const STOP_SECONDS = 120;

export async function split(browser) {
  const cluster = await check('split: three brokers, a process per service and the router start', start);
  if (!cluster) return;
  const midway = () => check('split: a broker is killed', async () => {
    cluster.child.stdin.write('kill-broker\n');
    await cluster.says(/killed broker \d/, 20);
  });
  await check('split: to the end', () => story(browser, cluster.url, true, midway));
  for (const [name, journey] of Object.entries({ youth, placements, council })) {
    await check(`split: ${name}, on two brokers, to the end`, () => journey(browser, cluster.url, true, cluster));
  }
  await check('split: it stops, and all data is verified', () => stop(cluster));
}

async function start() {
  const child = spawn(PROGRAM, { env: { ...process.env, SAMBRUK_TEST_BINARY: BINARY }, stdio: ['pipe', 'pipe', 'pipe'] });
  const cluster = { child, out: '', errors: '', exit: null };
  // What it says before a backtrace: which findings there are.
  cluster.why = () => `${JSON.stringify(cluster.exit)} ${cluster.errors.split('stack backtrace:')[0].slice(-6000)}`;
  child.stdout.on('data', (text) => (cluster.out += text));
  child.stderr.on('data', (text) => (cluster.errors = `${cluster.errors}${text}`));
  child.on('error', (error) => (cluster.exit = { code: String(error) }));
  child.on('exit', (code, signal) => (cluster.exit = { code, signal }));
  cluster.says = (pattern, seconds) => eventually(`the cluster says ${pattern}`, seconds, async () => {
    const said = cluster.out.match(pattern);
    if (!said && cluster.exit) throw new Error(`the cluster has ended: ${cluster.why()}`);
    return said;
  });
  let changes = 0;
  cluster.change = async (service, sql) => {
    child.stdin.write(`change UPDATE ${service}.${sql.replace(/^UPDATE /, '')}\n`);
    changes += 1;
    await cluster.says(new RegExp(`(changed[^]*){${changes}}`), 20);
  };
  const [, url] = await cluster.says(/served at (http:\S+)/, START_SECONDS);
  cluster.url = url;
  return cluster;
}

async function stop(cluster) {
  cluster.child.stdin.end();
  await eventually('the cluster ends', STOP_SECONDS, async () => cluster.exit);
  assert(cluster.exit.code === 0 && /all is well/.test(cluster.out), cluster.why());
}
