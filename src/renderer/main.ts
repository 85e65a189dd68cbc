/** The window begins: its line to the host is opened before all else is read, so that the host has the site by then. */
import { beginTransport } from './connection/transport.ts';

beginTransport();
void import('./studio.tsx');
