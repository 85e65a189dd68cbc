/**
 * Runs in the studio's window and in its preview before anything else: long tasks, the line to the host, when keys were pressed and
 * when the preview showed them. Plain JavaScript, since a browser is given it as it is.
 */
(() => {
  const wallClock = () => performance.timeOrigin + performance.now();
  if (window !== window.top) {
    watchPreview();
    return;
  }
  const bench = { long: [], keys: [], state: null, largest: 0, events: [], call: null };
  window.galleyBench = bench;
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) bench.long.push({ startTime, duration });
  }).observe({ type: 'longtask', buffered: true });
  document.addEventListener(
    'keydown',
    (event) => {
      if (event.key !== 'x' || event.target.closest?.('.cm-content') === null) return;
      bench.keys.push({ at: performance.timeOrigin + event.timeStamp, building: bench.state === 'building' });
    },
    true,
  );
  watchLine(bench);

  /** Calls of the bench have numbers that the window never comes to; their replies are nothing to it. */
  function watchLine(bench) {
    const Original = window.WebSocket;
    const FIRST = 1_000_000_000;
    let next = FIRST;
    const waiting = new Map();
    window.WebSocket = class extends Original {
      constructor(...args) {
        super(...args);
        this.addEventListener('message', ({ data }) => hear(String(data)));
        bench.call = (method, args) =>
          new Promise((resolve) => {
            waiting.set(next, resolve);
            this.send(JSON.stringify({ id: next++, method, args }));
          });
      }
    };
    function hear(text) {
      bench.largest = Math.max(bench.largest, text.length);
      // What is large is not read twice: that would be a long task of ours.
      const id = Number(/^\{"type":"(?:reply|failure)","id":(\d+)/.exec(text)?.[1] ?? -1);
      if (id >= FIRST) {
        waiting.get(id)(JSON.parse(text));
        waiting.delete(id);
      } else if (text.length < 500_000) {
        const message = JSON.parse(text);
        if (message.type === 'event') {
          if (message.event.type === 'state') bench.state = message.event.state.kind;
          else bench.events.push(message.event);
        } else if (message.result?.state?.kind) bench.state = message.result.state.kind;
      }
    }
  }

  /** What was typed is a mark followed by as many x as keys were pressed: what the page shows says which keys it has. */
  function watchPreview() {
    const report = () =>
      requestAnimationFrame(() =>
        setTimeout(() => {
          const counts = {};
          for (const [, mark, xs] of (document.body?.textContent ?? '').matchAll(/(zq[abc])(x*)/g))
            counts[mark] = xs.length;
          window.galleyPainted?.(counts, wallClock());
        }, 0),
      );
    document.addEventListener('DOMContentLoaded', () => {
      report();
      new MutationObserver(report).observe(document.documentElement, {
        subtree: true,
        childList: true,
        characterData: true,
      });
    });
  }
})();
