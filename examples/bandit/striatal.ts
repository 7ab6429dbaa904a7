/**
 * The bandit's robot with a striatal circuit in place of plain pools and a critic: who pays is
 * said to its reward cells, and its own dopamine cells make the prediction error of it.
 */
import { type Robot, rate, robot, type StriatumOptions, source, striatum } from 'striatum';

const lamp = { unit: '1', min: 0, max: 1 } as const;
const lever = { unit: '1', min: 0, max: 1, safe: 0, slew_per_s: 1000 } as const;

type Options = Partial<StriatumOptions<'lever_0' | 'lever_1', 'ready'>>;

/** `clamped`: dopamine stays at its tonic level, whatever its cells do. */
export function striatal(options: Options & { readonly clamped?: boolean } = {}): Robot {
  const { clamped = false, ...changes } = options;
  const bg = striatum({
    actions: ['lever_0', 'lever_1'],
    input: 'ready',
    reward_after_ms: 300,
    ...changes,
  });
  const { dopamine } = bg.modulators;
  const still = { ...dopamine, tonic: bg.reference, released_by: [] };
  return robot('bandit', {
    tick_ms: 10,
    sensors: { ready: lamp, paid: lamp },
    actuators: { lever_0: lever, lever_1: lever },
    modulators: clamped ? { dopamine: still } : bg.modulators,
    neurons: { ready: source(4), ...bg.neurons },
    synapses: (n) => bg.synapses(n),
    encode: (n) => ({
      ready: rate(n.ready, { max_hz: 100 }),
      paid: rate(n.reward_cells, { max_hz: 100 }),
    }),
    decode: (n) => bg.decode(n, { max_hz: 100, tau_ms: 0 }),
  });
}

export default striatal();
