/** The browser host as built, in a process of its own, as `npm start` runs it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const built = process.env.GALLEY_BUILT ?? join(import.meta.dirname, '../../out');

export interface RunningBrowserHost {
  address: string;
  /** A kill and a new start: the address stays. */
  restart(): Promise<void>;
  /** As with Ctrl+C. */
  stop(): Promise<void>;
}

/** Where the host keeps what outlives it, and the home of the person who started it. */
export interface Folders {
  home: string;
  user: string;
}

export async function startBrowserHost(folders: Folders, args: readonly string[]): Promise<RunningBrowserHost> {
  let child = run(folders, args);
  const address = await addressOf(child);
  return {
    address,
    async restart() {
      child.kill('SIGKILL');
      await ended(child);
      child = run(folders, args);
      await addressOf(child);
    },
    async stop() {
      child.kill('SIGINT');
      await ended(child);
    },
  };
}

function run({ home, user }: Folders, args: readonly string[]): ChildProcess {
  return spawn(process.execPath, [join(built, 'main/host.js'), '--no-open', '--json', ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, HOME: user, GALLEY_HOME: home },
  });
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
}

/** The address in the first line of JSON that has one. */
function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = '';
    child.stdout?.on('data', (bytes: Buffer) => {
      output += bytes.toString();
      const address = /"address":"([^"]+)"/.exec(output)?.[1];
      if (address !== undefined) resolve(JSON.parse(`"${address}"`) as string);
    });
    child.once('exit', (code) => reject(new Error(`The browser host ended with ${code}: ${output}`)));
  });
}
