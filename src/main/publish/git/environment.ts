/**
 * What Git is told by its environment: to ask nobody, to run nothing, to use no settings but ours. A token travels here and
 * nowhere else: not on a command line, where other users of the machine see it, and not in a file.
 */
import { httpOrigin, mayCarryToken } from '../targets/git-address.ts';
import type { GitTarget } from '../targets/schema.ts';

export type Settings = readonly (readonly [key: string, value: string])[];

/** User name that is sent with a token when the target names none: servers look at the token. */
const ANY_USER = 'token';

const FIXED: Settings = [
  ['core.hooksPath', '/dev/null'],
  ['core.fsmonitor', 'false'],
  ['core.askPass', ''],
  ['credential.helper', ''],
  ['protocol.ext.allow', 'never'],
  ['gc.auto', '0'],
  ['maintenance.auto', 'false'],
  ['submodule.recurse', 'false'],
  ['fetch.recurseSubmodules', 'false'],
  ['push.recurseSubmodules', 'no'],
  ['push.gpgSign', 'false'],
  ['http.followRedirects', 'initial'],
  // A line that has been dead for five minutes.
  ['http.lowSpeedLimit', '1'],
  ['http.lowSpeedTime', '300'],
];

/** @param settings added to ours, and not able to take them back */
export function gitEnvironment(settings: Settings = []): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = {};
  for (const [name, value] of Object.entries(process.env)) {
    if (!/^(GIT_|SSH_ASKPASS)/i.test(name)) env[name] = value;
  }
  const all = [...settings, ...FIXED];
  env.LC_ALL = 'C';
  env.GIT_CONFIG_NOSYSTEM = '1';
  env.GIT_CONFIG_GLOBAL = '/dev/null';
  env.GIT_ATTR_NOSYSTEM = '1';
  env.GIT_TERMINAL_PROMPT = '0';
  env.GIT_ASKPASS = '';
  env.SSH_ASKPASS_REQUIRE = 'never';
  env.GCM_INTERACTIVE = 'never';
  env.GIT_ALLOW_PROTOCOL = 'file:git:http:https:ssh';
  env.GIT_SSH_COMMAND = 'ssh -o BatchMode=yes -o ConnectTimeout=20 -o ServerAliveInterval=20';
  env.GIT_CONFIG_COUNT = String(all.length);
  for (const [index, [key, value]] of all.entries()) {
    env[`GIT_CONFIG_KEY_${index}`] = key;
    env[`GIT_CONFIG_VALUE_${index}`] = value;
  }
  return env;
}

/** The environment in which Git's own settings of this person can be read. */
export function plainEnvironment(): NodeJS.ProcessEnv {
  return { ...process.env, LC_ALL: 'C' };
}

/** Sent with every request to the target's own server, and to no other. */
export function tokenSettings(target: GitTarget, token: string | null): Settings {
  const origin = httpOrigin(target.address);
  if (token === null || origin === null || !mayCarryToken(target.address)) return [];
  return [[`http.${origin}/.extraHeader`, `Authorization: Basic ${basic(target.user ?? ANY_USER, token)}`]];
}

/** Whatever of `text` could tell the token is struck out. */
export function withoutToken(text: string, target: GitTarget, token: string | null): string {
  if (token === null || token === '') return text;
  const forms = [basic(target.user ?? ANY_USER, token), encodeURIComponent(token), token];
  return forms.reduce((clean, form) => clean.replaceAll(form, '•••'), text);
}

function basic(user: string, token: string): string {
  return Buffer.from(`${user}:${token}`).toString('base64');
}
