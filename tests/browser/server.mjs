// Starts the real binary with demonstration data in a directory of its own, and ends it as an operator would.

import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const TARGET = process.env.CARGO_TARGET_DIR || join(ROOT, 'target');
export const BINARY = process.env.SAMBRUK_TEST_BINARY || join(TARGET, 'debug/sambruk');

const START_SECONDS = 120;
const STOP_SECONDS = 30;

const running = new Set();

export const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

/** Tries until `look` gives something, at most `seconds`. */
export async function eventually(what, seconds, look) {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > end) throw new Error(`not within ${seconds} s: ${what}`);
    await sleep(100);
  }
}

/** Takes care that what was started, `{ child, directory, exit }`, is gone when the tests end, however they end. */
export function keep(started) {
  running.add(started);
  started.child.on('exit', (code, signal) => (started.exit = { code, signal }));
  return started;
}

/** A directory that goes when the tests end. */
export function temporary() {
  return mkdtempSync(join(tmpdir(), 'sambruk-browser.'));
}

/** Starts the platform and waits until its demonstration data is there. */
export async function start(settings = {}) {
  if (!existsSync(BINARY)) throw new Error(`${BINARY} is missing: cargo build -p sambruk`);
  const directory = temporary();
  const [out, errors] = ['out', 'errors'].map((name) => join(directory, name));
  const files = [out, errors].map((name) => openSync(name, 'w'));
  const child = spawn(BINARY, ['serve', '--demo'], {
    env: { ...environment(directory), ...settings },
    stdio: ['ignore', ...files],
  });
  files.forEach(closeSync);
  const server = keep({ child, directory, exit: null, said: () => readFileSync(out, 'utf8') });
  server.change = (service, sql) => change(join(directory, 'data', `${service}.sqlite`), sql);
  const spoken = () => `${server.said()}\n${readFileSync(errors, 'utf8').slice(-3000)}`;
  let lost = null;
  child.on('error', (error) => (lost = error));
  const fact = (pattern) => async () => {
    if (lost || server.exit) throw new Error(`the server has ended: ${lost || spoken()}`);
    return server.said().match(pattern);
  };
  const waited = await eventually('the portal is served', START_SECONDS, fact(/served at (http:\S+)/)).catch(fail);
  server.url = waited[1];
  await eventually('the demonstration data is loaded', START_SECONDS, fact(/data is loaded/)).catch(fail);
  return server;

  function fail(error) {
    throw new Error(`${error.message}\n${spoken()}`);
  }
}

/** Changes a row behind the server's back, for time that no browser waits for. */
function change(file, sql) {
  const script = 'import sqlite3, sys\nbase = sqlite3.connect(sys.argv[1], timeout=20)\nbase.execute(sys.argv[2])\nbase.commit()';
  execFileSync('python3', ['-c', script, file, sql]);
}

function environment(directory) {
  const nats = process.env.SAMBRUK_TEST_NATS_SERVER;
  return {
    ...process.env,
    SAMBRUK_DATA_DIR: join(directory, 'data'),
    SAMBRUK_HTTP__BIND: '127.0.0.1:0',
    SAMBRUK_HTTP__OPERATIONS_BIND: '127.0.0.1:0',
    SAMBRUK_DEMONSTRATION__PERCENT: '10',
    SAMBRUK_LIMITS__REQUESTS_PER_SECOND: '100000',
    SAMBRUK_LIMITS__BURST: '100000',
    SAMBRUK_LIMITS__KEY_REQUESTS_PER_SECOND: '100000',
    ...(nats ? { SAMBRUK_NATS__SERVER: nats } : {}),
  };
}

/** What the command line says beside a running server. */
export function command(server, words) {
  const said = spawnSync(BINARY, words, { env: environment(server.directory), encoding: 'utf8' });
  if (said.status !== 0) throw new Error(`${words.join(' ')}: ${said.stdout}${said.stderr}`);
  return said.stdout;
}

/** Ends the server softly; fails when it doesn't end well or leaves its broker behind. */
export async function stop(server) {
  server.child.kill('SIGTERM');
  try {
    await eventually('the server ends', STOP_SECONDS, () => server.exit);
    const { code, signal } = server.exit;
    if (code !== 0) throw new Error(`the server ended with ${signal || code}`);
    const left = await leftBehind(server.directory);
    if (left.length) throw new Error(`left behind: ${left.join('; ')}`);
  } finally {
    remove(server);
  }
}

/** Processes that still name the directory on their command line; a broker gets two seconds to be gone. */
async function leftBehind(directory) {
  for (let tries = 0; ; tries += 1) {
    const left = readdirSync('/proc').filter((pid) => /^\d+$/.test(pid)).flatMap((pid) => {
      try {
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
        return command.includes(directory) ? [`${pid} ${command}`] : [];
      } catch {
        return []; // It ended meanwhile.
      }
    });
    if (!left.length || tries > 20) return left;
    await sleep(100);
  }
}

/** Ends it hard, if it has not ended, and removes its directory. */
export function remove(server) {
  running.delete(server);
  if (!server.exit) server.child.kill('SIGKILL');
  rmSync(server.directory, { recursive: true, force: true, maxRetries: 5 });
}

/** When the tests are interrupted. */
export function removeAll() {
  [...running].forEach(remove);
}
