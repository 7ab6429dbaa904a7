/**
 * A robot in front of two levers, of which one pays more often, until the odds change. Two pools
 * of neurons, one a lever, are driven alike by one lamp and silence each other. Only the pool that
 * wins has spikes for dopamine to credit.
 */
import {
  baseline,
  type CriticSpec,
  connect,
  lif,
  normal,
  pairStdp,
  rate,
  rateOf,
  robot,
  source,
} from 'striatum';

const BOUNDS_MV = [1.7, 3.7] as const;

const lamp = { unit: '1', min: 0, max: 1 } as const;
const lever = { unit: '1', min: 0, max: 1, safe: 0, slew_per_s: 1000 } as const;
const press = { max_hz: 100, tau_ms: 0 };

/** Sixteen cells that each decide by chance, the surer the more they are driven. */
const pool = lif(16, { tau_membrane_ms: 45, refractory_ms: 0, escape_mv: 1 });

/** Credit goes to synapses onto neurons that fired: no spike, no change. */
const learned = (rate_per_s: number) => ({
  weight_mv: normal({ mean: 2.2, std: 0.1, min: BOUNDS_MV[0], max: BOUNDS_MV[1] }),
  delay_ms: 10,
  learn: pairStdp({
    modulator: 'dopamine',
    a_plus_mv: 1,
    a_minus_mv: 0,
    tau_plus_ms: 10,
    tau_minus_ms: 0,
    tau_eligibility_ms: 430,
    rate_per_s,
    bounds_mv: BOUNDS_MV,
  }),
});

const rival = { weight_mv: -8, delay_ms: 10 };

/** Reward is compared with its mean over about eight trials: it sees one tick a trial. */
export default bandit(baseline({ tau_s: 0.077 }), 2.2);

/** The robot, with this critic and rate of learning. */
export function bandit(critic: CriticSpec, rate_per_s: number) {
  return robot('bandit', {
    tick_ms: 10,
    sensors: { ready: lamp, paid: lamp },
    observed: ['paid'],
    actuators: { lever_0: lever, lever_1: lever },
    modulators: { dopamine: { tau_ms: 0, tonic: 0, min: -1, max: 1 } },
    neurons: { ready: source(4), pool_0: pool, pool_1: pool },
    synapses: (n) => [
      connect(n.ready, n.pool_0, learned(rate_per_s)),
      connect(n.ready, n.pool_1, learned(rate_per_s)),
      connect(n.pool_0, n.pool_1, rival),
      connect(n.pool_1, n.pool_0, rival),
    ],
    encode: (n) => ({ ready: rate(n.ready, { max_hz: 100 }) }),
    decode: (n) => ({ lever_0: rateOf(n.pool_0, press), lever_1: rateOf(n.pool_1, press) }),
    reward: {
      /** Once a trial, when the lamp goes off: paid or not. NaN at all other ticks: no news. */
      signal: (now, before) =>
        before.ready > 0.5 && now.ready <= 0.5 ? Number(now.paid > 0.5) : Number.NaN,
      critic,
      into: 'dopamine',
    },
  });
}
