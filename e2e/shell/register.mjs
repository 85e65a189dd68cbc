// node --import ./e2e/shell/register.mjs out/main/index.js: the built main process with only the module `electron` replaced,
// by the file whose address GALLEY_STAND_IN holds.
import { register } from 'node:module';

const standIn = JSON.stringify(process.env.GALLEY_STAND_IN);
register(
  `data:text/javascript,${encodeURIComponent(
    `export const resolve = (name, context, next) =>
       name === 'electron' ? { url: ${standIn}, shortCircuit: true } : next(name, context);`,
  )}`,
);
