/** The global names of timers and time, read and written together. For sim/timers.ts alone. */

/** The global names by which code takes timers and asks the time. */
export interface Globals {
  setTimeout: typeof globalThis.setTimeout;
  setInterval: typeof globalThis.setInterval;
  setImmediate: typeof globalThis.setImmediate;
  clearTimeout: typeof globalThis.clearTimeout;
  clearInterval: typeof globalThis.clearInterval;
  clearImmediate: typeof globalThis.clearImmediate;
  nextTick: typeof process.nextTick;
  now: typeof Date.now;
  hrtime: typeof process.hrtime;
}

export function currentGlobals(): Globals {
  const globals = {} as Globals;
  readGlobals(globals);
  return globals;
}

export function readGlobals(into: Globals): void {
  into.setTimeout = globalThis.setTimeout;
  into.setInterval = globalThis.setInterval;
  into.setImmediate = globalThis.setImmediate;
  into.clearTimeout = globalThis.clearTimeout;
  into.clearInterval = globalThis.clearInterval;
  into.clearImmediate = globalThis.clearImmediate;
  into.nextTick = process.nextTick;
  into.now = Date.now;
  into.hrtime = process.hrtime;
}

export function writeGlobals(from: Globals): void {
  globalThis.setTimeout = from.setTimeout;
  globalThis.setInterval = from.setInterval;
  globalThis.setImmediate = from.setImmediate;
  globalThis.clearTimeout = from.clearTimeout;
  globalThis.clearInterval = from.clearInterval;
  globalThis.clearImmediate = from.clearImmediate;
  process.nextTick = from.nextTick;
  Date.now = from.now;
  process.hrtime = from.hrtime;
}
