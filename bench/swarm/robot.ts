/** A robot that nobody would build: channels, cells, encoders, decoders, a rule, a reward. */
import { type Robot, robotFromJson } from '../../src/robot.js';
import { Draw } from './draw.js';
import { drawCritic, drawRule, NOISY_RULES } from './learning.js';

/** Weights that learn stay within this and its negative, in mV. */
export const WEIGHT_MAX_MV = 8;

const UNITS = ['1', 'mm', 'rad/s', 'V', '°C', 'lux', 'm/s^2'];
const RANGES = [
  [0, 1],
  [-1, 1],
  [-40, 125],
  [0, 1e6],
  [-1e-3, 1e-3],
  [5, 6],
] as const;
/** Kinds of cells by the longest tick that they may have. */
const CELLS = [
  { kind: 'lif', tick_ms: 20 },
  { kind: 'adaptiveLif', tick_ms: 20 },
  { kind: 'resonateAndFire', tick_ms: 10 },
  { kind: 'izhikevich', tick_ms: 1 },
  { kind: 'adex', tick_ms: 1 },
];

/** As plain data, so that it can be shown. */
export function drawDescription(seed: number) {
  const draw = new Draw(seed, 'robot');
  const tick_ms = draw.one([1, 2, 5, 10, 20]);
  const sensors = Object.fromEntries(
    draw.list(draw.whole(1, 6), (i) => [`sensor_${i}`, drawSensor(draw, tick_ms)]),
  );
  const actuators = Object.fromEntries(
    draw.list(draw.whole(1, 4), (i) => [`actuator_${i}`, drawActuator(draw, tick_ms)]),
  );
  const pools = draw.list(draw.whole(2, 4), (i) => `pool_${i}`);
  const inputs = new Inputs(draw, tick_ms);
  const encode = Object.fromEntries(
    Object.entries(sensors).map(([name, { min, max }]) => {
      return [name, draw.list(draw.whole(1, 2), () => inputs.encoder(max - min))];
    }),
  );
  const learn = drawRule(draw, WEIGHT_MAX_MV);
  const noisy = NOISY_RULES.includes(learn.kind);
  return {
    name: `swarm-${seed}`,
    tick_ms,
    sensors,
    actuators,
    modulators: { dopamine: { tau_ms: draw.one([0, 50]), tonic: 0, min: -1, max: 1 } },
    neurons: {
      inputs: { kind: 'source', count: inputs.count },
      ...Object.fromEntries(pools.map((pool) => [pool, drawCells(draw, tick_ms, noisy)])),
    },
    synapses: pools.flatMap((pool) => [
      { ...drawSynapses(draw, 'inputs', pool, tick_ms), learn },
      drawSynapses(draw, draw.one(pools), pool, tick_ms),
    ]),
    encode,
    decode: Object.fromEntries(
      Object.entries(actuators).map(([name, actuator]) => [
        name,
        drawDecoder(draw, actuator, pools),
      ]),
    ),
    ...(draw.chance(0.85) && { reward: drawReward(draw, Object.keys(sensors), pools) }),
  };
}

/** @throws RobotError where the draw is no robot. */
export function drawRobot(seed: number): Robot {
  return robotFromJson(JSON.stringify(drawDescription(seed)), 'swarm');
}

function drawSensor(draw: Draw, tick_ms: number) {
  const [min, max] = draw.one(RANGES);
  return {
    unit: draw.one(UNITS),
    min,
    max,
    ...(draw.chance(0.7) && { stale_ms: draw.between(tick_ms, 200) }),
    ...(draw.chance(0.7) && { tolerate_ms: draw.chance(0.2) ? 0 : draw.between(0, 200) }),
  };
}

function drawActuator(draw: Draw, tick_ms: number) {
  const [min, max] = draw.one(RANGES);
  const span = max - min;
  const safe = draw.chance(0.3) ? min : min + draw.between(0, 1) * span;
  const slew_per_s = (draw.one([0.01, 0.1, 0.5, 3]) * span * 1000) / tick_ms;
  return { unit: draw.one(UNITS), min, max, safe: Math.min(max, safe), slew_per_s };
}

function drawCells(draw: Draw, tick_ms: number, noisy: boolean) {
  const escape_mv = noisy || draw.chance(0.3) ? draw.one([3, 5]) : 0;
  const { kind } = draw.one(CELLS.filter((cell) => tick_ms <= cell.tick_ms));
  return { kind, count: draw.whole(1, 12), ...(escape_mv > 0 && { escape_mv }) };
}

function drawSynapses(draw: Draw, from: string, to: string, tick_ms: number) {
  const [min, max] = draw.one([
    [-2, 6],
    [0, 8],
    [-8, 8],
  ]) as [number, number];
  const delay_ms = draw.whole(1, 20) * tick_ms;
  return { from, to, weight_mv: { kind: 'uniform', min, max }, delay_ms };
}

/** The slices of one population of sources, one encoder after another. */
class Inputs {
  count = 0;
  readonly #draw: Draw;
  readonly #tick_ms: number;

  constructor(draw: Draw, tick_ms: number) {
    this.#draw = draw;
    this.#tick_ms = tick_ms;
  }

  encoder(span: number) {
    const draw = this.#draw;
    const count = 2 * draw.whole(1, 4);
    const into = { population: 'inputs', first: this.count, count };
    this.count += count;
    const firing = {
      max_hz: draw.between(0.1, 1) * (1000 / this.#tick_ms),
      pattern: draw.one(['regular', 'poisson']),
    };
    return draw.one([
      () => ({ kind: 'rate', into, ...firing, inverted: draw.chance(0.5) }),
      () => ({ kind: 'population', into, ...firing, width: draw.between(0.5, 4) }),
      () => ({ kind: 'opponent', into, ...firing }),
      () => ({ kind: 'latency', into, window_ms: draw.whole(4, 20) * this.#tick_ms }),
      () => ({ kind: 'delta', into, threshold: draw.between(0.01, 0.5) * span }),
    ])();
  }
}

function drawDecoder(
  draw: Draw,
  { min, max }: { readonly min: number; readonly max: number },
  pools: readonly string[],
) {
  const span = max - min;
  const tau_ms = draw.one([0, 20, 100]);
  const [plus, minus] = draw.some(pools, 2);
  const gain = (draw.one([-1, 1]) * span) / draw.between(1, 100);
  return draw.one([
    () => ({ kind: 'rate', population: plus, max_hz: draw.between(5, 200), tau_ms }),
    () => ({ kind: 'push-pull', plus, minus, gain, tau_ms }),
    () => ({
      kind: 'winner',
      choices: pools.map((population) => ({ population, value: draw.between(min, max) })),
      tau_ms,
      hold_ms: draw.one([0, 50]),
    }),
  ])();
}

function drawReward(draw: Draw, sensors: readonly string[], pools: readonly string[]) {
  const term = (sensor: string) => ({
    ...draw.one([{ kind: 'value' }, { kind: 'change' }, { kind: 'near', target: 0.5 }]),
    sensor,
    scale: draw.one([0.1, 1, 1000]),
    weight: draw.between(-2, 2),
  });
  const kind = draw.one(['any_above', 'all_below']);
  const end = { kind, sensors: draw.some(sensors, 1), value: draw.between(0, 1) };
  return {
    signal: draw.some(sensors, draw.whole(1, sensors.length)).map(term),
    ...(draw.chance(0.3) && { ends: [end] }),
    critic: drawCritic(draw, sensors, pools),
    into: 'dopamine',
    gain: draw.between(-2, 2),
  };
}
