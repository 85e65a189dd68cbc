/** Whatever waits for the host comes first. */
export function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
