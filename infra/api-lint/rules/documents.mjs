// What a document says of the API as a whole: addresses, who answers for it, security.

import { answers, operations, parameters } from './walk.mjs';

/** The longest address, with its parameters filled in. */
const LONGEST = 2048;

/** Words of collections that have no other plural. */
const UNCOUNTABLE = ['usage'];

export const rules = {
  'servers-https': ['UFN.02', function* (document) {
    for (const [index, { url }] of (document.servers ?? []).entries()) {
      if (!/^(https:\/\/|\/)/.test(url)) yield [['servers', index, 'url'], 'an API is reached over https only'];
    }
  }],
  'version-in-address': ['VER.05', function* (document) {
    const versioned = (document.servers ?? []).filter(({ url }) => /\/[a-z][a-z0-9-]*\/v[0-9]+$/.test(url));
    if (!versioned.length || versioned.length < document.servers.length) yield [['servers'], 'the address ends with the API and its major version, /api/NAME/v1'];
  }],
  'address-words': ['UFN.07-09', function* (document) {
    for (const address of Object.keys(document.paths ?? {})) {
      const fits = address.split('/').slice(1).every((part) => /^([a-z0-9]+(-[a-z0-9]+)*|\{[a-z][a-zA-Z0-9]*\})$/.test(part));
      if (!fits) yield [['paths', address], 'an address has small letters, digits, and hyphens between words'];
    }
  }],
  'address-length': ['UFN.05', function* (document) {
    const longest = ({ in: place, name, schema, example }) => (place === 'query' ? name.length + 2 : 0) + (schema?.maxLength ?? String(example ?? '').length);
    for (const { at, address, operation } of operations(document)) {
      const length = (operation.parameters ?? []).filter((one) => ['path', 'query'].includes(one.in)).map(longest).reduce((a, b) => a + b, address.length);
      if (length > LONGEST) yield [at, `an address has ${LONGEST} characters at most: this one may have ${length}`];
    }
  }],
  'plural-collections': ['RES.06', function* (document) {
    for (const address of Object.keys(document.paths ?? {})) {
      const parts = address.split('/').slice(1);
      for (const [at, part] of parts.entries()) {
        const collection = parts[at + 1]?.startsWith('{') && !part.startsWith('{');
        if (collection && !part.endsWith('s') && !UNCOUNTABLE.includes(part)) yield [['paths', address], `${part} holds many: name it in the plural`];
      }
    }
  }],
  'contact-and-licence': ['DOK.03', function* ({ info }) {
    if (!info?.contact?.name || !(info.contact.url || info.contact.email)) yield [['info'], 'say who answers for the API and how to reach them'];
    if (!info?.license?.name) yield [['info'], 'name the licence'];
  }],
  'both-languages': ['DOK.06', function* (document) {
    const text = document.info?.description ?? '';
    if (!/^## Svenska$/m.test(text) || !/^## English$/m.test(text)) yield [['info', 'description'], 'describe the API in Swedish and in English'];
    for (const { at, operation } of operations(document)) {
      if (!operation['x-summary-sv'] || !operation.summary) yield [at, 'an operation has a summary in both languages'];
      if (operation.description && !operation['x-description-sv']) yield [at, 'an operation is described in both languages'];
    }
  }],
  'openapi-version': ['DOK.17', function* (document) {
    if (!/^3\.[1-9]\./.test(document.openapi ?? '')) yield [['openapi'], 'the document is OpenAPI 3.1 or newer'];
  }],
  'service-level': ['DOK.08', function* ({ info }) {
    if (!/Servicenivå/.test(info?.description ?? '')) yield [['info', 'description'], 'say what service level holds'];
  }],
  'known-limits': ['DOK.09', function* ({ info }) {
    if (!/Gränser/.test(info?.description ?? '')) yield [['info', 'description'], 'say what limits there are'];
  }],
  'api-info': ['VER.06', function* (document) {
    if (!document.paths?.['/api-info']?.get) yield [['paths'], 'an API tells of itself at /api-info under its root'];
  }],
  'no-basic': ['SAK.09', function* (document) {
    for (const [name, scheme] of Object.entries(document.components?.securitySchemes ?? {})) {
      if (scheme.type === 'http' && /^(basic|digest)$/i.test(scheme.scheme)) yield [['components', 'securitySchemes', name], 'no Basic and no Digest'];
    }
  }],
  'bearer': ['SAK.10', function* (document) {
    const schemes = Object.entries(document.components?.securitySchemes ?? {});
    const bearer = schemes.filter(([, one]) => (one.type === 'http' && /^bearer$/i.test(one.scheme)) || one.type === 'oauth2').map(([name]) => name);
    if (!bearer.length) yield [['components'], 'tokens and keys are sent as Bearer in Authorization'];
    for (const { at, operation } of operations(document)) {
      const open = Array.isArray(operation.security) && !operation.security.length;
      if (!open && !(operation.security ?? []).some((one) => bearer.some((name) => name in one))) yield [at, 'an operation says that it takes Bearer, or that it is open (security: [])'];
    }
  }],
  'oauth': ['SAK.18', function* (document) {
    const machines = Object.values(document.components?.securitySchemes ?? {}).some((one) => one.type === 'oauth2' && one.flows?.clientCredentials?.tokenUrl);
    if (!machines) yield [['components'], 'machines get in with OAuth 2.0 client credentials, and the document names where tokens are given'];
  }],
  'no-keys-in-addresses': ['SAK.15-16', function* (document) {
    for (const [name, scheme] of Object.entries(document.components?.securitySchemes ?? {})) {
      if (scheme.type === 'apiKey' && scheme.in === 'query') yield [['components', 'securitySchemes', name], 'a key never stands in an address'];
    }
    for (const { at, parameter } of parameters(document)) {
      if (parameter.in === 'query' && /(^|[-_])(key|token|secret|password)$/i.test(parameter.name)) yield [at, 'a key never stands in an address'];
    }
  }],
  'operation-id': ['OWN', function* (document) {
    const seen = new Set();
    for (const { at, operation } of operations(document)) {
      if (!/^[a-z]+\.[a-z]+(_[a-z]+)*$/.test(operation.operationId ?? '')) yield [at, 'an operation has an id, service.act_object'];
      else if (seen.has(operation.operationId)) yield [at, `${operation.operationId} stands twice`];
      seen.add(operation.operationId);
    }
  }],
  'operation-description': ['DOK.19', function* (document) {
    for (const { at, operation } of operations(document)) {
      if (!(operation.description?.length > 15)) yield [at, 'describe what the operation does and when it refuses'];
    }
  }],
  'status-description': ['DOK.20', function* (document) {
    for (const { at, response } of answers(document)) {
      if (!response.description) yield [at, 'describe what the status means here'];
    }
  }],
};
