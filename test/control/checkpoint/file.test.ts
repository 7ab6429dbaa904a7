/** A checkpoint as bytes: what went in comes out, and nothing else passes for it. */
import { describe, expect, it } from 'vitest';
import { corruptions } from '../../../bench/corruptions.js';
import { decodeCheckpoint, encodeCheckpoint } from '../../../src/control/checkpoint/file.js';
import { problemsOf } from '../../setup/problems.js';
import { savedAfter } from './minds.js';

describe('a checkpoint file', () => {
  it('gives back to the bit what was written', async () => {
    const saved = savedAfter(120, { label: 'b 1', from: '7', metrics: { reward_mean: 0.25 } });
    const read = decodeCheckpoint(await encodeCheckpoint(saved), 'a.checkpoint');
    expect(read.header).toEqual(saved.header);
    expect(Buffer.compare(read.network, saved.network)).toBe(0);
    expect(read.parts).toEqual(saved.parts);
    expect(read.synapses).toEqual(saved.synapses);
    expect(saved.header.tick).toBe(120);
  });

  it('says which neurons each synapse joins, and its weight', () => {
    const { pre, post, delay_ticks, weight } = savedAfter(200).synapses;
    expect(weight).toHaveLength(128);
    expect([...pre.subarray(0, 10)]).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 1, 1]);
    expect([...post.subarray(62, 68)]).toEqual([6, 7, 0, 1, 2, 3]);
    expect(new Set(delay_ticks)).toEqual(new Set([1]));
    expect(new Set(weight).size).toBeGreaterThan(100);
  });

  it('is refused for each of 300 corruptions: flipped, cut short, longer, emptied', async () => {
    const bytes = await encodeCheckpoint(savedAfter(50));
    expect(corruptions(bytes, 300, 1)).toEqual({ tried: 300, detected: 300 });
    expect(problemsOf(() => decodeCheckpoint(bytes.subarray(1), 'a.checkpoint'))).toMatchObject([
      { code: 'STATE_DAMAGED', path: 'a.checkpoint' },
    ]);
  });

  it('is refused if it is whole, but of another kind or version', async () => {
    const { createHash } = await import('node:crypto');
    const bytes = await encodeCheckpoint(savedAfter(1));
    for (const [at, got] of [
      [0, 'another kind of file'],
      [8, 'version 0 of the format'],
    ] as const) {
      const content = Buffer.from(bytes.subarray(0, -32));
      content[at] = 0;
      const whole = Buffer.concat([content, createHash('sha256').update(content).digest()]);
      expect(problemsOf(() => decodeCheckpoint(whole, 'a'))).toMatchObject([{ got }]);
    }
  });
});
