// How an API is asked, and how it refuses.

import { answers, isOf, operations, parameters, resolved } from './walk.mjs';

/** Feeds only grow and must never pass over anything, so they take a cursor: our documented exception from FNS.07. */
const FEEDS = [/^\/events$/, /^\/usage\/feed$/];
/** Objects that are named by lasting public names, or by numbers that minutes and decisions refer to; all others have UUIDs. */
const PUBLIC_NAMES = ['organisation', 'council', 'ballot', 'proposal', 'item', 'meeting', 'service', 'schedule'];
/** The profile's statuses (ARP.02), and those of conditional requests, repeated requests, limits and feeds. */
const STATUSES = ['200', '201', '202', '204', '400', '401', '403', '404', '405', '408', '415', '422', '500', '501', '502', '503', '504',
  '304', '409', '410', '412', '413', '428', '429'];

/** Headers that say something of the request, and never what it is about. */
const HEADERS = ['if-match', 'if-none-match', 'idempotency-key'];
/** What others call page and limit. */
const OTHER_NAMES = /^(size|count|pageSize|perPage|page_size|per_page|pageNumber|skip|start|first|top)$/;
/** What everybody may keep for long, and what a service says of itself. */
const UNTAGGED = ['/api-info', '/jwks'];
/** A number that Sweden gives a person. */
const PERSONAL = /personal-?_?(identity-?_?)?number|personnummer|ssn|samordningsnummer/i;

const named = (operation, name) => (operation.parameters ?? []).find((one) => one.name.toLowerCase() === name);

/** Operations that answer with a list; one object, whose address ends with its id, may hold items too. */
function* lists(document) {
  for (const one of operations(document)) {
    const schema = resolved(document, one.operation.responses?.['200']?.content?.['application/json']?.schema);
    if (one.method === 'get' && !one.address.endsWith('}') && (isOf(schema, 'array') || isOf(schema?.properties?.items, 'array'))) yield { ...one, schema };
  }
}

const isFeed = (address) => FEEDS.some((feed) => feed.test(address));

