/** Mantine in Galley's clothes: ink for what can be done, and nothing else coloured. Tokens are in tokens.css. */
import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';

const ink: MantineColorsTuple = [
  '#eef2fa',
  '#d9e2f3',
  '#b3c5e8',
  '#8aa6dc',
  '#6789cf',
  '#4a70c0',
  '#2f55a0',
  '#1f3f7d',
  '#16305f',
  '#0f2244',
];
const pencil: MantineColorsTuple = [
  '#fdeeec',
  '#f9d7d3',
  '#f3aea7',
  '#ee8479',
  '#e05d50',
  '#cb4033',
  '#b3261e',
  '#961d17',
  '#781611',
  '#5a100c',
];

const dialog = {
  // The head of a dialog is a header element, and no banner of the window.
  attributes: { header: { role: 'presentation' } },
  closeButtonProps: { 'aria-label': 'Close' },
};

export const theme = createTheme({
  primaryColor: 'ink',
  primaryShade: { light: 7, dark: 2 },
  autoContrast: true,
  luminanceThreshold: 0.35,
  colors: { ink, pencil },
  fontFamily: "'Source Sans 3 Variable', system-ui, sans-serif",
  fontFamilyMonospace: "'Source Code Pro Variable', ui-monospace, monospace",
  headings: { fontFamily: "'Source Serif 4 Variable', Georgia, serif", fontWeight: '600' },
  defaultRadius: 4,
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  spacing: { xs: '4px', sm: '8px', md: '16px', lg: '24px', xl: '32px' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { size: 'xs', variant: 'default' } },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray' } },
    Tooltip: { defaultProps: { openDelay: 400, withArrow: false, transitionProps: { duration: 100 } } },
    Modal: {
      styles: {
        title: { fontFamily: 'var(--serif)', fontSize: 18, fontWeight: 600 },
        content: { border: '1px solid var(--hairline)', boxShadow: 'var(--shadow)' },
      },
      defaultProps: {
        centered: true,
        transitionProps: { duration: 120 },
        overlayProps: { opacity: 0.35 },
        ...dialog,
      },
    },
    Drawer: { defaultProps: dialog },
    Menu: {
      defaultProps: {
        transitionProps: { duration: 100 },
        shadow: 'md',
        withinPortal: false,
        withInitialFocusPlaceholder: false,
      },
    },
    TextInput: { defaultProps: { size: 'sm' } },
  },
});

/** Mantine's own names for colours, from Galley's tokens; it writes them after every style sheet. */
export const resolveVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: tokens,
  dark: {
    ...tokens,
    '--mantine-color-dark-4': 'var(--hairline)',
    '--mantine-color-dark-5': 'var(--hover)',
    '--mantine-color-dark-6': 'var(--raised)',
    '--mantine-color-dark-7': 'var(--desk)',
    '--mantine-primary-color-contrast': 'var(--desk)',
  },
});

const tokens = {
  '--mantine-color-body': 'var(--desk)',
  '--mantine-color-text': 'var(--text)',
  '--mantine-color-dimmed': 'var(--soft)',
  '--mantine-color-default': 'var(--raised)',
  '--mantine-color-default-color': 'var(--text)',
  '--mantine-color-default-hover': 'var(--hover)',
  '--mantine-color-default-border': 'var(--hairline)',
  '--mantine-color-anchor': 'var(--ink)',
  '--mantine-color-error': 'var(--red)',
  '--mantine-color-placeholder': 'var(--soft)',
  '--mantine-color-ink-light': 'var(--chosen)',
  '--mantine-color-ink-light-hover': 'var(--hover)',
  '--mantine-color-ink-light-color': 'var(--ink)',
  '--mantine-color-gray-light-hover': 'var(--hover)',
};
