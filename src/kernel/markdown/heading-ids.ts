/** Addresses of headings within a page, in the manner of GitHub: lower case, letters of every script, hyphens for spaces. */

const dropped = /[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu;
const fallback = 'section';

/** `used` holds the ids given so far on the page, each with the number that was tried last behind it. */
export function uniqueId(text: string, used: Map<string, number>): string {
  const base = slugOf(text);
  let number = used.get(base);
  if (number === undefined) {
    used.set(base, 0);
    return base;
  }
  let id: string;
  do {
    number++;
    id = `${base}-${number}`;
  } while (used.has(id));
  used.set(base, number);
  used.set(id, 0);
  return id;
}

function slugOf(text: string): string {
  const plain = asciiSlug(text);
  if (plain !== null) return plain === '' ? fallback : plain;
  const slug = text.normalize('NFC').toLowerCase().normalize('NFC').replace(dropped, '').trim().replace(/ /g, '-');
  return slug === '' ? fallback : slug;
}

/** Null when the text holds more than ASCII. */
function asciiSlug(text: string): string | null {
  let slug = '';
  const trimmed = text.trim();
  for (let pos = 0; pos < trimmed.length; pos++) {
    const code = trimmed.charCodeAt(pos);
    if (code > 127) return null;
    if ((code >= 97 && code <= 122) || (code >= 48 && code <= 57) || code === 45 || code === 95) slug += trimmed[pos];
    else if (code >= 65 && code <= 90) slug += String.fromCharCode(code + 32);
    else if (code === 32) slug += '-';
  }
  return slug;
}
