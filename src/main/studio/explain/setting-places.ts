/** Where a setting is written in `site.yaml`, and what it says there. */
import { isNode, LineCounter, parseDocument } from 'yaml';
import { shown } from './shown-value.ts';

export interface SettingPlace {
  /** 1-based; null: it is not written, a default serves. */
  line: number | null;
  value: string | null;
}

export type SettingPlaces = (path: string) => SettingPlace;

/** @param text of `site.yaml`; null: it cannot be read */
export function settingPlaces(text: string | null): SettingPlaces {
  const counter = new LineCounter();
  const document = parseDocument(text ?? '', { lineCounter: counter });
  return (path) => {
    const steps = path.split('.');
    const node = document.contents === null ? undefined : document.getIn(steps, true);
    if (!isNode(node) || !node.range) return { line: null, value: null };
    return { line: counter.linePos(node.range[0]).line, value: shown(node.toJS(document)) };
  };
}
