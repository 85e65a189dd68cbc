/** Which names a template may use: what the compiler pastes into code, and what leads out of the data. */

const identifier = /^[A-Za-z_$][\w$]*$/;
const filterName = /^[A-Za-z_$][\w$]*(\.[A-Za-z_$][\w$]*)*$/;

export function isIdentifier(name: unknown): name is string {
  return typeof name === 'string' && identifier.test(name);
}

export function isFilterName(name: unknown): name is string {
  return typeof name === 'string' && filterName.test(name);
}

/** Names that every object has; a template that uses one as a variable would reach what is not its data. */
export function isInherited(name: string): boolean {
  return name in Object.prototype;
}

/** Properties that lead from data to code. */
export function isForbiddenKey(key: string): boolean {
  return (
    key.startsWith('__') || key === 'constructor' || key === 'prototype' || key === 'callee' || key === 'arguments'
  );
}

/**
 * Methods of strings that build a regular expression from a text, or whose result depends on the machine's language
 * settings.
 */
export const forbiddenMethods: ReadonlySet<unknown> = new Set<unknown>([
  String.prototype.match,
  String.prototype.matchAll,
  String.prototype.search,
  String.prototype.localeCompare,
  String.prototype.toLocaleLowerCase,
  String.prototype.toLocaleUpperCase,
  Array.prototype.toLocaleString,
  Number.prototype.toLocaleString,
  Object.prototype.toLocaleString,
  Date.prototype.toLocaleString,
  Date.prototype.toLocaleDateString,
  Date.prototype.toLocaleTimeString,
]);
