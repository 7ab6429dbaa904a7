/**
 * A striatal circuit that chooses one of several actions and learns from reward, all in spikes.
 * Card: docs/cards/parts/striatum.md.
 */
import { type RateDecoderSpec, rateOf } from '../decode/rate.js';
import type { Handle } from '../handle.js';
import { normal } from '../network/distribution.js';
import { pairStdp } from '../network/learning/pair-stdp.js';
import { type CellKindName, lif, source } from '../network/neuron.js';
import { connect, type ProjectionInput } from '../network/synapse.js';

export interface StriatumOptions<A extends string, I extends string> {
  /** Names; each action gets the populations go_NAME and nogo_NAME. */
  readonly actions: readonly A[];
  /** The population of the robot whose spikes say what the situation is. */
  readonly input: I;
  /** From an action to the reward it earns, in ms; 10 to 2550. */
  readonly reward_after_ms: number;
  /** Weight of the plastic synapses at the start, in mV; drawn anew for each. Default 2.2. */
  readonly weight_mv?: number;
  /** Smallest and largest plastic weight, in mV. Default 1.7 to 3.7. */
  readonly bounds_mv?: readonly [number, number];
  /** How fast weights move: mV per s, level of dopamine and mV of eligibility. Default 0.8. */
  readonly rate_per_s?: number;
  /** How long synapses remember that they took part, in ms. Default 430. */
  readonly tau_eligibility_ms?: number;
  /** How far one spike of a go cell holds the dopamine cells back, in mV. Default 0.2. */
  readonly expect_mv?: number;
  /** How far one spike of a no-go cell holds its go cells back, in mV. Default 0.3. */
  readonly nogo_mv?: number;
}

const TICK_MS = 10;
const SPINY = 16;
const DOPAMINE = 64;
const REWARD = 4;
/** A dopamine cell left alone spikes with this chance in a tick. */
const TONIC = 0.3;
const RIVAL_MV = -8;
const REWARD_MV = 0.5;
const BIAS_MV = 14.15;

/** D1: a burst of dopamine strengthens what was active, a dip weakens it. D2: the other way. */
const d1 = { dopamine: { synapses: { above: 1, below: 1 }, source: 'Shen et al. 2008' } };
const d2 = { dopamine: { synapses: { above: -1, below: -1 }, source: 'Shen et al. 2008' } };

/** Cells that each decide by chance, the surer the more they are driven. */
const spiny = { tau_membrane_ms: 45, refractory_ms: 0, escape_mv: 1 };

/** They reset to where they rest, so that a spike does not make the next one less likely. */
const dopaminergic = lif(DOPAMINE, {
  tau_membrane_ms: 5,
  refractory_ms: 0,
  escape_mv: 1,
  bias_mv: BIAS_MV,
  reset_mv: -65 + BIAS_MV,
});

type Cells = Handle<CellKindName>;
type Populations<A extends string> = {
  readonly [name in `go_${A}` | `nogo_${A}` | 'dopamine_cells']: Cells;
} & { readonly reward_cells: Handle };

export type Striatum<A extends string, I extends string> = ReturnType<typeof striatum<A, I>>;

/** The parts of one circuit, to be spread into a robot's description. */
export function striatum<const A extends string, const I extends string>(
  options: StriatumOptions<A, I>,
) {
  const { actions } = options;
  return {
    /** Level of dopamine at which nothing is learned. */
    reference: TONIC,
    modulators: {
      dopamine: {
        tau_ms: 0,
        tonic: 0,
        min: 0,
        max: 1,
        released_by: [{ population: 'dopamine_cells', amount: 1 / DOPAMINE }],
      },
    },
    neurons: {
      ...(Object.fromEntries(
        actions.flatMap((action) => [
          [`go_${action}`, lif(SPINY, { ...spiny, modulation: d1 })],
          [`nogo_${action}`, lif(SPINY, { ...spiny, modulation: d2 })],
        ]),
      ) as { readonly [name in `go_${A}` | `nogo_${A}`]: ReturnType<typeof lif> }),
      dopamine_cells: dopaminergic,
      reward_cells: source(REWARD),
    },
    synapses: (n: Populations<A> & { readonly [name in I]: Handle }) => project(options, n),
    decode: (n: Populations<A>, press: { max_hz: number; tau_ms: number }) =>
      Object.fromEntries(
        actions.map((action) => [action, rateOf(n[`go_${action}`] as never, press)]),
      ) as { readonly [action in A]: RateDecoderSpec },
  };
}

function project<A extends string, I extends string>(
  options: StriatumOptions<A, I>,
  n: Populations<A> & { readonly [name in I]: Handle },
): ProjectionInput<'dopamine'>[] {
  const { actions, input, weight_mv = 2.2, bounds_mv = [1.7, 3.7] } = options;
  const { rate_per_s = 0.8, tau_eligibility_ms = 430 } = options;
  const { expect_mv = 0.2, nogo_mv = 0.3, reward_after_ms } = options;
  const of = (name: string) => n[name as keyof typeof n] as Cells;
  const learned = {
    weight_mv: normal({ mean: weight_mv, std: 0.1, min: bounds_mv[0], max: bounds_mv[1] }),
    delay_ms: TICK_MS,
    learn: pairStdp({
      modulator: 'dopamine',
      reference: TONIC,
      a_plus_mv: 1,
      a_minus_mv: 0,
      tau_plus_ms: TICK_MS,
      tau_minus_ms: 0,
      tau_eligibility_ms,
      rate_per_s,
      bounds_mv,
    }),
  };
  const fixed = (weight_mv: number, delay_ms = TICK_MS) => ({ weight_mv, delay_ms });
  return [
    connect(n.reward_cells, n.dopamine_cells, fixed(REWARD_MV)),
    ...actions.flatMap((action) => {
      const go = of(`go_${action}`);
      const nogo = of(`nogo_${action}`);
      return [
        connect(of(input), go, learned),
        connect(of(input), nogo, learned),
        connect(go, nogo, fixed(0.2)),
        connect(nogo, go, fixed(-nogo_mv)),
        connect(go, n.dopamine_cells, fixed(-expect_mv, reward_after_ms)),
        ...actions.flatMap((other) =>
          other === action
            ? []
            : [
                connect(go, of(`go_${other}`), fixed(RIVAL_MV)),
                connect(go, of(`nogo_${other}`), fixed(RIVAL_MV)),
              ],
        ),
      ];
    }),
  ];
}
