/** Set by the build: a hash of everything in src/shared, so that a window and a host of different versions notice. */
declare const __GALLEY_CONTRACT__: string;

export const contractHash: string = __GALLEY_CONTRACT__;
