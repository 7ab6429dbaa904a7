/**
 * Slips that do not compile. The compiler checks this file: a line below `@ts-expect-error` that
 * compiles is an error there. The slips are not run: robot.test.ts has what they do in JSON.
 */
import { describe, expect, it } from 'vitest';
import { pushPull } from '../src/decode/index.js';
import { rate } from '../src/encode/index.js';
import { Handle } from '../src/handle.js';
import { ampa, gabaA, linearBranch, plateau } from '../src/network/index.js';
import { policyGradient } from '../src/network/learning/policy-gradient.js';
import { lif, source } from '../src/network/neuron.js';
import { connect } from '../src/network/synapse.js';
import { baseline } from '../src/reward/index.js';
import { type Handles, robot } from '../src/robot.js';

const eye = { unit: 'lux', min: 0, max: 1 } as const;
const wheel = { unit: 'rad/s', min: -1, max: 1, safe: 0, slew_per_s: 1 } as const;
const neurons = { eyes: source(4), move: lif(4) };
type N = Handles<typeof neurons>;

const sound = {
  tick_ms: 10,
  sensors: { eye },
  actuators: { wheel },
  modulators: { dopamine: { tau_ms: 0, min: -1, max: 1 } },
  neurons,
  encode: (n: N) => ({ eye: rate(n.eyes, { max_hz: 10 }) }),
  decode: (n: N) => ({ wheel: pushPull(n.move, n.move, { gain: 1 }) }),
} as const;

const learn = {
  tau_pre_ms: 20,
  tau_eligibility_ms: 100,
  rate_per_s: 1,
  bounds_mv: [0, 1],
} as const;

const withReceptors = {
  ...sound,
  neurons: { eyes: source(4), move: lif(4, { receptors: { ampa: ampa(), gaba: gabaA() } }) },
};

const withDendrites = {
  ...sound,
  neurons: {
    eyes: source(4),
    move: lif(4, {
      receptors: { open: ampa({ on: 'apical' }) },
      dendrites: { apical: plateau(), basal: linearBranch({ tau_ms: 500 }) },
    }),
  },
};

