/** The lifecycle: every step from every state, allowed or refused. */
import { expect, it } from 'vitest';
import { Lifecycle, type LifecycleState, STATES } from '../../src/control/lifecycle.js';

/** The way to each state from a new controller. */
const WAYS: Record<LifecycleState, LifecycleState[]> = {
  idle: [],
  ready: ['ready'],
  running: ['ready', 'running'],
  safe: ['ready', 'safe'],
  closed: ['closed'],
};

const ALLOWED: Record<LifecycleState, LifecycleState[]> = {
  idle: ['idle', 'ready', 'closed'],
  ready: ['ready', 'running', 'safe', 'closed'],
  running: ['running', 'safe', 'closed'],
  safe: ['safe', 'running', 'closed'],
  closed: ['closed'],
};

const pairs = STATES.flatMap((from) => STATES.map((to) => [from, to] as const));

it.each(pairs)('from %s to %s', (from, to) => {
  const lifecycle = new Lifecycle();
  for (const step of WAYS[from]) lifecycle.to(step);
  expect(lifecycle.state).toBe(from);
  if (ALLOWED[from].includes(to)) {
    lifecycle.to(to);
    expect(lifecycle.state).toBe(to);
  } else {
    expect(() => lifecycle.to(to)).toThrow(/LIFECYCLE_REFUSED/);
    expect(lifecycle.state).toBe(from);
  }
});
