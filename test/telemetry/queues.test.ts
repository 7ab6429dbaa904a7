/** What bounds telemetry: the socket's backlog, the queue of events, the wait between attempts. */
import { describe, expect, test } from 'vitest';
import { RandomStream } from '../../src/random.js';
import { Backlog } from '../../src/telemetry/backlog.js';
import { backoff_ms } from '../../src/telemetry/backoff.js';
import { EventQueue } from '../../src/telemetry/event-queue.js';

describe('Backlog', () => {
  test('is full at its count or its bytes', () => {
    const few = new Backlog(2, 1000);
    few.add(10);
    expect(few.full).toBe(false);
    few.add(10);
    expect(few.full).toBe(true);
    const heavy = new Backlog(100, 1000);
    heavy.add(1000);
    expect(heavy.full).toBe(true);
  });

  test('settles the oldest first, and only what has left whole', () => {
    const backlog = new Backlog(4, 1000);
    for (const bytes of [100, 200, 300]) backlog.add(bytes);
    backlog.settle(600);
    expect(backlog.count).toBe(3);
    backlog.settle(501);
    expect(backlog.count).toBe(3);
    backlog.settle(500);
    expect(backlog.count).toBe(2);
    for (const bytes of [50, 60]) backlog.add(bytes);
    expect(backlog.full).toBe(true);
    backlog.settle(110);
    expect(backlog.count).toBe(2);
    expect(backlog.lose()).toBe(2);
    expect(backlog.count).toBe(0);
    backlog.add(7);
    backlog.settle(0);
    expect(backlog.count).toBe(0);
  });
});

describe('EventQueue', () => {
  test('drops the oldest that is not on its way, and counts it', () => {
    const queue = new EventQueue(3);
    expect(['a', 'b', 'c'].map((event) => queue.push(event))).toEqual([0, 0, 0]);
    const a = queue.next();
    if (a) a.on_its_way = true;
    expect(queue.push('d')).toBe(1);
    expect(queue.next()?.payload).toBe('c');
    queue.rewind();
    expect(queue.next()?.payload).toBe('a');
    if (a) queue.done(a);
    expect(queue.count).toBe(2);
    expect(queue.clear()).toBe(2);
    expect(queue.next()).toBeUndefined();
  });

  test('drops the new one where all are on their way', () => {
    const queue = new EventQueue(1);
    queue.push('a');
    const a = queue.next();
    if (a) a.on_its_way = true;
    expect(queue.push('b')).toBe(1);
    queue.rewind();
    expect(queue.next()?.payload).toBe('a');
  });
});

describe('backoff_ms', () => {
  test('has full jitter under a ceiling that doubles and ends', () => {
    const random = new RandomStream(7, 'test');
    const limits = { first_ms: 100, longest_ms: 1000 };
    for (const [failures, ceiling_ms] of [
      [1, 100],
      [2, 200],
      [4, 800],
      [5, 1000],
      [5000, 1000],
    ] as const) {
      const waits = Array.from({ length: 500 }, () => backoff_ms(failures, random, limits));
      expect(Math.max(...waits)).toBeLessThan(ceiling_ms);
      expect(Math.max(...waits)).toBeGreaterThan(0.9 * ceiling_ms);
      expect(Math.min(...waits)).toBeLessThan(0.1 * ceiling_ms);
    }
  });
});
