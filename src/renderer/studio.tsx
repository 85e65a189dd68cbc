import '@fontsource-variable/source-sans-3';
import '@fontsource-variable/source-serif-4';
import '@fontsource-variable/source-code-pro';
import '@mantine/core/styles.css';
import './look/tokens.css';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { connectToHost } from './state/host.ts';

const root = document.getElementById('studio');
if (root === null) throw new Error('index.html has no element for the studio');
createRoot(root).render(<App />);
connectToHost();
