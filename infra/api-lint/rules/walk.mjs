// Ways through an OpenAPI document.

const METHODS = ['get', 'put', 'post', 'delete', 'patch'];

/** Every operation: its path in the document, its method, the address, and what it says. */
export function* operations(document) {
  for (const [address, item] of Object.entries(document.paths ?? {})) {
    for (const method of METHODS.filter((one) => item[one])) {
      yield { at: ['paths', address, method], address, method, operation: item[method] };
    }
  }
}

/** Every answer of every operation. */
export function* answers(document) {
  for (const { at, operation, ...rest } of operations(document)) {
    for (const [status, response] of Object.entries(operation.responses ?? {})) {
      yield { at: [...at, 'responses', status], status, response, operation, ...rest };
    }
  }
}

/** Every parameter of every operation. */
export function* parameters(document) {
  for (const { at, operation, ...rest } of operations(document)) {
    for (const [index, parameter] of (operation.parameters ?? []).entries()) {
      yield { at: [...at, 'parameters', index], parameter, operation, ...rest };
    }
  }
}

/** Every named field of every schema of the document, however deep, with the name of the schema that it stands in. */
export function* fields(document) {
  for (const [schema, value] of Object.entries(document.components?.schemas ?? {})) {
    yield* within(value, ['components', 'schemas', schema], schema);
  }
}

function* within(value, at, schema) {
  if (value === null || typeof value !== 'object') return;
  for (const [name, field] of Object.entries(value.properties ?? {})) {
    yield { at: [...at, 'properties', name], name, field, schema };
  }
  for (const [key, inner] of Object.entries(value)) {
    if (!['example', 'examples', 'enum', 'default', 'required'].includes(key)) yield* within(inner, [...at, key], schema);
  }
}

/** The schema that a reference names. */
export function resolved(document, schema) {
  const name = schema?.$ref?.split('/').pop();
  return name ? document.components?.schemas?.[name] : schema;
}

/** Whether a schema is of a type, null or not. */
export function isOf(schema, type) {
  return schema?.type === type || (Array.isArray(schema?.type) && schema.type.includes(type));
}
