/** The engine's thread ended under a call: out of memory, or a mistake of ours. The next call starts it anew. */
export class EngineLost extends Error {
  override readonly name = 'EngineLost';

  constructor(options?: ErrorOptions) {
    super('The part of Galley that makes pages stopped unexpectedly. It starts again with the next build.', options);
  }
}
