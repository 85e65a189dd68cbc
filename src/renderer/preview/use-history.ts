/** Back and forward between the pages that were looked at. */
import { useEffect, useRef, useState } from 'react';
import { showPage } from '../state/actions.ts';

interface Trail {
  urls: string[];
  at: number;
}

/** Goes on from where the trail stands: what was ahead is forgotten, as in a browser. */
function walkTo(trail: Trail, url: string): Trail {
  if (trail.urls[trail.at] === url) return trail;
  const urls = [...trail.urls.slice(0, trail.at + 1), url].slice(-100);
  return { urls, at: urls.length - 1 };
}

export function useHistory(url: string | null): { back: (() => void) | null; forward: (() => void) | null } {
  const [trail, setTrail] = useState<Trail>({ urls: [], at: -1 });
  const stepping = useRef(false);
  useEffect(() => {
    if (url === null) return;
    if (stepping.current) stepping.current = false;
    else setTrail((before) => walkTo(before, url));
  }, [url]);
  const step = (by: 1 | -1): (() => void) | null => {
    const to = trail.urls[trail.at + by];
    if (to === undefined) return null;
    return () => {
      stepping.current = true;
      setTrail({ ...trail, at: trail.at + by });
      showPage(to);
    };
  };
  return { back: step(-1), forward: step(1) };
}
