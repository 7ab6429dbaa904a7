/** Weights out of a checkpoint and into a mind: exact, all or nothing, every problem at once. */
import { describe, expect, it } from 'vitest';
import {
  exportRows,
  importRows,
  parseRows,
  toCsv,
} from '../../../src/control/checkpoint/exchange.js';
import { synapsesOf } from '../../../src/control/checkpoint/synapses.js';
import { twoEyesRobot } from '../../fixtures/two-eyes.js';
import { problemsOf } from '../../setup/problems.js';
import { live, makeMind, savedAfter } from './minds.js';

const saved = savedAfter(500);
const csv = toCsv(exportRows(saved));
const json = JSON.stringify({ synapses: exportRows(saved) });

describe('weights in a file', () => {
  it('name each synapse', () => {
    const [head, first] = csv.split('\n');
    expect(head).toBe('projection,pre,post,delay_ms,weight_mv');
    expect(first).toMatch(/^eyes → left,0,0,10,-?\d/);
    expect(exportRows(saved)).toHaveLength(128);
  });

  it.each([
    ['a.csv', csv],
    ['a.json', json],
  ])('come back to the bit: %s', (path, text) => {
    const mind = makeMind();
    live(mind, twoEyesRobot, 0, 200);
    expect(importRows(parseRows(text, path), mind, path)).toBe(1);
    expect(synapsesOf(mind.network).weight).toEqual(saved.synapses.weight);
    expect(mind.learning).toBe(true);
    live(mind, twoEyesRobot, 200, 400);
    expect(synapsesOf(mind.network).weight).not.toEqual(saved.synapses.weight);
    mind.close();
  });

  it('leave the others as they are', () => {
    const mind = makeMind();
    live(mind, twoEyesRobot, 0, 200);
    const before = synapsesOf(mind.network).weight;
    const [head, , second] = csv.split('\n');
    importRows(parseRows(`${head}\n${second}\n`, 'a.csv'), mind, 'a.csv');
    const after = synapsesOf(mind.network).weight;
    expect(after[1]).toBe(saved.synapses.weight[1]);
    expect(after.filter((weight, i) => weight !== before[i])).toHaveLength(1);
    mind.close();
  });

  it('are refused with every problem, and nothing changes', () => {
    const mind = makeMind();
    const hash = mind.hash();
    const lines = csv.split('\n');
    const bad = [
      lines[0],
      'ears → left,0,0,10,1',
      'eyes → left,0,0,10,99',
      'eyes → left,0,1,10,NaN',
      'eyes → left,0,2,10,',
      lines[5],
      lines[5],
      'eyes → left,0,99,10,1',
    ].join('\n');
    expect(problemsOf(() => importRows(parseRows(bad, 'a.csv'), mind, 'a.csv'))).toMatchObject([
      { code: 'NAME_UNKNOWN', path: 'a.csv:2', got: 'ears → left, 0 to 0 in 10 ms' },
      { code: 'WEIGHT_OUT_OF_BOUNDS', path: 'a.csv:3', allowed: 'a number from -15 to 15 mV' },
      { code: 'WEIGHT_OUT_OF_BOUNDS', path: 'a.csv:4', got: 'NaN mV' },
      { code: 'WEIGHT_OUT_OF_BOUNDS', path: 'a.csv:5' },
      { code: 'ARGUMENT_INVALID', path: 'a.csv:7' },
      { code: 'NAME_UNKNOWN', path: 'a.csv:8' },
    ]);
    expect(mind.hash()).toBe(hash);
    mind.close();
  });

  it('are refused where the file is of another kind', () => {
    expect(problemsOf(() => parseRows('a,b\n1,2\n', 'a.csv'))).toMatchObject([
      { code: 'FILE_BROKEN', got: "'a,b' as its first line" },
    ]);
    expect(problemsOf(() => parseRows('{"rows": []}', 'a.json'))).toMatchObject([
      { code: 'FILE_BROKEN' },
    ]);
  });
});
