/** Typing in a tree goes to the next row that begins with what was typed, as trees do everywhere. */
import type { ItemInstance } from '@headless-tree/core';
import { useRef } from 'react';

/** Milliseconds after which a key begins a new word. */
const PAUSE = 700;

export function useTypeAhead<Row>(items: readonly ItemInstance<Row>[]): (event: React.KeyboardEvent) => void {
  const typed = useRef({ text: '', at: 0 });
  return (event) => {
    if (event.key.length !== 1 || event.key === ' ' || event.ctrlKey || event.metaKey || event.altKey) return;
    const { text, at } = typed.current;
    const goesOn = event.timeStamp - at < PAUSE;
    const wanted = (goesOn ? text : '') + event.key.toLowerCase();
    typed.current = { text: wanted, at: event.timeStamp };
    const focused = items.findIndex((item) => item.isFocused());
    // A first letter goes on from here; a longer word may still be this row.
    const from = focused + (wanted.length === 1 ? 1 : 0);
    const ordered = [...items.slice(from), ...items.slice(0, from)];
    const found = ordered.find((item) => item.getItemName().toLowerCase().startsWith(wanted));
    if (found === undefined) return;
    found.setFocused();
    found.getTree().updateDomFocus();
  };
}
