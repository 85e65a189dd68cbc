/**
 * The addresses in a srcset, by the HTML standard's parsing: an address runs to white space (so that commas inside it, as in
 * data: URLs, belong to it), its descriptors run to the next comma outside brackets. Empty candidates are skipped, a candidate
 * with nonsense for descriptors still gives its address, and neither ends the scan.
 */
export function srcsetUrls(srcset: string): string[] {
  const urls: string[] = [];
  let at = 0;
  for (;;) {
    while (at < srcset.length && (isSpace(srcset.charCodeAt(at)) || srcset.charCodeAt(at) === COMMA)) at++;
    if (at >= srcset.length) return urls;
    const start = at;
    while (at < srcset.length && !isSpace(srcset.charCodeAt(at))) at++;
    let end = at;
    while (end > start && srcset.charCodeAt(end - 1) === COMMA) end--;
    urls.push(srcset.slice(start, end));
    if (end === at) at = skipDescriptors(srcset, at);
  }
}

const COMMA = 44;

function skipDescriptors(srcset: string, from: number): number {
  let open = false;
  for (let at = from; at < srcset.length; at++) {
    const c = srcset.charCodeAt(at);
    if (c === 40) open = true;
    else if (c === 41) open = false;
    else if (c === COMMA && !open) return at;
  }
  return srcset.length;
}

function isSpace(c: number): boolean {
  return c === 32 || c === 10 || c === 9 || c === 13 || c === 12;
}
