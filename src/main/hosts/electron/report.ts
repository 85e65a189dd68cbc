/** What goes wrong beside the studio's own work, where no window waits for an answer: said to whoever started Galley. */

/** @param what begins the sentence: "The menu could not be drawn" */
export function report(what: string): (error: unknown) => void {
  return (error) => console.error(`${what}: ${error instanceof Error ? error.message : String(error)}`);
}
