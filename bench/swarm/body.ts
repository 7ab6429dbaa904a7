/** A body on free pins of the simulated board, in any world; its wires go where they will. */
import type { ActuatorDevice, Body, SensorDevice } from '../../src/body.js';
import type { Robot } from '../../src/robot.js';
import { Draw } from './draw.js';

const WORLDS = ['line', 'bandit', 't-maze', 'cart-pole'];
const PWM_PINS = [3, 5, 6, 9, 10, 11];

export function drawBody(seed: number, robot: Robot): Body {
  const draw = new Draw(seed, 'body');
  const free = new Set(draw.list(14, (pin) => pin));
  const analog = draw.some(
    draw.list(8, (pin) => `A${pin}`),
    Object.keys(robot.sensors).length,
  );
  const sensors = Object.keys(robot.sensors).map((name, i): [string, SensorDevice] => {
    return [name, { device: 'analog', pin: analog[i] as string, ...drawScale(draw) }];
  });
  const actuators = Object.entries(robot.actuators).map(([name, { min, max }]) => {
    const full_scale = Math.max(Math.abs(min), Math.abs(max));
    return [name, drawDevice(draw, free, full_scale)] as [string, ActuatorDevice];
  });
  return {
    world: draw.one(WORLDS),
    sensors: Object.fromEntries(sensors),
    actuators: Object.fromEntries(actuators),
  };
}

/** Some reach beyond the range of their channel. */
function drawScale(draw: Draw): { readonly scale?: SensorDevice['scale'] } {
  return draw.chance(0.2) ? { scale: { from: [draw.whole(0, 100), draw.whole(900, 1023)] } } : {};
}

function drawDevice(draw: Draw, free: Set<number>, full_scale: number): ActuatorDevice {
  const take = (pins: readonly number[]) => {
    const pin = draw.one(pins.filter((candidate) => free.has(candidate)));
    free.delete(pin);
    return pin;
  };
  const device = draw.one(['motor', 'servo', 'led'] as const);
  if (device === 'motor' && PWM_PINS.some((pin) => free.has(pin))) {
    const pwm = take(PWM_PINS);
    return { device, pins: { pwm, dir: take([...free]) }, full_scale };
  }
  if (device !== 'servo') return { device: 'led', pin: take([...free]) };
  const degrees = draw.one([undefined, [30, 150], [170, 10]] as const);
  return { device, pin: take([...free]), ...(degrees && { degrees: [...degrees] }) };
}
