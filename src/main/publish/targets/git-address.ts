/**
 * Addresses of Git repositories. Git understands more than places: `ext::` runs a program, "-x" is an option. Only the
 * forms below are places.
 */
import { isAbsolute } from 'node:path';

const SCHEMES = ['https:', 'http:', 'ssh:', 'git:', 'file:'];

/** Why `address` is not an address to publish to, as the end of a sentence; null: it is one. */
export function gitAddressProblem(address: string): string | null {
  if (address.startsWith('-')) return 'may not begin with "-"';
  if (/^[a-z0-9+.-]*::/i.test(address)) return 'is a form that could run a program; Galley does not use it';
  if (isScpAddress(address) || isLocalAddress(address)) return null;
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return 'is not an address that Git can publish to';
  }
  if (!SCHEMES.includes(url.protocol)) return 'must begin with https, ssh or file, or be a folder';
  if (url.password !== '')
    return 'holds a password; give it to Galley separately, so that it is not written in the site';
  if (url.username !== '' && url.protocol.startsWith('http'))
    return 'holds a user name or a token; write the name as "user" and give the token to Galley separately';
  if (url.hostname.startsWith('-')) return 'is not an address that Git can publish to';
  return null;
}

/** A path of this machine: "/srv/site.git", "../site.git", "C:\site.git". */
export function isLocalAddress(address: string): boolean {
  if (isAbsolute(address) || /^[A-Za-z]:[\\/]/.test(address)) return true;
  return /^(\.{1,2}|~)(\/|$)/.test(address);
}

/** Git runs a program of that repository on this machine when it is pushed to. */
export function isOnThisMachine(address: string): boolean {
  return isLocalAddress(address) || address.toLowerCase().startsWith('file:');
}

/** The part that Git scopes settings to ("https://example.com"); null: not reached over http. */
export function httpOrigin(address: string): string | null {
  if (!/^https?:/i.test(address)) return null;
  return new URL(address).origin;
}

/** A token may go there: encrypted, or not leaving this machine. */
export function mayCarryToken(address: string): boolean {
  const origin = httpOrigin(address);
  if (origin === null) return false;
  const { protocol, hostname } = new URL(origin);
  return protocol === 'https:' || hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);
}

/** "git@example.com:ana/site.git" */
function isScpAddress(address: string): boolean {
  return /^([A-Za-z0-9_.][A-Za-z0-9_.-]*@)?[A-Za-z0-9][A-Za-z0-9.-]+:(?!\/\/|:)[^\\]+$/.test(address);
}
