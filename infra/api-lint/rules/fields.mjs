// What bodies are made of.

import { answers, fields, isOf, operations, resolved } from './walk.mjs';

/** The data of events is written like_this, in these schemas of events that an API takes or passes on as they are. */
const EVENT_DATA = ['UsageRecorded', 'Measure', 'ToldUse'];
/** OAuth 2.0 names its own fields (RFC 6749, RFC 7517). */
const STANDARD = /^(Token|Jwk|Jwks|OAuth)/;
/** Plurals without an s, and lists of what is one thing. */
const PLURAL = ['items'];

/** What is asked for as a document to print or keep. */
const PAPERS = ['application/pdf'];
const JSON_KINDS = ['application/json', ...PAPERS];
const FORMS = ['application/x-www-form-urlencoded'];

function* contents(document) {
  for (const { at, operation } of operations(document)) {
    for (const [kind, content] of Object.entries(operation.requestBody?.content ?? {})) {
      yield { at: [...at, 'requestBody', 'content', kind], kind, content, sent: true };
    }
  }
  for (const { at, status, response } of answers(document)) {
    if (!status.startsWith('2')) continue;
    for (const [kind, content] of Object.entries(response.content ?? {})) yield { at: [...at, 'content', kind], kind, content };
  }
}

export const rules = {
  'json': ['AME.01', function* (document) {
    for (const { at, kind, sent } of contents(document)) {
      if (!JSON_KINDS.includes(kind) && !(sent && FORMS.includes(kind))) yield [at, `bodies are JSON, not ${kind}`];
    }
  }],
  'camel-case': ['AME.04-05', function* (document) {
    for (const { at, name, schema } of fields(document)) {
      if (EVENT_DATA.includes(schema) || STANDARD.test(schema)) continue;
      if (!/^[a-z][a-zA-Z0-9]*$/.test(name)) yield [at, `${name} is not camelCase, as all our fields are`];
    }
  }],
  'lists-plural': ['AME.06', function* (document) {
    for (const { at, name, field } of fields(document)) {
      if (isOf(field, 'array') && !name.endsWith('s') && !PLURAL.includes(name)) yield [at, `${name} is a list: name it in the plural`];
    }
  }],
  'date-time': ['DOT.01', function* (document) {
    for (const { at, name, field } of fields(document)) {
      if (!isOf(field, 'string')) continue;
      const instant = /[a-z](At|_at)$/.test(name) || name === 'time';
      const day = /(^|[a-z])(date|Date|month|Month)$/.test(name);
      if (instant && field.format !== 'date-time') yield [at, `${name} is an instant: its format is date-time (RFC 3339)`];
      if (day && !['date', 'date-time'].includes(field.format)) yield [at, `${name} is a day: its format is date (RFC 3339)`];
    }
  }],
  'utc': ['DOT.04', function* (document) {
    for (const { at, content } of contents(document)) {
      const others = JSON.stringify(content.example ?? '').match(/"\d{4}-\d\d-\d\dT[^"]*[^Z"]"/g) ?? [];
      for (const other of others) yield [at, `${other}: what we answer is UTC, with a Z`];
    }
  }],
  'examples': ['DOK.15', function* (document) {
    for (const { at, content } of contents(document)) {
      if (content.example === undefined && content.examples === undefined) yield [at, 'show a whole example'];
      else if (/[:[]"text"/.test(JSON.stringify(content.example ?? ''))) yield [at, 'the example holds a text that was made up by type alone: give the field an example'];
    }
  }],
  'described-fields': ['DOK.15', function* (document) {
    for (const { at, status, response } of answers(document)) {
      for (const [kind, content] of Object.entries(response.content ?? {})) {
        if (status.startsWith('2') && !resolved(document, content.schema)) yield [[...at, 'content', kind], 'say what the answer holds with a schema'];
      }
    }
  }],
};
