// The pages there are, from the table that the binary itself generates, and who may see them.

import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { BINARY, temporary } from './server.mjs';

/** The demonstration's persons that look at pages: a role each in the table's words, and where they stand. */
const PERSONS = [
  { name: 'kim', roles: ['economist', 'reader', 'administrator', 'council-member'], association: false },
  { name: 'alex', roles: ['case-officer'], association: false, only: /^\/(bibblix|uka|tillarbetslivet)(\/|$)/ },
  { name: 'charlie', roles: ['case-officer'], association: false }, // Of every service, so of new ones too.
  { name: 'robin', roles: ['finance'], association: true },
  { name: 'mika', roles: ['office'], association: true },
  { name: 'drew', roles: ['operator'], association: true },
  { name: 'ellis', roles: ['employer'], association: false },
];

/** Every GET page: path, permission, whether anybody may see it, and the persons who do. */
export function pageRoutes() {
  const directory = temporary();
  try {
    execFileSync(BINARY, ['api', '--directory', directory], { stdio: 'ignore' });
    return read(readFileSync(join(directory, 'authorization.txt'), 'utf8'));
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function read(table) {
  const lines = table.split('\n');
  const head = lines.find((line) => line.startsWith('operation'));
  const columns = [...head.matchAll(/\S+/g)].map((match) => ({ name: match[0], at: match.index }));
  return lines.filter((line) => /^GET \/(?!api\/)/.test(line)).map((line) => {
    const [, path, permission] = line.split(/\s+/);
    const may = (role) => line[columns.find((column) => column.name === role).at] === '✔';
    const across = line.slice(0, columns.find((column) => column.name === 'nobody').at).trimEnd().endsWith('X');
    const held = (person) => person.roles.some(may) && (person.association || !across) && (person.only?.test(path) ?? true);
    return { path, permission, anybody: may('nobody'), persons: PERSONS.filter(held), pattern: pattern(path) };
  });
}

function pattern(path) {
  const parts = path.split('/').map((part) => (part.startsWith('{') ? '[^/]+' : part.replaceAll('.', '\\.')));
  return new RegExp(`^${parts.join('/')}$`);
}

/** The route of an address; one without parameters wins. */
export function routeOf(routes, path) {
  const found = routes.filter((route) => route.pattern.test(path));
  return found.find((route) => route.path === path) ?? found[0];
}

/** One person on either side: what a municipality sees is not what the association sees. */
export function visitors(route) {
  const first = (association) => route.persons.filter((person) => person.association === association).slice(0, 1);
  return [...first(false), ...first(true)].map((person) => person.name);
}
