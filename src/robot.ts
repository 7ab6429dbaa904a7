/**
 * robot(): the description of a robot. Channels with units, neurons, synapses, encoders, decoders
 * and reward, in plain data; no pins, so that one robot runs on many bodies.
 */
import type { ActuatorChannel, Named, Safety, SensorChannel } from './channel.js';
import type { DecoderSpec } from './decode/index.js';
import type { EncoderSpec } from './encode/index.js';
import { Handle, isMember, type PortHandle } from './handle.js';
import { parseJson } from './json.js';
import type { NetworkSpec } from './network/check.js';
import type { ModulatorOptions } from './network/modulator.js';
import type { NeuronInput } from './network/neuron.js';
import { portsOf } from './network/port.js';
import type { ProjectionInput } from './network/synapse.js';
import type { CriticSpec, EndSpec, EstimateInput, ReleaseSpec, TermSpec } from './reward/index.js';
import { checkRobot } from './robot/check.js';
import { robotInCodeSchema, robotSchema } from './robot/description.js';

/** A robot: plain, frozen data, checked. Only `reward` may hold functions, if written in code. */
export interface Robot extends NetworkSpec {
  readonly sensors: { readonly [name: string]: SensorChannel };
  readonly actuators: { readonly [name: string]: ActuatorChannel };
  readonly safety?: Safety;
  /** Sensors that are only watched. */
  readonly observed: readonly string[];
  /** For each encoded sensor its encoders. */
  readonly encode: { readonly [sensor: string]: readonly EncoderSpec[] };
  readonly decode: { readonly [actuator: string]: DecoderSpec };
  readonly reward?: RewardSpec;
}

/** What is good, and which modulator says so; `S` and `M` name sensors and modulators. */
export interface RewardSpec<S extends string = string, M extends string = string>
  extends ReleaseSpec {
  /** The reward of one tick, from its frame and the one before; or the sum of these terms. */
  readonly signal:
    | ((now: Named<S>, before: Named<S>) => number)
    | readonly (TermSpec & { readonly sensor: S })[];
  /** Whether an episode ends with this frame. Default: never. */
  readonly ends?: ((now: Named<S>) => boolean) | readonly EndSpec[];
  /**
   * What the critic sees instead of sensor values: `count` numbers that `of` writes into `out`,
   * which still holds those of the tick before.
   */
  readonly features?: {
    readonly count: number;
    of(now: Named<S>, out: Float64Array): void;
  };
  /** The sensors whose values the critic sees. Default: every sensor, in order. */
  readonly cues?: readonly S[];
  readonly critic: CriticSpec;
  /** The modulator that is released. */
  readonly into: M;
  /** Where, of a modulator with regions. Default: in each of them. */
  readonly region?: string;
  /** What else the errors of the critic release: uncertainty, surprise. */
  readonly also?: readonly (EstimateInput & { readonly into: M })[];
}

type NeuronInputs = { readonly [name: string]: NeuronInput };
type Encoders = EncoderSpec | readonly EncoderSpec[];

/**
 * The handles of all populations, by name; `n.nose.slice(0, 8)` are some of its neurons, and
 * `n.cells.ampa` is a receptor of its.
 */
export type Handles<N extends NeuronInputs> = {
  readonly [P in keyof N]: Handle<N[P]['kind']> & {
    readonly [K in PortName<N[P]>]: PortHandle;
  };
};

/** The names of the receptors and dendrites of a population, where the compiler knows them. */
type PortName<N> = Known<PartsOf<N, 'receptors'>> | Known<PartsOf<N, 'dendrites'>>;
type PartsOf<N, Part extends string> = N extends { readonly [P in Part]?: infer T } ? T : never;
type Known<T> = string extends keyof NonNullable<T> ? never : keyof NonNullable<T>;

/** What robot() is given: `S` sensors, `A` actuators, `M` modulators, `O` observed sensors. */
export interface Description<
  S extends string,
  A extends string,
  M extends string,
  O extends S,
  N extends NeuronInputs,
> {
  /** Length of a tick, 0.01 to 1000 ms in steps of 0.001. */
  readonly tick_ms: number;
  readonly sensors: { readonly [name in S]: SensorChannel };
  readonly actuators: { readonly [name in A]: ActuatorChannel };
  readonly safety?: Safety;
  /** Sensors without an encoder on purpose: for the reward, the critic, or to be watched. */
  readonly observed?: readonly O[];
  readonly modulators?: { readonly [name in M]: ModulatorOptions };
  readonly neurons: N;
  readonly synapses?: (n: Handles<N>) => readonly ProjectionInput<NoInfer<M>>[];
  /** Every sensor that is not `observed` needs an encoder, or a list of them. */
  readonly encode: (n: Handles<N>) => {
    readonly [name in Exclude<NoInfer<S>, NoInfer<O>>]: Encoders;
  } & { readonly [name in NoInfer<O>]?: Encoders };
  readonly decode: (n: Handles<N>) => { readonly [name in NoInfer<A>]: DecoderSpec };
  readonly reward?: RewardSpec<NoInfer<S>, NoInfer<M>>;
}

/**
 * A robot, checked.
 * @param name in small letters, digits and hyphens.
 * @throws RobotError with every problem: code, path, got, allowed, remedy.
 */
export function robot<
  const S extends string,
  const A extends string,
  const N extends NeuronInputs,
  const M extends string = never,
  const O extends S = never,
>(name: string, description: Description<S, A, M, O, N>): Robot {
  const n = handlesOf(description.neurons);
  const data = {
    ...description,
    name,
    synapses: description.synapses?.(n) ?? [],
    encode: description.encode(n),
    decode: description.decode(n),
  };
  return checkRobot(data, robotInCodeSchema, name);
}

/**
 * A robot from a JSON text; schema/robot.schema.json says how it is written.
 * @param file names the text in problems.
 * @throws RobotError with every problem; JSON_TRUNCATED or JSON_INVALID with line and column.
 */
export function robotFromJson(text: string, file: string): Robot {
  return checkRobot(parseJson(text, file), robotSchema, file);
}

/** An unknown name gives a handle too, so that the rules can say where it was used. */
function handlesOf<N extends NeuronInputs>(neurons: N): Handles<N> {
  const handles = Object.entries(neurons).map(([name, population]) => {
    const ports = portsOf(population).flatMap((port) => port.name ?? []);
    return [
      name,
      new Handle(
        name,
        0,
        population.count,
        true,
        ports.filter((p) => !isMember(p)),
      ),
    ];
  });
  return new Proxy(Object.fromEntries(handles) as Handles<N>, {
    get: (known, name) =>
      Reflect.get(known, name) ?? (typeof name === 'string' ? new Handle(name, 0, 1) : undefined),
  });
}
