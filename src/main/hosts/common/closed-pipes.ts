/**
 * Whoever started the program may stop reading what it says (`galley build | head`): that is no mistake, and what the program
 * does and how it ends do not depend on it.
 */
export function outliveReaders(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
}
