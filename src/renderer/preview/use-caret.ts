/** Tells the page in the frame where the caret stands, so that it can be shown there. */
import { type RefObject, useEffect } from 'react';
import { type PreviewOrder, previewHintSchema } from '../../shared/contract/preview.ts';
import { useStudio } from '../state/store.ts';

/** Milliseconds for which the caret rests before the page follows it: who goes through the lines makes nothing flicker. */
const REST = 120;

/** @param shown where the page that is in the frame says it is; null: none has spoken yet */
export function useCaret(
  frame: RefObject<HTMLIFrameElement | null>,
  shown: RefObject<string | null>,
  origin: string,
): void {
  const file = useStudio((state) => (state.room === 'write' ? (state.destination?.file ?? null) : null));
  const line = useStudio((state) => state.caret?.line ?? null);
  const move = useStudio((state) => state.caret?.typed !== true);
  useEffect(() => {
    const element = frame.current;
    if (element === null) return;
    const place = file === null || line === null ? null : { file, line };
    const order: PreviewOrder = { galley: 'studio', type: 'caret', place, move };
    const send = (): void => element.contentWindow?.postMessage(order, origin);
    const timer = setTimeout(() => shown.current !== null && send(), REST);
    const listen = (event: MessageEvent): void => {
      if (event.source !== element.contentWindow || event.origin !== origin) return;
      if (previewHintSchema.safeParse(event.data).data?.type === 'ready') send();
    };
    window.addEventListener('message', listen);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('message', listen);
    };
  }, [frame, shown, origin, file, line, move]);
}
