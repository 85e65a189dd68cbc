/**
 * Loaded into the studio's host before its program: says, when its parent asks, how long its event loop was held up. `delay` is what
 * Node's own histogram says; `own` is the processor time that the main thread used within one turn, which a busy machine does not
 * inflate. Milliseconds.
 */
import { openSync, readSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { isMainThread } from 'node:worker_threads';

const EVERY_MS = 5;

function watch() {
  const histogram = monitorEventLoopDelay({ resolution: EVERY_MS });
  histogram.enable();
  const used = processorClock();
  let most = 0;
  let last = used();
  setInterval(() => {
    const now = used();
    most = Math.max(most, now - last);
    last = now;
  }, EVERY_MS).unref();
  // Each question is about the time since the one before.
  process.on('message', () => {
    const delay = Math.max(0, histogram.max / 1e6 - EVERY_MS);
    process.send({ delay: histogram.count > 0 ? delay : 0, own: most });
    histogram.reset();
    most = 0;
  });
  process.channel.unref();
}

/** Processor time of the main thread; 0 where the system does not tell (only Linux does). */
function processorClock() {
  try {
    const file = openSync(`/proc/self/task/${process.pid}/schedstat`, 'r');
    const bytes = Buffer.alloc(64);
    return () => Number(bytes.toString('latin1', 0, readSync(file, bytes, 0, 64, 0)).split(' ', 1)[0]) / 1e6;
  } catch {
    return () => 0;
  }
}

if (isMainThread && process.send) watch();
