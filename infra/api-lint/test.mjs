// Proves that every rule fires on the document that breaks them all, and that none fires on one that follows them.

import { execFileSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import ruleset from './ruleset.mjs';

const here = dirname(fileURLToPath(import.meta.url));

function findings(fixture) {
  const lint = [join(here, 'node_modules/.bin/spectral'), ['lint', '--quiet', '-r', join(here, 'ruleset.mjs'), '-f', 'json', join(here, 'fixtures', fixture)]];
  try {
    return JSON.parse(execFileSync(...lint, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }));
  } catch (error) {
    if (error.status !== 1) throw error; // 1: there are findings.
    return JSON.parse(error.stdout);
  }
}

const results = [];
const bad = findings('bad.json');
for (const name of Object.keys(ruleset.rules)) results.push([`${name} fires`, bad.some((finding) => finding.code === name)]);
const good = findings('good.json');
results.push([`nothing is wrong with a document that follows all rules: ${good.map((one) => `${one.code} ${one.message}`).join('; ')}`, !good.length]);

const failed = results.filter(([, passed]) => !passed);
for (const [what] of failed) console.log(`FAILED ${what}`);
console.log(`${results.length - failed.length} passed, ${failed.length} failed`);
process.exitCode = failed.length ? 1 : 0;
