/**
 * striatum/testing: closed-loop tests for your own robot.
 *
 *     import { matchers, simulate } from 'striatum/testing';
 *     expect.extend(matchers);
 *     const trace = await simulate(rover, { body, seed: 1, seconds: 60 });
 *     expect(trace).toStayWithin('offset_mm', 12, { from_s: 50 });
 */
export { matchers, meanAbs, type Span } from './matchers.js';
export { type SimulateOptions, simulate } from './simulate.js';
export type { Series, Trace } from './trace.js';
export type { TraceMatchers } from './vitest.js';
