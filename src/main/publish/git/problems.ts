/** What Git says when it fails, in the writer's words. */
import type { GitTarget } from '../targets/schema.ts';
import { PublishProblem } from '../types.ts';

interface Case {
  says: RegExp;
  code: string;
  message: (target: GitTarget, hasToken: boolean) => string;
  advice: string;
}

const CASES: readonly Case[] = [
  {
    says: /Host key verification failed|REMOTE HOST IDENTIFICATION HAS CHANGED/,
    code: 'unknown-server',
    message: ({ address }) =>
      `This computer does not know the server of ${address} yet, or it is not the one that it knew.`,
    advice: 'Connect to it once in a terminal with ssh, compare its fingerprint, and publish again.',
  },
  {
    says: /Permission denied \([a-z,-]*(publickey|password|keyboard-interactive)|Load key|Too many authentication failures/,
    code: 'sign-in',
    message: ({ address }) => `${address} did not accept a key of this computer.`,
    advice: 'Add this computer’s SSH key to your account there, or load it into the agent if it has a passphrase.',
  },
  {
    says: /Authentication failed|could not read (Username|Password)|terminal prompts disabled|returned error: 401|HTTP 401|invalid credentials/i,
    code: 'sign-in',
    message: ({ address }, hasToken) =>
      hasToken
        ? `${address} did not accept the password or token that Galley has for it.`
        : `${address} asks for a password or token, and Galley has none for it.`,
    advice: 'Make a token with the right to write there, and give it to Galley.',
  },
  {
    says: /\[remote rejected\]|pre-receive hook declined|protected branch|GH006|remote: error: GH/,
    code: 'refused',
    message: ({ address, branch }) => `${address} refused the release on the branch ${branch}.`,
    advice:
      'What it says is in the details. The branch may be protected, or be checked out there: choose another branch, or ask who runs it.',
  },
  {
    says: /\[rejected\]|non-fast-forward|fetch first|stale info|cannot lock ref/,
    code: 'diverged',
    message: ({ branch }) => `Somebody else changed the branch ${branch} in the meantime.`,
    advice: 'Publish again: Galley looks at what is there now, and replaces nothing without asking.',
  },
  {
    says: /returned error: 403|HTTP 403|Permission to .* denied|write access .* not granted|access denied/i,
    code: 'forbidden',
    message: ({ address }) => `You may not write to ${address}.`,
    advice: 'Check that the token or account has the right to write there.',
  },
  {
    says: /dubious ownership/,
    code: 'other-owner',
    message: ({ address }) => `${address} belongs to another user of this computer.`,
    advice: 'Use a repository of your own, or become the owner of its folder.',
  },
  {
    says: /transport '.*' not allowed|is not allowed by|remote helper/,
    code: 'bad-address',
    message: ({ address }) => `Galley does not publish to an address like ${address}.`,
    advice: 'Use one that begins with https or ssh, or the folder of a repository.',
  },
  {
    says: /Could not resolve host|Name or service not known|Couldn't connect|Connection (refused|timed out|reset|closed)|Failed to connect|Network is unreachable|No route to host|unable to look up|Operation too slow|timed out|early EOF|Empty reply|hung up unexpectedly/i,
    code: 'unreachable',
    message: ({ address }) => `${address} cannot be reached.`,
    advice: 'Check the connection and the address, then publish again.',
  },
  {
    says: /SSL certificate|server certificate|SSL routines|schannel/i,
    code: 'certificate',
    message: ({ address }) =>
      `The connection to ${address} is not safe: its certificate is not one that this computer trusts.`,
    advice: 'Check the address and the clock of this computer. Do not go on in a network that you do not trust.',
  },
  {
    says: /does not appear to be a git repository|[Rr]epository .*not found|returned error: 404|not valid: is this a git repository|No such file or directory|ERROR: Repository|not a git repository/,
    code: 'no-repository',
    message: ({ address }) => `There is no Git repository at ${address}, or you may not see it.`,
    advice: 'Check the address. If the repository is private, check the token or key too.',
  },
  {
    says: /No space left on device|[Dd]isk quota exceeded/,
    code: 'file-enospc',
    message: ({ address }) => `The disk is full, here or at ${address}.`,
    advice: 'Make room and publish again.',
  },
];

/** @param said what Git wrote, with nothing secret in it */
export function gitProblem(said: string, target: GitTarget, hasToken: boolean): PublishProblem {
  const known = CASES.find(({ says }) => says.test(said));
  const detail = said.trim();
  if (known !== undefined) return new PublishProblem(known.code, known.message(target, hasToken), known.advice, detail);
  const message = `Git could not publish to ${target.address}.`;
  return new PublishProblem('git-failed', message, 'What Git said is in the details.', detail);
}
