/** Keys that work anywhere in the window. Those of text work in text only and are the editor's. */
import { useEffect } from 'react';
import { build, goTo, saveAll, undoLastChange } from '../state/actions.ts';
import { onHostEvent, openSite } from '../state/host.ts';
import { useStudio } from '../state/store.ts';
import { isMod } from './keys.ts';

export function useStudioKeys(): void {
  useEffect(() => {
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  useEffect(() => {
    window.addEventListener('focusin', rememberPane);
    return () => window.removeEventListener('focusin', rememberPane);
  }, []);
  useEffect(() => onHostEvent((event) => event.type === 'command' && runCommand(event.command, event.site)), []);
}

function onKey(event: KeyboardEvent): void {
  const run = actionFor(event);
  if (run === null) return;
  event.preventDefault();
  run();
}

function actionFor(event: KeyboardEvent): (() => void) | null {
  if (event.key === 'F6') return () => nextPane(event.shiftKey ? -1 : 1);
  if (!isMod(event) || event.altKey) return null;
  const key = event.key.toLowerCase();
  if (key === 'p') return () => useStudio.setState({ palette: event.shiftKey ? 'actions' : 'pages' });
  if (event.shiftKey) return null;
  if (key === 's') return () => void saveAll();
  if (key === 'z' && !isTyping(event.target)) return () => void undoLastChange();
  return null;
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, textarea, [contenteditable="true"]') !== null;
}

/** The pane that had the focus last; what it was on may be gone. */
let lastPane: Element | null = null;

function rememberPane({ target }: FocusEvent): void {
  const pane = target instanceof Element ? target.closest('[data-pane]') : null;
  if (pane !== null) lastPane = pane;
}

/** Walks the panes: pages, the work, what is beside it. Where the focus was lost, it goes back to the pane where that was. */
export function nextPane(step: 1 | -1): void {
  const panes = [...document.querySelectorAll<HTMLElement>('[data-pane]')];
  const lost = document.activeElement === document.body;
  const before = panes.findIndex((pane) => pane.contains(lost ? lastPane : document.activeElement));
  const next = panes[(before + (lost && before >= 0 ? 0 : step) + panes.length) % panes.length];
  if (next === undefined) return;
  (firstStop(next) ?? next).focus();
}

/** Where a pane is entered: what it is for, else the first thing in it that takes the focus. */
const stops = [
  '[data-pane-focus]',
  '[role="tree"] [tabindex="0"]',
  '.cm-content',
  '[tabindex="0"], button:not([disabled]), a[href], input, iframe',
];

function firstStop(pane: HTMLElement): HTMLElement | null {
  for (const stop of stops) {
    // What is about to be replaced is still there, hidden.
    const found = [...pane.querySelectorAll<HTMLElement>(stop)].find((element) => element.checkVisibility());
    if (found !== undefined) return found;
  }
  return null;
}

function runCommand(command: string, site: string | null): void {
  if (command === 'open-site' && site !== null) void openSite(site);
  else if (command === 'find') useStudio.setState({ palette: 'pages' });
  else if (command === 'actions') useStudio.setState({ palette: 'actions' });
  else if (command === 'build') void build();
  else if (command === 'publish') goTo('releases');
  else if (command === 'save') void saveAll();
  else if (command === 'settings') goTo('settings');
}
