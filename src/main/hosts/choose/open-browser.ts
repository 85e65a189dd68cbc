/** Opens an address in the browser that the person uses. */
import { spawn } from 'node:child_process';
import { type Environment, hasScreen } from './screen.ts';

/** Whether a browser may be opened unasked: never in a test's or a server's run. */
export function mayOpen(environment: Environment, platform: NodeJS.Platform): boolean {
  return hasScreen(environment, platform) && !environment.CI;
}

/**
 * @param url can be read by others on this computer while the browser starts: nothing lasting may stand in it
 * @returns whether there was a program to open it with
 */
export function openBrowser(url: string, platform: NodeJS.Platform): Promise<boolean> {
  const [program, ...args] = openers[platform] ?? ['xdg-open'];
  return new Promise((resolve) => {
    const child = spawn(program as string, [...args, url], { stdio: 'ignore', detached: true });
    child.on('error', () => resolve(false));
    child.on('spawn', () => {
      child.unref();
      resolve(true);
    });
  });
}

const openers: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  darwin: ['open'],
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
};
