/** Paths and URLs: how a path of public/ is written in a URL, how a URL's path is read back, and how names become addresses. */

const plainPath = /^[A-Za-z0-9\-._~/@]*$/;
const needsEncoding = /[^A-Za-z0-9\-._~/@]+/gu;
const apostrophes = /['’ʼ]/gu;
const notInSlug = /[^\p{L}\p{M}\p{N}_.]+/gu;
const looseDots = /\.{2,}|(?<![\p{L}\p{N}])\.|\.(?![\p{L}\p{N}])/gu;
const hyphensAtEnds = /^-+|-+$/g;
const plainSlug = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/**
 * A path ("posts/a b/é.png") as it stands in a URL ("posts/a%20b/%C3%A9.png"). `/` stays; only unreserved characters and `@`
 * are left bare, so that the result is safe in an attribute, in a srcset and in an unquoted CSS url(). NFC.
 */
export function encodePath(path: string): string {
  if (plainPath.test(path)) return path;
  return path.normalize('NFC').replace(needsEncoding, encodeRun);
}

function encodeRun(run: string): string {
  const wellFormed = run.replace(/\p{Surrogate}/gu, '\uFFFD');
  return encodeURIComponent(wellFormed).replace(
    /[!'()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/**
 * The path that a URL's path names, in NFC. What is not valid percent-encoding stays as it is written ("100%").
 * An encoded slash becomes a slash and dots are not resolved: check the result before using it as a file name.
 */
export function decodePath(path: string): string {
  if (plainPath.test(path)) return path;
  return path.replace(/(?:%[0-9A-Fa-f]{2})+/g, decodeRun).normalize('NFC');
}

function decodeRun(run: string): string {
  try {
    return decodeURIComponent(run);
  } catch (error) {
    if (error instanceof URIError) return run;
    throw error;
  }
}

/**
 * One part of an address from a name or a title: lower case, NFC, letters and numbers of every script kept, everything else
 * a single hyphen, apostrophes dropped, dots kept inside ("v1.2"). A name of signs or emoji alone becomes their code points,
 * so that the result is empty only for an empty name. Slugifying a slug changes nothing.
 */
export function slugify(name: string): string {
  if (plainSlug.test(name)) return name;
  const lower = name.normalize('NFC').toLowerCase().normalize('NFC');
  const slug = lower
    .replace(apostrophes, '')
    .replace(notInSlug, '-')
    .replace(looseDots, '-')
    .replace(/-{2,}/g, '-')
    .replace(hyphensAtEnds, '')
    .normalize('NFC');
  if (/[\p{L}\p{N}]/u.test(slug)) return slug;
  return Array.from(lower.trim(), (character) => `u${character.codePointAt(0)!.toString(16)}`).join('-');
}
