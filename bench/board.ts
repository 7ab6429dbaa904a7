/**
 * What a tick of the line rover's simulated board costs, and where: world, electronics, reading,
 * writing. The controller is a line of arithmetic. Run it: npx tsx bench/board.ts
 */
import { fileURLToPath } from 'node:url';
import { openSimulatedBoard, type WorldBoard } from '../sim/index.js';
import type { ActuatorDevice, SensorDevice } from '../src/body.js';
import { makeCommand, makeFrame, type SensorChannel } from '../src/channel.js';
import { machineClock } from '../src/clock.js';

const TICKS = 100_000;
const SMALL_TICKS = 2_000;
const TICK_US = 5000;

const NOSE = Array.from({ length: 8 }, (_, i) => `nose_${i}`);
const each = <T>(value: (i: number) => T): Record<string, T> =>
  Object.fromEntries(NOSE.map((name, i) => [name, value(i)]));
const wheel = { unit: 'rad/s', min: -20, max: 20, safe: 0, slew_per_s: 400 } as const;
const motor = (pwm: number, dir: number): ActuatorDevice => ({
  device: 'motor',
  pins: { pwm, dir },
});

const robot = {
  name: 'bench',
  tick_ms: TICK_US / 1000,
  sensors: each((): SensorChannel => ({ unit: '1', min: 0, max: 1 })),
  actuators: { left: wheel, right: wheel },
};
const body = {
  world: 'line',
  sensors: each((i): SensorDevice => ({ device: 'analog', pin: `A${i}` })),
  actuators: { left: motor(5, 4), right: motor(6, 7) },
};

/** Costs of one part over all ticks, in microseconds. */
type Costs = Float64Array;

/** Runs the rover; `ticks` is the size. */
export async function benchBoard(ticks: number) {
  const board = await openSimulatedBoard({ body, robot, seed: 7 });
  const made = (): Costs => new Float64Array(ticks);
  const costs = { tick: made(), world: made(), advance: made(), read: made(), write: made() };
  timeWorld(board, costs.world);
  const frame = makeFrame(NOSE);
  const command = makeCommand(Object.keys(robot.actuators));
  const now_us = () => machineClock.now_us();
  for (let i = 0; i < ticks; i++) {
    const start_us = now_us();
    board.advance(TICK_US);
    const advanced_us = now_us();
    board.read(frame);
    const read_us = now_us();
    steer(frame.values, command.values);
    const steered_us = now_us();
    board.write(command);
    const end_us = now_us();
    costs.advance[i] = advanced_us - start_us;
    costs.read[i] = read_us - advanced_us;
    costs.write[i] = end_us - steered_us;
    costs.tick[i] = end_us - start_us;
  }
  await board.close();
  return costs;
}

/** Times the world's own part of advance(), from inside of it. */
function timeWorld({ world }: WorldBoard, costs: Costs): void {
  const step = world.step.bind(world);
  let tick = 0;
  world.step = (dt_us) => {
    const start_us = machineClock.now_us();
    step(dt_us);
    costs[tick++] = machineClock.now_us() - start_us;
  };
}

function steer(nose: Float64Array, wheels: Float64Array): void {
  let dark = 0;
  let moment = 0;
  for (let i = 0; i < nose.length; i++) {
    const seen = Math.max(0, (nose[i] as number) - 0.1);
    dark += seen;
    moment += seen * (i - 3.5);
  }
  const turn = dark > 0.2 ? (2 * moment) / dark : 0;
  wheels[0] = 9 + turn;
  wheels[1] = 9 - turn;
}

async function main(): Promise<void> {
  const ticks = process.argv.includes('--small') ? SMALL_TICKS : TICKS;
  const costs = await benchBoard(ticks);
  console.log(`simulated board of the line rover, ${ticks} ticks (microseconds)`);
  for (const [part, values] of Object.entries(costs)) {
    const sorted = values.sort();
    const at = (share: number) => (sorted[Math.floor(share * ticks)] as number).toFixed(2);
    console.log(`${part.padEnd(8)} p50 ${at(0.5).padStart(6)}   p99 ${at(0.99).padStart(6)}`);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
