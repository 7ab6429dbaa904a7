/** The matchers' types, for vitest's `Matchers`; examples/line-rover shows the declaration. */
import type { matchers } from './matchers.js';

type Tail<F> = F extends (trace: never, ...rest: infer Rest) => unknown ? Rest : never;

/** What `expect(trace)` can ask once `expect.extend(matchers)` was called. */
export type TraceMatchers<R = unknown> = {
  [name in keyof typeof matchers]: (...rest: Tail<(typeof matchers)[name]>) => R;
};
