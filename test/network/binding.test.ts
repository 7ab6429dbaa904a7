/** The boundary to the addon: worker threads, lost memory, wrong arguments; nothing crashes. */
import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { addon } from '../../src/network/binding.js';
import { compile } from '../../src/network/compile.js';
import { Network } from '../../src/network/network.js';
import { lif, source } from '../../src/network/neuron.js';
import { connect } from '../../src/network/synapse.js';
import { packageRoot } from '../../src/package.js';
import { problemsOf } from '../setup/problems.js';
import { smallNetwork } from '../setup/small-network.js';

const compiled = compile(
  smallNetwork({
    neurons: { eyes: source(4), cells: lif(8, { bias_mv: 20, escape_mv: 2 }) },
    synapses: (n) => [connect(n.eyes, n.cells, { weight_mv: 1, delay_ms: 3 })],
  }),
);

function hashAfter(ticks: number, threads = 1): string {
  const network = new Network(compiled, 7, { threads });
  network.run(ticks);
  const hash = network.hash();
  network.close();
  return hash;
}

/** Runs the same network in a worker, which then ends without closing anything. */
function hashInWorker(ticks: number): Promise<string> {
  const code = `
    const { parentPort, workerData } = require('node:worker_threads');
    const addon = require(workerData.file);
    const network = new addon.Network(workerData.bytes, [7, 0], 2);
    network.run(workerData.ticks);
    parentPort.postMessage(network.hash());`;
  const file = `${packageRoot()}/build/Release/striatum.node`;
  const worker = new Worker(code, {
    eval: true,
    workerData: { file, bytes: compiled.bytes, ticks },
  });
  return new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}

describe('the addon', () => {
  it('runs in worker threads, to the same bits', async () => {
    const hashes = await Promise.all([hashInWorker(500), hashInWorker(500)]);
    expect(hashes).toEqual([hashAfter(500), hashAfter(500)]);
  });

  it('shares a tick between threads, to the same bits', () => {
    const alone = hashAfter(500);
    for (const threads of [2, 3, 4]) expect(hashAfter(500, threads)).toBe(alone);
  });

  it.each([0, 65, 1.5, Number.NaN])('refuses %d threads', (threads) => {
    const [problem] = problemsOf(() => new Network(compiled, 7, { threads }));
    expect(problem).toMatchObject({ code: 'ARGUMENT_INVALID' });
    expect(problem?.allowed).toContain('1 to 64 threads');
  });

  it('notices that its memory was taken away', () => {
    const network = new Network(compiled, 7);
    network.tick();
    structuredClone(network.views.potential.buffer, {
      transfer: [network.views.potential.buffer as ArrayBuffer],
    });
    expect(() => network.tick()).toThrow(/NETWORK_CLOSED/);
    expect(() => network.hash()).toThrow(/NETWORK_CLOSED/);
    network.close();
  });

  it('keeps memory that is still looked at when the network is closed', () => {
    const network = new Network(compiled, 7);
    network.tick();
    const { potential } = network.views;
    const before = potential[0];
    network.close();
    network.close();
    expect(potential[0]).toBe(before);
    expect(problemsOf(() => network.tick())[0]?.code).toBe('NETWORK_CLOSED');
  });

  const { Network: Native } = addon();
  const make = Native as unknown as new (...values: unknown[]) => unknown;
  it.each([
    ['nothing', []],
    ['no bytes', [new Uint8Array(0), [1, 2]]],
    ['a number for a model', [5, [1, 2]]],
    [
      'an array for a model',
      [
        [1, 2, 3],
        [1, 2],
      ],
    ],
    ['no seed', [compiled.bytes]],
    ['a text for a seed', [compiled.bytes, 'seven']],
    ['half a seed', [compiled.bytes, [1]]],
    ['a seed of NaN', [compiled.bytes, [Number.NaN, {}]]],
  ])('refuses %s with a code', (_, values) => {
    expect(() => new make(...values)).toThrow(/ARGUMENT_INVALID|MODEL_REFUSED/);
  });

  it.each([
    ['thaw', [undefined]],
    ['thaw', [new Uint8Array(3)]],
    ['run', ['many']],
    ['run', [-1]],
    ['settle', []],
    ['settle', [new Int32Array(3)]],
    ['settle', [new Float32Array(3)]],
  ] as const)('refuses a bad argument of %s and goes on', (method, values) => {
    const network = new Native(compiled.bytes, [7, 0]);
    const call = network[method] as (...values: unknown[]) => unknown;
    expect(() => call.apply(network, [...values])).toThrow(/ARGUMENT_INVALID|STATE_REFUSED/);
    network.run(500);
    expect(network.hash()).toBe(hashAfter(500));
    network.close();
  });

  it('cannot be called on something else', () => {
    const network = new Native(compiled.bytes, [7, 0]);
    expect(() => network.tick.call({} as never)).toThrow();
    network.close();
  });
});
