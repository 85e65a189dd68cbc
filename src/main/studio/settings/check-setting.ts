/** Whether a setting can be what was typed: said before it is written. */
import type { SiteSetting } from '../../../shared/contract/settings.ts';

/** @returns what is wrong with it, for the writer; null: nothing */
export function settingProblem(key: SiteSetting, value: string, themes: readonly string[]): string | null {
  if (value === '') return key === 'title' ? 'A site needs a name.' : null;
  switch (key) {
    case 'url':
      return isAddress(value) ? null : 'The address should be complete, for example https://example.com/birds/.';
    case 'language':
      return isKnown(() => Intl.getCanonicalLocales(value))
        ? null
        : 'This is not the code of a language. English is en, Portuguese as in Portugal pt-PT.';
    case 'timezone':
      return isKnown(() => new Intl.DateTimeFormat('en', { timeZone: value }))
        ? null
        : 'This is not the name of a time zone. One of them is Europe/Lisbon.';
    case 'theme':
      return themes.includes(value) ? null : `There is no design of this name. There is: ${themes.join(', ')}.`;
    default:
      return null;
  }
}

function isAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, search, hash, username, password } = new URL(text);
  return /^https?:$/.test(protocol) && search === '' && hash === '' && username === '' && password === '';
}

function isKnown(use: () => unknown): boolean {
  try {
    use();
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
