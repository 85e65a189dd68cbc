/** Data that all pages share and no template may change. */

/** Freezes a JSON value through and through, once: what is frozen already is not walked again. */
export function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  // Children first: a frozen value promises that all below it is frozen.
  for (const child of Object.values(value)) deepFreeze(child);
  return Object.freeze(value);
}

export const NOTHING: readonly never[] = Object.freeze([]);
