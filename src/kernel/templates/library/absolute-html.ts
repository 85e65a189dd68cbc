/** Addresses inside a piece of HTML made absolute, for feeds: they are read where relative addresses lead nowhere. */
import { escapeHtml, unescapeHtml } from '../../site/markup.ts';

const tag = /<[a-zA-Z][^<>]*>/g;
const attribute = /(\s(?:href|src|poster)=)(?:"([^"]*)"|'([^']*)')|(\ssrcset=)(?:"([^"]*)"|'([^']*)')/gi;
const candidate = /^(\S+)(\s+\S+)?$/;

/** @param base the absolute URL that relative addresses are relative to */
export function absoluteHtml(html: string, base: string): string {
  return html.replace(tag, (whole) =>
    whole.replace(attribute, (_, plain?: string, d1?: string, s1?: string, set?: string, d2?: string, s2?: string) => {
      if (plain !== undefined) return `${plain}"${escapeHtml(absoluteUrl(unescapeHtml(d1 ?? s1 ?? ''), base))}"`;
      return `${set}"${escapeHtml(absoluteSet(unescapeHtml(d2 ?? s2 ?? ''), base))}"`;
    }),
  );
}

export function absoluteUrl(url: string, base: string): string {
  return URL.canParse(url, base) ? new URL(url, base).href : url;
}

/** Commas inside an address are followed by no space; between candidates they are. */
function absoluteSet(set: string, base: string): string {
  const candidates = set.split(/,\s+/).map((one) => one.trim());
  return candidates
    .map((one) => {
      const [, url, size = ''] = candidate.exec(one) ?? [];
      return url === undefined ? one : absoluteUrl(url, base) + size;
    })
    .join(', ');
}
