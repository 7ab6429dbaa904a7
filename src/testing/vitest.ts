/** The matchers' types, for `declare module 'vitest' { interface Assertion<T> extends TraceMatchers<T> {} }`. */
import type { matchers } from './matchers.js';

type Tail<F> = F extends (trace: never, ...rest: infer Rest) => unknown ? Rest : never;

/** What `expect(trace)` can ask once `expect.extend(matchers)` was called. */
export type TraceMatchers<R = unknown> = {
  [name in keyof typeof matchers]: (...rest: Tail<(typeof matchers)[name]>) => R;
};