export const rules = {
  'ids': ['RES.01-03', function* (document) {
    for (const { at, parameter } of parameters(document)) {
      if (parameter.in !== 'path' || PUBLIC_NAMES.includes(parameter.name)) continue;
      if (parameter.schema?.format !== 'uuid') yield [at, `${parameter.name} is neither a UUID nor one of the declared public names`];
    }
  }],
  'nobody-in-addresses': ['RES.02', function* (document) {
    for (const { at, parameter } of parameters(document)) {
      if (['path', 'query'].includes(parameter.in) && PERSONAL.test(parameter.name)) yield [at, 'who somebody is never stands in an address'];
    }
  }],
  'no-payload-in-headers': ['ARQ.05', function* (document) {
    for (const { at, parameter } of parameters(document)) {
      if (parameter.in === 'header' && !HEADERS.includes(parameter.name.toLowerCase())) yield [at, `${parameter.name}: what a request is about stands in its address or body`];
    }
  }],
  'tagged': ['ARQ.03', function* (document) {
    for (const { at, method, address, operation } of operations(document)) {
      const answer = operation.responses?.['200'];
      if (method !== 'get' || UNTAGGED.includes(address) || !answer?.content?.['application/json']) continue;
      if (!answer.headers?.ETag || !operation.responses['304'] || !named(operation, 'if-none-match')) yield [at, 'what is read has an ETag, takes If-None-Match and says 304'];
    }
  }],
  'same-names': ['FNS.01', function* (document) {
    for (const { at, parameter } of parameters(document)) {
      if (parameter.in === 'query' && OTHER_NAMES.test(parameter.name)) yield [at, `${parameter.name}: parts of lists are asked for with page and limit everywhere`];
    }
  }],
  'get-without-body': ['FOR.02', function* (document) {
    for (const { at, method, operation } of operations(document)) {
      if (['get', 'delete'].includes(method) && operation.requestBody) yield [at, 'GET and DELETE have no body'];
    }
  }],
  'paging': ['FNS.07', function* (document) {
    for (const { at, address, operation } of lists(document)) {
      const [page, limit, cursor] = ['page', 'limit', 'cursor'].map((name) => named(operation, name));
      if (isFeed(address) ? !cursor || !limit : !page || !limit) yield [at, 'a list takes page and limit (a declared feed: cursor and limit)'];
      if (cursor && !isFeed(address)) yield [at, 'only a declared feed takes a cursor'];
    }
  }],
  'paged-answer': ['OWN', function* (document) {
    for (const { at, address, schema } of lists(document)) {
      const wanted = isFeed(address) ? ['items', 'next', 'more'] : ['items', 'page', 'limit', 'total'];
      const missing = wanted.filter((name) => !schema?.properties?.[name]);
      if (missing.length) yield [at, `a list answers with ${wanted.join(', ')}: ${missing.join(', ')} is missing`];
    }
  }],
  'page-from-1': ['FNS.08', function* (document) {
    for (const { at, parameter } of parameters(document)) {
      if (parameter.name === 'page' && (parameter.schema?.minimum !== 1 || parameter.schema?.default !== 1)) yield [at, 'pages are counted from 1, and the first comes unless told'];
    }
  }],
  'limit-20': ['FNS.09', function* (document) {
    for (const { at, address, parameter } of parameters(document)) {
      if (parameter.name !== 'limit' || isFeed(address)) continue;
      if (parameter.schema?.default !== 20 || parameter.schema?.maximum !== 100) yield [at, 'a page has 20 items unless told, and 100 at most'];
    }
  }],
  'parameter-names': ['FNS.03', function* (document) {
    for (const { at, parameter } of parameters(document)) {
      if (parameter.in === 'query' && !/^[a-z][a-zA-Z0-9]*$/.test(parameter.name)) yield [at, `${parameter.name} does not begin with a small letter, or is not camelCase`];
    }
  }],
  'optional-parameters': ['FNS.05', function* (document) {
    for (const { at, parameter } of parameters(document)) {
      if (parameter.in === 'query' && parameter.required) yield [at, 'what narrows an answer is optional'];
    }
  }],
  'described-parameters': ['DOK.15', function* (document) {
    for (const { at, parameter } of parameters(document)) {
      if (!parameter.description || parameter.example === undefined) yield [at, 'a parameter has a description and an example'];
    }
  }],
  'statuses': ['ARP.02', function* (document) {
    for (const { at, status } of answers(document)) {
      if (!STATUSES.includes(status)) yield [at, `${status} is not among the statuses that we use`];
    }
    for (const { at, operation } of operations(document)) {
      if (!Object.keys(operation.responses ?? {}).some((status) => status.startsWith('2'))) yield [at, 'say what a success answers'];
    }
  }],
  'problems': ['FEL.01', function* (document) {
    for (const { at, status, response } of answers(document)) {
      const kinds = Object.entries(response.content ?? {});
      const right = kinds.length === 1 && kinds[0][0] === 'application/problem+json' && kinds[0][1].schema?.$ref?.endsWith('/Problem');
      if (status >= '400' && !right) yield [at, 'errors are application/problem+json with the schema Problem'];
    }
  }],
  'problem-fields': ['FEL.02', function* (document) {
    const schema = document.components?.schemas?.Problem;
    const missing = ['type', 'title', 'status', 'detail', 'instance'].filter((name) => !schema?.properties?.[name]);
    if (missing.length) yield [['components'], `a problem has type, title, status, detail and instance: ${missing.join(', ')} is missing`];
  }],
  'once': ['OWN', function* (document) {
    for (const { at, method, operation } of operations(document)) {
      const open = Array.isArray(operation.security) && !operation.security.length;
      if (method === 'post' && !open && !named(operation, 'idempotency-key')) yield [at, 'a POST takes an Idempotency-Key'];
    }
  }],
  'conditional-changes': ['OWN', function* (document) {
    for (const { at, method, operation } of operations(document)) {
      if (!['put', 'patch'].includes(method)) continue;
      const told = named(operation, 'if-match') && operation.responses?.['412'] && operation.responses?.['428'];
      if (!told) yield [at, 'a PUT or PATCH takes If-Match and says 412 and 428'];
    }
  }],
};
