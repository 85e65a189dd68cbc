/**
 * Loaded into the studio's host before its program: says, when its parent asks, how long its event loop was held up. `delay` is what
 * Node's own histogram says; `own` is the longest turn without the time for which the main thread waited for a processor: what remains on
 * a machine that is busy with other things. Milliseconds.
 */
import { openSync, readSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { isMainThread } from 'node:worker_threads';

const EVERY_MS = 5;

function watch() {
  const histogram = monitorEventLoopDelay({ resolution: EVERY_MS });
  histogram.enable();
  const waited = waitingClock();
  let most = 0;
  let last = { at: performance.now(), waited: waited() };
  setInterval(() => {
    const now = { at: performance.now(), waited: waited() };
    most = Math.max(most, now.at - last.at - EVERY_MS - (now.waited - last.waited));
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

/** For how long the main thread could have run and did not; 0 where the system does not tell (only Linux does). */
function waitingClock() {
  try {
    const file = openSync(`/proc/self/task/${process.pid}/schedstat`, 'r');
    const bytes = Buffer.alloc(64);
    return () => Number(bytes.toString('latin1', 0, readSync(file, bytes, 0, 64, 0)).split(' ', 2)[1]) / 1e6;
  } catch {
    return () => 0;
  }
}

if (isMainThread && process.send) watch();
