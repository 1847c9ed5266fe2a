// An organisation's own SAML identity provider that nobody here wrote: pysaml2, in a process of its own.

import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

import { eventually, keep, remove, temporary } from './server.mjs';

const HERE = dirname(fileURLToPath(import.meta.url));
const PYSAML2 = process.env.SAMBRUK_TEST_PYSAML2 || resolve(HERE, '../../.cache/pysaml2');

const START_SECONDS = 60;
const STOP_SECONDS = 10;

/**
 * Starts it for one platform, whose metadata it reads when the first request comes. `set({ level, mode, keys })` says what people
 * prove here, how that is sent, and how far a change of keys has come; `said()` is what it complained of.
 */
export async function provideSaml(platform, ...options) {
  if (!existsSync(PYSAML2)) throw new Error(`${PYSAML2} is missing: infra/setup.sh test`);
  const started = launch(['--sp-metadata', `${platform}/identity/saml/metadata`, ...options]);
  let told;
  try {
    told = await eventually('the SAML provider is there', START_SECONDS, () => {
      if (started.lost || started.exit) throw new Error('the SAML provider has ended');
      return started.out().match(/^\{.*\}$/m);
    });
  } catch (error) {
    const why = started.lost || started.said();
    remove(started);
    throw new Error(`${error.message}: ${why}`);
  }
  const there = JSON.parse(told[0]);
  return {
    ...there,
    said: started.said,
    set: (params) => change(there, params),
    stop: () => stop(started),
  };
}

function launch(args) {
  const directory = temporary();
  const [out, errors] = ['out', 'errors'].map((name) => join(directory, name));
  const files = [out, errors].map((name) => openSync(name, 'w'));
  const child = spawn('python3', [join(HERE, 'saml/idp.py'), ...args], {
    // Its key and what it writes lie in the directory too, and go with it.
    env: { ...process.env, PYTHONPATH: PYSAML2, PYTHONDONTWRITEBYTECODE: '1', TMPDIR: directory },
    stdio: ['ignore', ...files],
  });
  files.forEach(closeSync);
  const read = (name) => (existsSync(name) ? readFileSync(name, 'utf8') : '');
  const said = () => read(errors).slice(-3000);
  const started = keep({ child, directory, exit: null, lost: null, out: () => read(out), said });
  child.on('error', (error) => (started.lost = error));
  return started;
}

async function change(there, params) {
  const address = new URL('/set', there.metadata);
  address.search = new URLSearchParams(params);
  const answer = await fetch(address, { method: 'POST' });
  if (!answer.ok) throw new Error(`the SAML provider refuses that: ${await answer.text()}`);
}

/** Ends it softly; fails when it doesn't end well. */
async function stop(started) {
  started.child.kill('SIGTERM');
  try {
    const { code, signal } = await eventually('the SAML provider ends', STOP_SECONDS, () => started.exit);
    if (code !== 0) throw new Error(`the SAML provider ended with ${signal || code}: ${started.said()}`);
  } finally {
    remove(started);
  }
}
