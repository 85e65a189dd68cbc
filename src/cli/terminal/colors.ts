import picocolors from 'picocolors';
import type { Host, Output } from '../host.ts';

export type Colors = ReturnType<typeof picocolors.createColors>;

/** Colours on a terminal only, and not where NO_COLOR is set. */
export function colorsFor(output: Output, host: Host): Colors {
  return picocolors.createColors(output.isTTY === true && !host.noColor);
}
