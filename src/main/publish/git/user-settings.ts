/** What is taken over of this person's own Git settings: who they are, and how this computer reaches the network. Nothing that runs a program. */
import { plainEnvironment, type Settings } from './environment.ts';
import { runGit } from './run.ts';

const TAKEN = '^(user\\.(name|email)|http\\.(.*\\.)?(proxy|sslcainfo|sslcapath|sslbackend|schannelcheckrevoke))$';

export interface UserSettings {
  network: Settings;
  /** For the author of a release, in the form that Git wants. */
  author: string;
}

/** @throws PublishProblem 'no-git' */
export async function readUserSettings(signal: AbortSignal): Promise<UserSettings> {
  const found: [string, string][] = [];
  for (const scope of ['--system', '--global']) {
    const args = ['config', scope, '--no-includes', '--null', '--get-regexp', TAKEN];
    const { code, stdout } = await runGit(args, { env: plainEnvironment(), signal });
    // Neither file needs to be there, and none may have such a setting.
    if (code === 0) found.push(...entriesOf(stdout.toString('utf8')));
  }
  const last = (key: string): string | undefined => found.findLast(([one]) => one === key)?.[1];
  return {
    network: found.filter(([key]) => key.startsWith('http.')),
    author: `${plain(last('user.name'), 'Galley')} <${plain(last('user.email'), 'galley@localhost')}>`,
  };
}

function entriesOf(text: string): [string, string][] {
  return text
    .split('\0')
    .filter((entry) => entry.includes('\n'))
    .map((entry) => [entry.slice(0, entry.indexOf('\n')), entry.slice(entry.indexOf('\n') + 1)]);
}

function plain(value: string | undefined, otherwise: string): string {
  return value?.replace(/[<>\p{Cc}]/gu, '').trim() || otherwise;
}
