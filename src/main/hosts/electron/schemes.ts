/** Makes our two schemes behave like the web's: without that they have no origin, no storage and no fetch. */
import { type CustomScheme, protocol } from 'electron';
import { APP_SCHEME, PREVIEW_SCHEME } from './origins.ts';

// Never bypassCSP (the policies are the fence) and never allowServiceWorkers (they would outlive the session).
const privileges = { standard: true, secure: true, supportFetchAPI: true, corsEnabled: true, stream: true };
const schemes: CustomScheme[] = [APP_SCHEME, PREVIEW_SCHEME].map((scheme) => ({ scheme, privileges }));

/** Only before the application is ready, and only once. */
export function setupSchemes(): void {
  protocol.registerSchemesAsPrivileged(schemes);
}
