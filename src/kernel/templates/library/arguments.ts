/** What templates pass: anything. These turn it into what a function needs, or into nothing. */

import { report } from '../../site/findings.ts';
import type { SiteIndex } from '../../site/site-index.ts';
import { currentRecorder } from '../../trace/recorder.ts';

/** Named arguments: `f(a, key=1)` or `f(a, { key: 1 })`, as the last argument. */
export function splitOptions(args: readonly unknown[]): { positional: unknown[]; options: Record<string, unknown> } {
  const last = args.at(-1);
  if (!isOptions(last)) return { positional: [...args], options: {} };
  return { positional: args.slice(0, -1), options: last };
}

export function isOptions(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

export function text(value: unknown): string | null {
  if (typeof value === 'string') return value;
  return value === null || value === undefined ? null : String(value);
}

export function finite(value: unknown): number | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}

/** The language of the page that is rendered; the site's for what is no page. */
export function currentLanguage(index: SiteIndex): string {
  const page = index.pageById(currentRecorder().page);
  if (page !== null) return page.language;
  currentRecorder().read('site:language');
  return index.config.language;
}

/** A filter or function that was asked for what it cannot do. The page is made all the same. */
export function misuse(problem: string, near: string | null = null): void {
  report('list-misused', { problem, near: near ?? '' }, problem, currentRecorder().place === 0 ? problem : undefined);
}

const locales = new Map<string, string>();

/** A language as Intl takes it. What cannot be read as one is English: a page in "xx_YY" still has its dates and numbers. */
export function knownLocale(written: string): string {
  let known = locales.get(written);
  if (known === undefined) {
    known = canonicalLocale(written);
    if (locales.size < 1000) locales.set(written, known);
  }
  return known;
}

function canonicalLocale(written: string): string {
  try {
    return Intl.getCanonicalLocales(written)[0] ?? 'en';
  } catch (error) {
    if (error instanceof RangeError) return 'en';
    throw error;
  }
}
