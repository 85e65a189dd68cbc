/** Every action by its name, for the palette. */
import { build, goTo, rememberUi, saveAll, showSide, undoLastChange } from '../state/actions.ts';
import { closeSite } from '../state/host.ts';
import { useStudio } from '../state/store.ts';

export interface PaletteAction {
  name: string;
  /** As `keyName` takes it. */
  keys?: string;
  run(): void;
}

const panes = () => useStudio.getState().ui.panes;

const paletteActions: readonly PaletteAction[] = [
  { name: 'Build the site', run: () => void build() },
  { name: 'Publish', run: () => goTo('releases') },
  { name: 'Save everything now', keys: 'mod+S', run: () => void saveAll() },
  { name: 'Undo the last change', keys: 'mod+Z', run: () => void undoLastChange() },
  { name: 'Recent changes', run: () => useStudio.setState({ changesOpen: true }) },
  { name: 'Write', run: () => goTo('write') },
  { name: 'See proofs', run: () => goTo('proofs') },
  { name: 'See where the time went', run: () => goTo('timings') },
  { name: 'Settings of this site', run: () => goTo('settings') },
  { name: 'Show the preview', run: () => showSide('preview') },
  { name: 'Proofs of this page', run: () => showSide('proofs') },
  { name: 'Explain this page', run: () => showSide('explain') },
  {
    name: 'Show or hide the pages',
    run: () => rememberUi({ panes: { ...panes(), tree: panes().tree > 0 ? 0 : 260 } }),
  },
  {
    name: 'Show or hide the preview',
    run: () => rememberUi({ panes: { ...panes(), side: panes().side > 0 ? 0 : 420 } }),
  },
  { name: 'Preview as on a phone', run: () => rememberUi({ previewWidth: 'phone' }) },
  { name: 'Preview as on a tablet', run: () => rememberUi({ previewWidth: 'tablet' }) },
  { name: 'Preview as on a desktop', run: () => rememberUi({ previewWidth: 'desktop' }) },
  { name: 'Preview in the whole window', run: () => rememberUi({ previewWidth: 'wide' }) },
  { name: 'Light', run: () => rememberUi({ theme: 'light' }) },
  { name: 'Dark', run: () => rememberUi({ theme: 'dark' }) },
  { name: 'Light or dark as this computer', run: () => rememberUi({ theme: 'system' }) },
  {
    name: 'Technical details on or off',
    run: () => rememberUi({ technicalDetails: !useStudio.getState().ui.technicalDetails }),
  },
  { name: 'Open another site', run: () => void closeSite() },
];

/** Actions whose name holds every word. */
export function findActions(text: string): readonly PaletteAction[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return paletteActions.filter(({ name }) => words.every((word) => name.toLowerCase().includes(word)));
}
