import type { ErrorObject } from 'ajv';

const types: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a group of values',
  null: 'empty',
};

const bounds: Record<string, (limit: unknown) => string> = {
  minimum: (limit) => `should be at least ${limit}`,
  exclusiveMinimum: (limit) => `should be more than ${limit}`,
  maximum: (limit) => `should be at most ${limit}`,
  exclusiveMaximum: (limit) => `should be less than ${limit}`,
  minLength: (limit) => `should have at least ${limit} letters`,
  maxLength: (limit) => `should have at most ${limit} letters`,
  minItems: (limit) => `should have at least ${limit} entries`,
  maxItems: (limit) => `should have at most ${limit} entries`,
};

/** What is wrong with a value, as the end of a sentence that begins with its name. */
export function mismatchWords({ keyword, params, message, instancePath }: ErrorObject): string {
  const bound = Object.hasOwn(bounds, keyword) ? bounds[keyword] : undefined;
  if (bound !== undefined) return bound(params.limit);
  const inside = instancePath !== '';
  switch (keyword) {
    case 'required':
      return inside ? `has no “${params.missingProperty}” in it` : 'is missing';
    case 'additionalProperties':
      return inside ? `has “${params.additionalProperty}” in it, which is not known there` : 'is not known there';
    case 'type':
      return `should be ${[params.type].flat().map(typeName).join(' or ')}`;
    case 'enum':
      return `should be one of these: ${(params.allowedValues as unknown[]).map(String).join(', ')}`;
    case 'const':
      return `should be ${String(params.allowedValue)}`;
    case 'uniqueItems':
      return 'names one thing twice';
    case 'anyOf':
    case 'oneOf':
      return 'has none of the forms that are allowed';
    case 'not':
      return 'is what it should not be';
    case 'pattern':
      return 'is not written in the form that is asked for';
    default:
      return message ?? 'does not fit';
  }
}

function typeName(type: unknown): string {
  return types[String(type)] ?? String(type);
}
