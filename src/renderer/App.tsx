import { MantineProvider } from '@mantine/core';
import { useColorScheme } from '@mantine/hooks';
import { resolveVariables, theme } from './look/theme.ts';
import { LineScreen } from './shell/LineScreen.tsx';
import { Shell } from './shell/Shell.tsx';
import { useFolderDrop } from './shell/use-folder-drop.ts';
import { useStudio } from './state/store.ts';
import { Welcome } from './welcome/Welcome.tsx';

export function App() {
  const chosen = useStudio((state) => state.ui.theme);
  const system = useColorScheme('light', { getInitialValueInEffect: false });
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={resolveVariables}
      forceColorScheme={chosen === 'system' ? system : chosen}
    >
      <Screen />
    </MantineProvider>
  );
}

/** A lost line leaves the window as it is: what was typed stays in it. */
function Screen() {
  useFolderDrop();
  const line = useStudio((state) => state.line);
  const greeted = useStudio((state) => state.hello !== null);
  const open = useStudio((state) => state.session !== null);
  const opening = useStudio((state) => state.opening);
  if (line === 'refused' || !greeted || opening) return <LineScreen line={line} />;
  return open ? <Shell /> : <Welcome />;
}
