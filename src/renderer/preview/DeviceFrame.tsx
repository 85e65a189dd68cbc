/** The frame, as wide as the device that is looked at and scaled to fit; the scale is said. */
import { useElementSize } from '@mantine/hooks';
import { type RefObject, useEffect, useRef } from 'react';
import type { UiState } from '../../shared/contract/home.ts';
import { type PreviewHint, type PreviewOrder, previewHintSchema } from '../../shared/contract/preview.ts';
import { onEdit } from '../state/edits.ts';
import { useStudio } from '../state/store.ts';
import css from './PreviewPane.module.css';
import { Swaps } from './swaps.ts';
import { useCaret } from './use-caret.ts';

/** CSS pixels; null: as wide as there is room. */
const deviceWidths: Record<UiState['previewWidth'], number | null> = {
  phone: 390,
  tablet: 820,
  desktop: 1280,
  wide: null,
};

/** Milliseconds after which a page that has not spoken is asked for again, and then taken to be another. */
const SILENCE = 2000;

interface Props {
  origin: string;
  url: string;
  width: UiState['previewWidth'];
  onHint(hint: PreviewHint): void;
  onSilent(): void;
}

export function DeviceFrame({ origin, url, width, onHint, onSilent }: Props) {
  const stage = useElementSize();
  const frame = useFrame({ origin, url, onHint, onSilent });
  const wanted = deviceWidths[width];
  const scale = wanted === null || stage.width === 0 ? 1 : Math.min(1, stage.width / wanted);
  const title = useStudio((state) => state.pages?.find((page) => page.url === url)?.title ?? url);
  return (
    <div ref={stage.ref} className={css.room}>
      <div className={css.device} style={{ width: wanted === null ? '100%' : wanted * scale }}>
        <iframe
          // A page that never ends keeps its frame too.
          key={origin}
          ref={frame}
          title={`Preview of ${title}`}
          sandbox="allow-scripts allow-same-origin allow-forms"
          referrerPolicy="no-referrer"
          style={{
            width: wanted ?? '100%',
            height: `${100 / scale}%`,
            transform: scale === 1 ? undefined : `scale(${scale})`,
          }}
        />
      </div>
      {scale < 1 && <span className={css.scale}>{Math.round(scale * 100)} %</span>}
    </div>
  );
}

function useFrame({ origin, url, onHint, onSilent }: Omit<Props, 'width'>) {
  const frame = useRef<HTMLIFrameElement>(null);
  /** Where the page that is in the frame says it is. */
  const shown = useRef<string | null>(null);
  const reload = useStudio((state) => state.preview.reload);
  const show = useStudio((state) => state.preview.show);

  useEffect(() => {
    const element = frame.current;
    if (element === null) return;
    const go = (): void => goTo(element, shown, `${origin}${url}`);
    const silence = watchSilence(element, go, () => {
      shown.current = null;
      onSilent();
    });
    const listen = (event: MessageEvent): void => {
      if (event.source !== element.contentWindow || event.origin !== origin) return;
      const hint = previewHintSchema.safeParse(event.data);
      if (!hint.success) return;
      if (hint.data.type === 'ready') {
        if (isLate(hint.data, url, asked.get(element) ?? 0)) return;
        shown.current = hint.data.url;
        silence.spoke();
      }
      if (isMeant(hint.data, element)) onHint(hint.data);
    };
    window.addEventListener('message', listen);
    // The page went there by itself, by a link: loading it once more would lose its place.
    if (shown.current === url && loadedWith.get(element) === reload) silence.spoke();
    else go();
    loadedWith.set(element, reload);
    return () => {
      silence.end();
      window.removeEventListener('message', listen);
    };
  }, [origin, url, reload, onHint, onSilent]);

  useSwaps(frame, shown, { origin, url });
  useCaret(frame, shown, origin);

  useEffect(() => {
    const element = frame.current;
    if (element === null) return;
    const place =
      show === null || show.url !== url ? null : { file: show.file, line: show.line ?? 1, column: show.column };
    const order: PreviewOrder = { galley: 'studio', type: 'show', place };
    const send = (): void => element.contentWindow?.postMessage(order, origin);
    if (shown.current !== null) send();
    // A page that is loading now is told when it says that it is there.
    const listen = (event: MessageEvent): void => {
      if (event.source !== element.contentWindow || event.origin !== origin) return;
      if (previewHintSchema.safeParse(event.data).data?.type === 'ready') send();
    };
    if (place === null) return;
    window.addEventListener('message', listen);
    return () => window.removeEventListener('message', listen);
  }, [origin, url, show]);
  return frame;
}

