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
  const bench = { long: [], keys: [], steps: [], state: null, largest: 0, events: [], call: null };
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
      send(text) {
        if (text.slice(0, 60).includes('"documents.edit"')) bench.steps.push({ step: 'sent', at: wallClock() });
        super.send(text);
      }

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
      } else if (text.startsWith('{"type":"event"')) {
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
    // Kept in the page: what is told at once would be in the way of what is measured.
    const steps = [];
    window.galleySteps = steps;
    const Line = window.MessageChannel;
    window.MessageChannel = class extends Line {
      constructor() {
        super();
        this.port1.addEventListener(
          'message',
          ({ data }) => data?.type === 'swap' && steps.push({ step: 'ordered', at: wallClock() }),
        );
      }
    };
    new PerformanceObserver((list) => {
      for (const { initiatorType, requestStart, responseStart, responseEnd } of list.getEntries()) {
        if (initiatorType !== 'fetch') continue;
        for (const [step, time] of Object.entries({
          asked: requestStart,
          answered: responseStart,
          arrived: responseEnd,
        }))
          steps.push({ step, at: performance.timeOrigin + time });
      }
    }).observe({ type: 'resource' });
    const changed = () => steps.push({ step: 'changed', at: wallClock() });
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
      new MutationObserver(() => {
        changed();
        report();
      }).observe(document.documentElement, {
        subtree: true,
        childList: true,
        characterData: true,
      });
    });
  }
})();