const slips = [
  // @ts-expect-error: a unit that is not in the table
  () => robot('r', { ...sound, sensors: { eye: { unit: 'lx', min: 0, max: 1 } } }),
  // @ts-expect-error: a range without an end
  () => robot('r', { ...sound, sensors: { eye: { unit: 'lux', min: 0 } } }),
  // @ts-expect-error: a misspelt option of a sensor
  () => robot('r', { ...sound, sensors: { eye: { ...eye, stalems: 1 } } }),
  () => {
    const { safe: _, ...unsafe } = wheel;
    // @ts-expect-error: an actuator without its safe value
    return robot('r', { ...sound, actuators: { wheel: unsafe } });
  },
  // @ts-expect-error: a sensor without an encoder
  () => robot('r', { ...sound, sensors: { eye, nose: eye } }),
  // @ts-expect-error: an observed sensor that the robot does not have
  () => robot('r', { ...sound, observed: ['nose'] }),
  // @ts-expect-error: an actuator without a decoder
  () => robot('r', { ...sound, actuators: { wheel, arm: wheel } }),
  // @ts-expect-error: a misspelt population; the compiler says: Did you mean 'move'?
  () => robot('r', { ...sound, decode: (n) => ({ wheel: pushPull(n.moev, n.move, { gain: 1 }) }) }),
  // @ts-expect-error: a misspelt parameter of a neuron
  () => lif(4, { treshold_mv: -50 }),
  // @ts-expect-error: sources have no parameters
  () => source(4, { tau_membrane_ms: 20 }),
  () =>
    robot('r', {
      ...sound,
      // @ts-expect-error: synapses onto a source
      synapses: (n) => [connect(n.move, n.eyes, { weight_mv: 1, delay_ms: 10 })],
    }),
  () =>
    robot('r', {
      ...sound,
      // @ts-expect-error: a synapse without a delay
      synapses: (n) => [connect(n.eyes, n.move, { weight_mv: 1 })],
    }),
  () =>
    robot('r', {
      ...sound,
      // @ts-expect-error: learning by a modulator that the robot does not have
      synapses: (n) => [
        connect(n.eyes, n.move, {
          weight_mv: 1,
          delay_ms: 10,
          learn: policyGradient({ modulator: 'serotonin', ...learn }),
        }),
      ],
    }),
  () =>
    robot('r', {
      ...sound,
      reward: {
        // @ts-expect-error: a reward that reads a sensor which the robot does not have
        signal: (now) => now.nose,
        critic: baseline({ tau_s: 1 }),
        into: 'dopamine',
      },
    }),
  () =>
    robot('r', {
      ...sound,
      reward: {
        signal: (now) => now.eye,
        critic: baseline({ tau_s: 1 }),
        // @ts-expect-error: reward into a modulator that the robot does not have
        into: 'dopamin',
      },
    }),
  () =>
    robot('r', {
      ...withReceptors,
      // @ts-expect-error: a misspelt receptor; the compiler says: Did you mean 'ampa'?
      synapses: (n) => [connect(n.eyes, n.move.amap, { weight_mv: 1, delay_ms: 10 })],
    }),
  () =>
    robot('r', {
      ...withReceptors,
      // @ts-expect-error: spikes do not come from a receptor
      synapses: (n) => [connect(n.move.ampa, n.move, { weight_mv: 1, delay_ms: 10 })],
    }),
  // @ts-expect-error: a misspelt parameter of a neuron that has receptors
  () => lif(4, { treshold_mv: -50, receptors: { ampa: ampa() } }),
  () =>
    robot('r', {
      ...withDendrites,
      // @ts-expect-error: a misspelt dendrite; the compiler says: Did you mean 'apical'?
      synapses: (n) => [connect(n.eyes, n.move.apicl, { weight_mv: 1, delay_ms: 10 })],
    }),
  // @ts-expect-error: a misspelt parameter of a dendrite
  () => lif(4, { dendrites: { apical: plateau({ plateau: 5 }) } }),
  // @ts-expect-error: a misspelt parameter of a receptor
  () => lif(4, { receptors: { ampa: ampa({ tau: 5 }) } }),
  // @ts-expect-error: a rate encoder without its rate
  () => rate(new Handle('eyes', 0, 4), {}),
];

/** What must go on compiling beside the slips. */
const sounds = [
  () => robot('r', sound),
  () => robot('r', { ...sound, sensors: { eye, nose: eye }, observed: ['nose'] }),
  () =>
    robot('r', {
      ...withReceptors,
      synapses: (n) => [
        connect(n.eyes, n.move.ampa, { weight_mv: 1, delay_ms: 10 }),
        connect(n.eyes, n.move.slice(0, 2).gaba, { weight_mv: 1, delay_ms: 10 }),
        connect(n.eyes, n.move.gaba.slice(2), { weight_mv: 1, delay_ms: 10 }),
      ],
    }),
  () =>
    robot('r', {
      ...withDendrites,
      synapses: (n) => [
        connect(n.eyes, n.move.apical, { weight_mv: 1, delay_ms: 10 }),
        connect(n.eyes, n.move.slice(0, 2).basal, { weight_mv: 1, delay_ms: 10 }),
        connect(n.eyes, n.move.open, { weight_mv: 1, delay_ms: 10 }),
      ],
    }),
  () =>
    robot('r', {
      ...sound,
      synapses: (n) => [
        connect(n.eyes.slice(0, 2), n.move.slice(2), { weight_mv: 1, delay_ms: 10 }),
        connect(n.eyes, n.move, {
          weight_mv: 1,
          delay_ms: 10,
          learn: policyGradient({ modulator: 'dopamine', ...learn }),
        }),
      ],
      reward: {
        signal: (now, before) => now.eye - before.eye,
        critic: baseline({ tau_s: 1 }),
        into: 'dopamine',
      },
    }),
];

describe('the types of a description', () => {
  it('refuse slips when the tests are compiled', () => expect(slips.length).toBe(22));
  it.each(sounds)('let what is right pass', (make) => expect(make().name).toBe('r'));
});
