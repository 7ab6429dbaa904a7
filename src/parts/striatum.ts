/**
 * A striatal circuit that chooses one of several actions and learns from reward, all in spikes.
 * Card: docs/cards/parts/striatum.md.
 */
import { type RateDecoderSpec, rateOf } from '../decode/rate.js';
import { RobotError } from '../errors.js';
import type { Handle } from '../handle.js';
import { linearBranch } from '../network/dendrites/linear.js';
import { normal } from '../network/distribution.js';
import { pairStdp } from '../network/learning/pair-stdp.js';
import { type CellKindName, lif, source } from '../network/neuron.js';
import { connect, type ProjectionInput } from '../network/synapse.js';

export interface StriatumOptions<A extends string, I extends string, W extends string = never> {
  /** Names, each once; each action gets the populations go_NAME and nogo_NAME. */
  readonly actions: readonly A[];
  /** The population of the robot whose spikes say what the situation is. */
  readonly input: I;
  /** A population whose spikes let the cells act. Default: they act whenever the input says so. */
  readonly when?: W;
  /** From an action to the reward it earns, in ms; 10 to 2550. */
  readonly reward_after_ms: number;
  /** Level of dopamine where nothing is paid. Default 0.3: reward cells are silent then. */
  readonly reference?: number;
  /**
   * How long a spike of the input is remembered, on a dendrite of each cell that lifts the soma by
   * 1.2 of the weight in every tick, in ms. Default: its tick alone, without a dendrite.
   */
  readonly memory_ms?: number | undefined;
  /** How long an arrival can still be credited, in ms. Default: as long as it is remembered. */
  readonly trace_ms?: number;
  /** Cells of each pool. Default 16. */
  readonly cells?: number;
  /** Share of a pool that each input neuron reaches, above 0 up to 1. Default 1. */
  readonly reach?: number;
  readonly tau_membrane_ms?: number;
  /** Width of the chance to spike, in mV. Default 1. */
  readonly escape_mv?: number;
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
  /** How far one spike of a go cell lifts its no-go cells, in mV. Default 0.2. */
  readonly remind_mv?: number;
  /** How far one spike of `when` lifts go cells, and no-go cells, in mV. Default 2.8, 1.3. */
  readonly when_mv?: readonly [number, number];
  /** How far a go cell's spike moves go cells, and no-go cells, of others. Default -8, -8 mV. */
  readonly rival_mv?: readonly [number, number];
}

const TICK_MS = 10;
const DOPAMINE = 64;
const REWARD = 4;
/** A dopamine cell left alone spikes with this chance in a tick. */
const TONIC = 0.3;
const REWARD_MV = 0.5;
const BIAS_MV = 14.15;
/** What a tick's share of a dendrite's potential lifts the soma by, per ms of memory. */
const GAIN_PER_MS = 0.12;

/** D1: a burst of dopamine strengthens what was active, a dip weakens it. D2: the other way. */
const d1 = { dopamine: { synapses: { above: 1, below: 1 }, source: 'Shen et al. 2008' } };
const d2 = { dopamine: { synapses: { above: -1, below: -1 }, source: 'Shen et al. 2008' } };

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
type Inputs<I extends string, W extends string> = { readonly [name in I | W]: Handle };

export type Striatum<A extends string, I extends string, W extends string = never> = ReturnType<
  typeof striatum<A, I, W>
>;

/**
 * The parts of one circuit, to be spread into a robot's description; a robot has one of them.
 * @throws RobotError ARGUMENT_INVALID for no action, or one named twice.
 */
export function striatum<
  const A extends string,
  const I extends string,
  const W extends string = never,
>(options: StriatumOptions<A, I, W>) {
  const { actions, reference = TONIC } = options;
  demandActions(actions);
  return {
    /** Level of dopamine at which nothing is learned. */
    reference,
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
          [`go_${action}`, spiny(options, d1)],
          [`nogo_${action}`, spiny(options, d2)],
        ]),
      ) as { readonly [name in `go_${A}` | `nogo_${A}`]: ReturnType<typeof lif> }),
      dopamine_cells: dopaminergic,
      reward_cells: source(REWARD),
    },
    synapses: (n: Populations<A> & Inputs<I, W>) => project(options, n),
    decode: (n: Populations<A>, press: { max_hz: number; tau_ms: number }) =>
      Object.fromEntries(
        actions.map((action) => [action, rateOf(n[`go_${action}`] as never, press)]),
      ) as { readonly [action in A]: RateDecoderSpec },
  };
}

