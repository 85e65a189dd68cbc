/** The language of a document, its colours, and what its editor can do. */
import { autocompletion, closeBrackets, closeBracketsKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { css } from '@codemirror/lang-css';
import { html } from '@codemirror/lang-html';
import { javascript } from '@codemirror/lang-javascript';
import { json } from '@codemirror/lang-json';
import { markdown, markdownLanguage } from '@codemirror/lang-markdown';
import { yaml, yamlFrontmatter } from '@codemirror/lang-yaml';
import { bracketMatching, codeFolding, foldKeymap, HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { lintGutter } from '@codemirror/lint';
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search';
import { EditorState, type Extension } from '@codemirror/state';
import { drawSelection, EditorView, highlightSpecialChars, keymap, lineNumbers } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import type { Mode, OpenDocument } from '../../shared/contract/documents.ts';
import { useStudio } from '../state/store.ts';
import { markdownKeys } from './commands.ts';

const languages: Record<Mode, () => Extension> = {
  markdown: () => yamlFrontmatter({ content: markdown({ base: markdownLanguage }) }),
  html: () => html(),
  yaml: () => yaml(),
  json: () => json(),
  toml: () => [],
  css: () => css(),
  javascript: () => javascript({ typescript: true }),
  text: () => [],
};

const inks = HighlightStyle.define([
  { tag: tags.heading, fontWeight: '650', color: 'var(--text)' },
  { tag: tags.heading1, fontSize: '1.4em' },
  { tag: tags.heading2, fontSize: '1.2em' },
  { tag: tags.strong, fontWeight: '700' },
  { tag: tags.emphasis, fontStyle: 'italic' },
  { tag: tags.strikethrough, textDecoration: 'line-through' },
  { tag: [tags.link, tags.url], color: 'var(--ink)' },
  { tag: [tags.monospace], fontFamily: 'var(--mono)', fontSize: '0.92em' },
  { tag: [tags.processingInstruction, tags.meta, tags.comment, tags.contentSeparator], color: 'var(--soft)' },
  { tag: [tags.quote], color: 'var(--soft)' },
  { tag: [tags.propertyName, tags.tagName, tags.keyword, tags.definition(tags.propertyName)], color: 'var(--ink)' },
  { tag: [tags.string, tags.attributeValue], color: 'var(--leaf)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--amber)' },
  { tag: tags.invalid, color: 'var(--red)' },
]);

const look = EditorView.theme({
  '&': { height: '100%', backgroundColor: 'transparent', color: 'var(--text)' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { overflow: 'auto', lineHeight: '1.6' },
  '.cm-content': { caretColor: 'var(--text)' },
  '.cm-cursor': { borderLeftColor: 'var(--text)' },
  '.cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground': {
    backgroundColor: 'var(--chosen)',
  },
  '.cm-gutters': { backgroundColor: 'transparent', border: 'none', color: 'var(--soft)' },
  '.cm-panels': { backgroundColor: 'var(--raised)', color: 'var(--text)', borderColor: 'var(--hairline)' },
  '.cm-searchMatch': { backgroundColor: 'var(--amber-wash)', outline: '1px solid var(--amber)' },
  '.cm-searchMatch-selected': { outlineWidth: '2px' },
  '.cm-panel.cm-search': { padding: '8px 32px 8px 10px', fontFamily: 'var(--mantine-font-family)' },
  '.cm-panel.cm-search input, .cm-panel.cm-search button, .cm-panel.cm-search label': { margin: '2px 6px 2px 0' },
  '.cm-panel.cm-search label': { fontSize: '13px', color: 'var(--soft)', whiteSpace: 'nowrap' },
  '.cm-panel.cm-search input[type=checkbox]': { accentColor: 'var(--ink)', verticalAlign: '-2px' },
  '.cm-panel.cm-search [name=close]': {
    top: '8px',
    right: '10px',
    fontSize: '18px',
    color: 'var(--soft)',
    margin: '0',
  },
  '.cm-textfield': {
    backgroundColor: 'var(--paper)',
    border: '1px solid var(--hairline)',
    borderRadius: '4px',
    color: 'var(--text)',
    fontFamily: 'inherit',
    fontSize: '13px',
    padding: '4px 8px',
    width: '136px',
  },
  '.cm-button': {
    backgroundColor: 'var(--raised)',
    backgroundImage: 'none',
    border: '1px solid var(--hairline)',
    borderRadius: '4px',
    color: 'var(--text)',
    cursor: 'pointer',
    fontFamily: 'inherit',
    fontSize: '13px',
    padding: '4px 10px',
  },
  '.cm-button:hover, .cm-button:active': { backgroundColor: 'var(--hover)', backgroundImage: 'none' },
  '.cm-tooltip': { backgroundColor: 'var(--raised)', border: '1px solid var(--hairline)', color: 'var(--text)' },
  '.cm-foldPlaceholder': {
    backgroundColor: 'transparent',
    border: 'none',
    color: 'var(--soft)',
    fontFamily: 'var(--mantine-font-family)',
    fontSize: '12px',
    margin: '0',
    padding: '0',
  },
  '.cm-gutter-lint': { width: '10px' },
  '.cm-gutter-lint .cm-gutterElement': { padding: '0' },
  '.cm-lint-marker': { width: '4px', height: '1.2em', margin: '0.2em auto 0' },
  '.cm-lint-marker-error, .cm-lint-marker-warning': { content: '""', backgroundColor: 'var(--red)' },
  '.cm-lint-marker-info': { content: '""', backgroundColor: 'var(--amber)' },
  '.cm-diagnostic': { borderLeftColor: 'var(--red)', padding: '6px 10px', maxWidth: '46ch' },
  '.cm-lintRange-error': { backgroundImage: 'none', textDecoration: 'underline wavy var(--red) 1px' },
  '.cm-lintRange-warning': { backgroundImage: 'none', textDecoration: 'underline wavy var(--red) 1px' },
  '.cm-lintRange-info': { backgroundImage: 'none', textDecoration: 'underline wavy var(--amber) 1px' },
});

const prose = EditorView.theme({
  '.cm-content': {
    fontFamily: 'var(--serif)',
    fontSize: '17px',
    maxWidth: 'calc(var(--measure) + 48px)',
    margin: '0 auto',
    padding: '16px 24px 40vh',
  },
  // The text stands where the fields above it do; marks stand in the margin.
  '.cm-line': { padding: '0' },
  '.cm-gutters': { marginInlineEnd: '-10px' },
});

const code = EditorView.theme({
  '.cm-content': { fontFamily: 'var(--mono)', fontSize: '13.5px', padding: '16px 0 40vh' },
});

/** A carriage return in a text of mixed line ends is there, takes no room and is kept. */
const quietReturns = highlightSpecialChars({
  render: (character, description, placeholder) => {
    const shown = document.createElement('span');
    if (character !== 13) {
      shown.textContent = placeholder;
      shown.title = description ?? '';
      shown.className = 'cm-specialChar';
    }
    return shown;
  },
});

/** What the field for finding says, as the rest of the studio speaks. */
const words = EditorState.phrases.of({
  Find: 'Find in this text',
  Replace: 'Replace with',
  next: 'Next',
  previous: 'Previous',
  all: 'Mark all',
  'match case': 'Capitals count',
  'by word': 'Whole words',
  regexp: 'As a pattern',
  replace: 'Replace',
  'replace all': 'Replace all',
  close: 'Close',
});

/** Where the caret stands, 1-based. */
export function caretOf({ selection, doc }: EditorState): { line: number; column: number } {
  const { head } = selection.main;
  const line = doc.lineAt(head);
  return { line: line.number, column: head - line.from + 1 };
}

/** Milliseconds after a key before the window says where the caret stands: what was typed is drawn first, here and on the page. */
const AFTER_KEY = 60;

function tellCaret(): Extension {
  let waiting: ReturnType<typeof setTimeout> | undefined;
  return EditorView.updateListener.of(({ view, selectionSet, docChanged }) => {
    if (!selectionSet && !docChanged) return;
    clearTimeout(waiting);
    const tell = (): void => {
      if (view.dom.isConnected) useStudio.setState({ caret: { ...caretOf(view.state), typed: docChanged } });
    };
    if (docChanged) waiting = setTimeout(tell, AFTER_KEY);
    else tell();
  });
}

/** @param opened decides on the language */
export function editorExtensions(opened: OpenDocument): Extension {
  const writing = opened.mode === 'markdown';
  return [
    languages[opened.mode](),
    history(),
    drawSelection(),
    quietReturns,
    bracketMatching(),
    search({ top: true }),
    words,
    highlightSelectionMatches(),
    codeFolding({ placeholderText: 'details, as in the form above' }),
    EditorView.lineWrapping,
    syntaxHighlighting(inks),
    look,
    lintGutter(),
    writing ? prose : [code, lineNumbers(), closeBrackets(), autocompletion()],
    keymap.of([
      ...(writing ? markdownKeys : closeBracketsKeymap),
      ...searchKeymap,
      ...historyKeymap,
      ...foldKeymap,
      ...defaultKeymap,
    ]),
    EditorView.contentAttributes.of({
      tabindex: '0',
      'aria-label': `Text of ${opened.file}`,
      spellcheck: writing ? 'true' : 'false',
    }),
    tellCaret(),
  ];
}
