/** Stand-ins that know only what the shell uses, and fail loudly on anything else. */
import { EventEmitter } from 'node:events';

/** Reading a member that the stand-in has not throws, with its name. */
export function partial<Real>(name: string, known: object): Real {
  return new Proxy(known, {
    get(target, key) {
      // Promises and assertions look for these on anything.
      const quiet = typeof key === 'symbol' || ['then', 'toJSON', 'asymmetricMatch', 'nodeType'].includes(key);
      if (key in target || quiet) {
        const value: unknown = Reflect.get(target, key, target);
        return typeof value === 'function' && !isClass(value) ? value.bind(target) : value;
      }
      throw new Error(`The stand-in for Electron has no ${name}.${String(key)}.`);
    },
  }) as Real;
}

function isClass(value: object): boolean {
  return Object.hasOwn(value, 'prototype');
}

/** Members of an emitter, for a stand-in that has events. */
export function events(emitter: EventEmitter): Pick<EventEmitter, 'on' | 'once' | 'emit' | 'removeAllListeners'> {
  return {
    on: emitter.on.bind(emitter),
    once: emitter.once.bind(emitter),
    emit: emitter.emit.bind(emitter),
    removeAllListeners: emitter.removeAllListeners.bind(emitter),
  };
}

export function emitter(): EventEmitter {
  return new EventEmitter();
}

/** An event that can be refused, as Electron gives it. */
export interface Refusable {
  defaultPrevented: boolean;
  preventDefault(): void;
}

export function refusable<Details extends object>(details: Details): Details & Refusable {
  return {
    ...details,
    defaultPrevented: false,
    preventDefault() {
      this.defaultPrevented = true;
    },
  };
}
