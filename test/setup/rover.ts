/** A small sound robot, as code and as data, for tests that break it in one place. */
import { pushPull } from '../../src/decode/index.js';
import { rate } from '../../src/encode/index.js';
import { gamma, normal, uniform } from '../../src/network/distribution.js';
import { policyGradient } from '../../src/network/learning/policy-gradient.js';
import { lif, source } from '../../src/network/neuron.js';
import { connect } from '../../src/network/synapse.js';
import { baseline } from '../../src/reward/index.js';
import { type Robot, robot } from '../../src/robot.js';

/** The robot as TypeScript says it. */
export function rover(): Robot {
  const eye = { unit: 'lux', min: 0, max: 1000 } as const;
  const wheel = { unit: 'rad/s', min: -8, max: 8, safe: 0, slew_per_s: 80 } as const;
  const drive = lif(8, {
    tau_membrane_ms: gamma({ shape: 3, mean: 20, min: 2 }),
    escape_mv: 2,
  });
  const learned = {
    weight_mv: normal({ mean: 2, std: 1 }),
    delay_ms: 10,
    learn: policyGradient({
      modulator: 'dopamine',
      tau_pre_ms: 20,
      tau_eligibility_ms: 500,
      rate_per_s: 10,
      bounds_mv: [-5, 8],
    }),
  };
  return robot('small-rover', {
    tick_ms: 10,
    sensors: { left_eye: eye, right_eye: eye, clock: { unit: 's', min: 0, max: 60 } },
    actuators: { left_wheel: wheel, right_wheel: wheel },
    observed: ['clock'],
    modulators: { dopamine: { tau_ms: 50, tonic: 0, min: -4, max: 4 } },
    neurons: { eyes: source(12), left: drive, right: drive },
    synapses: (n) => [
      connect(n.eyes, n.left, learned),
      connect(n.eyes, n.right, learned),
      connect(n.left, n.right, { weight_mv: uniform(-2, -1), delay_ms: 20, probability: 0.5 }),
    ],
    encode: (n) => ({
      left_eye: rate(n.eyes.slice(0, 6), { max_hz: 100 }),
      right_eye: [
        rate(n.eyes.slice(6, 9), { max_hz: 100 }),
        rate(n.eyes.slice(9), { max_hz: 50, inverted: true }),
      ],
    }),
    decode: (n) => ({
      left_wheel: pushPull(n.left, n.right, { gain: 0.1 }),
      right_wheel: pushPull(n.right, n.left, { gain: 0.1 }),
    }),
    reward: {
      signal: [{ kind: 'near', sensor: 'left_eye', target: 800, scale: 100 }],
      critic: baseline({ tau_s: 2 }),
      into: 'dopamine',
    },
  });
}

/** The same as data that a test may change, written as a person would in JSON. */
// biome-ignore lint/suspicious/noExplicitAny: tests put wrong things into it on purpose
export function roverData(): any {
  const eye = { unit: 'lux', min: 0, max: 1000 };
  const wheel = { unit: 'rad/s', min: -8, max: 8, safe: 0, slew_per_s: 80 };
  const drive = {
    kind: 'lif',
    count: 8,
    tau_membrane_ms: { kind: 'gamma', shape: 3, mean: 20, min: 2 },
    escape_mv: 2,
  };
  const learned = {
    from: 'eyes',
    weight_mv: { kind: 'normal', mean: 2, std: 1 },
    delay_ms: 10,
    learn: {
      kind: 'policyGradient',
      modulator: 'dopamine',
      tau_pre_ms: 20,
      tau_eligibility_ms: 500,
      rate_per_s: 10,
      bounds_mv: [-5, 8],
    },
  };
  const eyes = (first: number, count: number) => ({ population: 'eyes', first, count });
  const data = {
    name: 'small-rover',
    tick_ms: 10,
    sensors: { left_eye: eye, right_eye: eye, clock: { unit: 's', min: 0, max: 60 } },
    actuators: { left_wheel: wheel, right_wheel: wheel },
    observed: ['clock'],
    modulators: { dopamine: { tau_ms: 50, min: -4, max: 4 } },
    neurons: { eyes: { kind: 'source', count: 12 }, left: drive, right: drive },
    synapses: [
      { ...learned, to: 'left' },
      { ...learned, to: { population: 'right', first: 0, count: 8 } },
      {
        from: 'left',
        to: 'right',
        weight_mv: { kind: 'uniform', min: -2, max: -1 },
        delay_ms: 20,
        probability: 0.5,
      },
    ],
    encode: {
      left_eye: { kind: 'rate', into: eyes(0, 6), max_hz: 100 },
      right_eye: [
        { kind: 'rate', into: eyes(6, 3), max_hz: 100 },
        { kind: 'rate', into: eyes(9, 3), max_hz: 50, inverted: true },
      ],
    },
    decode: {
      left_wheel: { kind: 'push-pull', plus: 'left', minus: 'right', gain: 0.1 },
      right_wheel: { kind: 'push-pull', plus: 'right', minus: 'left', gain: 0.1 },
    },
    reward: {
      signal: [{ kind: 'near', sensor: 'left_eye', target: 800, scale: 100 }],
      critic: { kind: 'baseline', tau_s: 2 },
      into: 'dopamine',
    },
  };
  // through text, so that no two parts are one object
  return JSON.parse(JSON.stringify(data));
}
