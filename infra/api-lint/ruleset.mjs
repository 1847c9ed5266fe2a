// The national REST API profile (version 1.2.0), as far as a machine can see it in an OpenAPI document, in our own words, and the
// platform's conventions beyond it (marked OWN). Every message begins with the profile's own number of the rule. An error fails.

import * as documents from './rules/documents.mjs';
import * as fields from './rules/fields.mjs';
import * as requests from './rules/requests.mjs';

const rules = { ...documents.rules, ...fields.rules, ...requests.rules };

/** A rule looks at the whole document and yields what is wrong: where, and in words. */
function rule(id, look) {
  const check = (document) => [...look(document)].map(([path, text]) => ({ message: `${id}: ${text}`, path }));
  return { given: '$', severity: 'error', resolved: false, message: '{{error}}', then: { function: check } };
}

export default {
  rules: Object.fromEntries(Object.entries(rules).map(([name, [id, look]]) => [name, rule(id, look)])),
};
