/** A test's own line to the studio, through the preload's bridge, beside that of the window. */
import { expect, type Page } from '@playwright/test';
import type { HostMessage } from '../../src/shared/contract/wire.ts';

export type Bridged = Window & {
  galleyHost: { post(text: string): void; onMessage(listener: (text: string) => void): void };
  said: string[];
};

/** A line of the test's own through the preload, as the window's client has one. */
export async function listen(page: Page): Promise<void> {
  await page.evaluate(() => {
    const bridged = window as unknown as Bridged;
    bridged.said = [];
    bridged.galleyHost.onMessage((text) => bridged.said.push(text));
  });
}

/** The first message of a type for which `wanted` is true. */
export async function heard<Type extends HostMessage['type']>(
  page: Page,
  type: Type,
  wanted: (message: Extract<HostMessage, { type: Type }>) => boolean = () => true,
): Promise<Extract<HostMessage, { type: Type }>> {
  let found: HostMessage | undefined;
  const look = async (): Promise<boolean> => {
    const texts = await page.evaluate(() => (window as unknown as Bridged).said);
    const messages = texts.map((text) => JSON.parse(text) as HostMessage);
    found = messages.find((one) => one.type === type && wanted(one as Extract<HostMessage, { type: Type }>));
    return found !== undefined;
  };
  await expect.poll(look, { timeout: 30_000 }).toBe(true);
  return found as Extract<HostMessage, { type: Type }>;
}

// Far from the numbers of the window's own client, which hears the same line.
let nextId = 1_000_000;

/** @throws Error in the studio's words */
export async function ask(page: Page, method: string, args: object): Promise<unknown> {
  const id = nextId++;
  await page.evaluate(
    (text) => (window as unknown as Bridged).galleyHost.post(text),
    JSON.stringify({ id, method, args }),
  );
  const answer = await Promise.any([
    heard(page, 'reply', (one) => one.id === id),
    heard(page, 'failure', (one) => one.id === id),
  ]);
  if (answer.type === 'failure') throw new Error(answer.error.message);
  return answer.result;
}