function demandActions(actions: readonly string[]): void {
  if (actions.length > 0 && new Set(actions).size === actions.length) return;
  throw new RobotError({
    code: 'ARGUMENT_INVALID',
    path: 'striatum › actions',
    got: actions.join(', ') || 'none',
    allowed: 'one name or more, each once',
    remedy: 'name what the robot chooses between',
  });
}

type Shape = StriatumOptions<string, string, string>;

/** Cells that each decide by chance, the surer the more they are driven. */
function spiny(options: Shape, modulation: typeof d1) {
  const { cells = 16, tau_membrane_ms = 45, escape_mv = 1, memory_ms } = options;
  return lif(cells, {
    tau_membrane_ms,
    refractory_ms: 0,
    escape_mv,
    modulation,
    ...(memory_ms === undefined
      ? {}
      : {
          dendrites: { memory: linearBranch({ tau_ms: memory_ms, gain: GAIN_PER_MS * memory_ms }) },
        }),
  });
}

/** The synapses that learn: the situation onto go and no-go cells. */
function learned(options: Shape) {
  const { weight_mv = 2.2, bounds_mv = [1.7, 3.7], rate_per_s = 0.8 } = options;
  const { tau_eligibility_ms = 430, memory_ms, reach = 1, reference = TONIC } = options;
  const { trace_ms = memory_ms ?? TICK_MS } = options;
  const std = memory_ms === undefined ? 0.1 : weight_mv / 10;
  return {
    weight_mv: normal({ mean: weight_mv, std, min: bounds_mv[0], max: bounds_mv[1] }),
    delay_ms: TICK_MS,
    probability: reach,
    learn: pairStdp({
      modulator: 'dopamine',
      reference,
      a_plus_mv: 1,
      a_minus_mv: 0,
      tau_plus_ms: trace_ms,
      tau_minus_ms: 0,
      tau_eligibility_ms,
      rate_per_s,
      bounds_mv,
    }),
  };
}

function project<A extends string, I extends string, W extends string>(
  options: StriatumOptions<A, I, W>,
  n: Populations<A> & Inputs<I, W>,
): ProjectionInput<'dopamine'>[] {
  const { actions, input, when, reward_after_ms } = options;
  const { expect_mv = 0.2, nogo_mv = 0.3, remind_mv = 0.2 } = options;
  const { when_mv = [2.8, 1.3], rival_mv = [-8, -8] } = options;
  const of = (name: string) => n[name as keyof typeof n] as Cells & { readonly memory: Cells };
  const fixed = (weight_mv: number, delay_ms = TICK_MS) => ({ weight_mv, delay_ms });
  const plastic = learned(options);
  const ends = (cells: ReturnType<typeof of>) =>
    options.memory_ms === undefined ? cells : cells.memory;
  return [
    connect(n.reward_cells, n.dopamine_cells, fixed(REWARD_MV)),
    ...actions.flatMap((action) => {
      const go = of(`go_${action}`);
      const nogo = of(`nogo_${action}`);
      const rivals = actions.filter((other) => other !== action);
      return [
        connect(of(input), ends(go), plastic),
        connect(of(input), ends(nogo), plastic),
        ...(when === undefined
          ? []
          : [connect(of(when), go, fixed(when_mv[0])), connect(of(when), nogo, fixed(when_mv[1]))]),
        connect(go, nogo, fixed(remind_mv)),
        connect(nogo, go, fixed(-nogo_mv)),
        connect(go, n.dopamine_cells, fixed(-expect_mv, reward_after_ms)),
        ...rivals.flatMap((other) => [
          connect(go, of(`go_${other}`), fixed(rival_mv[0])),
          connect(go, of(`nogo_${other}`), fixed(rival_mv[1])),
        ]),
      ];
    }),
  ];
}