/** A page that is looked at becomes what it is now, whether the host tells of it or this window makes it another. */
function useSwaps(
  frame: RefObject<HTMLIFrameElement | null>,
  shown: RefObject<string | null>,
  { origin, url }: Pick<Props, 'origin' | 'url'>,
): void {
  const seen = useRef(useStudio.getState().preview.changes);
  /** To the page that spoke last. */
  const line = useRef<MessagePort | null>(null);
  useEffect(() => {
    const element = frame.current;
    if (element === null) return;
    const swaps = new Swaps({
      isThere: () => shown.current === url,
      order: (order) => line.current?.postMessage(order),
      load: () => goTo(element, shown, `${origin}${url}`),
    });
    const hear = ({ data }: MessageEvent): void => {
      const hint = previewHintSchema.safeParse(data).data;
      if (hint?.type === 'swapped') swaps.swapped(hint);
    };
    const listen = (event: MessageEvent): void => {
      if (event.source !== element.contentWindow || event.origin !== origin) return;
      const hint = previewHintSchema.safeParse(event.data).data;
      if (hint?.type !== 'ready') return;
      line.current = event.ports[0] ?? null;
      if (line.current !== null) line.current.onmessage = hear;
      swaps.loaded(hint.changes);
    };
    const look = (): void => {
      const { changes } = useStudio.getState().preview;
      if (changes === seen.current) return;
      seen.current = changes;
      swaps.changed(changes);
    };
    if (line.current !== null) line.current.onmessage = hear;
    window.addEventListener('message', listen);
    // Not as a state of this component: drawing the window anew would hold the page up.
    const stopLooking = useStudio.subscribe(look);
    const stopHearing = onEdit((edit) => mayShowOn(url, edit.file) && swaps.expect(edit));
    look();
    return () => {
      window.removeEventListener('message', listen);
      stopLooking();
      stopHearing();
      swaps.end();
    };
  }, [frame, shown, origin, url]);
}

/** Before it is built, what is typed in the text of a page shows on that page alone; templates, data and settings may show on any. */
function mayShowOn(url: string, file: string): boolean {
  const page = useStudio.getState().pages?.find((one) => one.file === file);
  return page === undefined || page.url === url;
}

/** The value of `reload` with which each frame was loaded. */
const loadedWith = new WeakMap<HTMLIFrameElement, number>();

/** When each frame was sent somewhere last, milliseconds since 1970. */
const asked = new WeakMap<HTMLIFrameElement, number>();

/** @param shown forgets which page was there */
function goTo(frame: HTMLIFrameElement, shown: RefObject<string | null>, address: string): void {
  shown.current = null;
  asked.set(frame, performance.timeOrigin + performance.now());
  frame.src = address;
}

/** Two processes do not read the clock alike. */
const SKEW = 5;

/** A page that was on its way when another was asked for says that it is there while it is being left. */
function isLate(ready: { url: string; born: number }, url: string, last: number): boolean {
  return ready.url !== url && ready.born < last - SKEW;
}

const fromPerson: ReadonlySet<PreviewHint['type']> = new Set(['pick', 'leave', 'key']);

/** Links, places and keys come from a person who is in the page: then the frame has the focus. Else the page made them up. */
function isMeant({ type }: PreviewHint, frame: HTMLIFrameElement): boolean {
  return !fromPerson.has(type) || document.activeElement === frame;
}

/**
 * Every page of a site says that it is there, before or soon after it has loaded. One that does not is asked for once more: while a
 * frame gets its first page, Chromium may forget that it was sent on to another. Then it is a page that went elsewhere.
 */
function watchSilence(
  frame: HTMLIFrameElement,
  askAgain: () => void,
  onSilent: () => void,
): { spoke(): void; end(): void } {
  let heard = false;
  let again = false;
  const silent = (): void => {
    if (again) {
      onSilent();
      return;
    }
    again = true;
    timer = setTimeout(silent, SILENCE);
    askAgain();
  };
  let timer = setTimeout(silent, SILENCE);
  const wait = (): void => {
    clearTimeout(timer);
    // What was said before the end of loading was said by the page that has loaded.
    if (!heard) timer = setTimeout(silent, SILENCE);
    heard = false;
  };
  frame.addEventListener('load', wait);
  return {
    spoke() {
      clearTimeout(timer);
      heard = true;
    },
    end() {
      clearTimeout(timer);
      frame.removeEventListener('load', wait);
    },
  };
}
