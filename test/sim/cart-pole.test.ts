/** The world of CartPole-v1: its equations, its episodes, its hand. */
import { describe, expect, it } from 'vitest';
import { PoleOnCart } from '../../sim/parts/pole-on-cart.js';
import { CartPoleWorld } from '../../sim/worlds/cart-pole.js';

const STEP_US = 20_000;
const [POSITION, VELOCITY, ANGLE, RATE, FALLEN, OVER] = [0, 1, 2, 3, 4, 5];
const HAND_STEPS = 50;

function made(seed: number): CartPoleWorld {
  const world = new CartPoleWorld();
  world.reset(seed);
  return world;
}

/** Steps until the episode is over, at most 600, under the motor that `drive` chooses. */
function play(world: CartPoleWorld, drive: (world: CartPoleWorld) => number): number {
  let steps = 0;
  while (world.outputs[OVER] === 0 && steps < 600) {
    world.inputs[0] = drive(world);
    world.step(STEP_US);
    steps += 1;
  }
  return steps;
}

/** Keeps the pole up for as long as one likes. */
function balance({ outputs }: CartPoleWorld): number {
  const [position = 0, velocity = 0, angle = 0, rate = 0] = outputs;
  return 0.5 * position + velocity + angle + 0.3 * rate > 0 ? 1 : -1;
}

const falls = (world: CartPoleWorld) => world.measures.values[0] as number;
const steps = (world: CartPoleWorld) => world.measures.values[1] as number;

describe('the pole on its cart', () => {
  it('moves as in gymnasium 1.4.0, CartPole-v1', () => {
    const body = new PoleOnCart();
    body.position_m = 0.03;
    body.velocity_m_s = -0.02;
    body.angle_rad = 0.015;
    body.rate_rad_s = 0.04;
    const pushes = [1, 1, 0, 1, 0, 0, 1, 0];
    const states: number[][] = [];
    for (let i = 0; i < 29; i++) {
      body.step(pushes[i % 8] === 1 ? 10 : -10);
      states.push([body.position_m, body.velocity_m_s, body.angle_rad, body.rate_rad_s]);
    }
    const expected = [
      [0, 0.029599999999999998, 0.17490367640950227, 0.015799999999999998, -0.24791279060868163],
      [1, 0.033098073528190046, 0.36979645789036886, 0.010841744187826366, -0.535570467082483],
      [9, 0.061083900576002416, 0.3711600203089277, -0.028848403951297192, -0.5657344075564388],
      [28, 0.13927868520988185, 0.20294850619186086, -0.22286423410392248, -0.8868149023344265],
    ];
    for (const [at, ...state] of expected) {
      state.forEach((value, i) => {
        expect(states[at as number]?.[i], `step ${at}, ${i}`).toBeCloseTo(value, 13);
      });
    }
  });
});

describe('an episode', () => {
  it('starts within 0.05 of upright in the middle, each time elsewhere', () => {
    const world = made(1);
    const starts: number[] = [];
    for (let round = 0; round < 20; round++) {
      const [position, velocity, angle, rate] = world.outputs as unknown as number[];
      const rad = Math.PI / 180;
      for (const value of [position, velocity, (angle ?? 0) * rad, (rate ?? 0) * rad]) {
        expect(Math.abs(value as number)).toBeLessThanOrEqual(0.05);
      }
      starts.push(position as number);
      play(world, () => 1);
      for (let i = 0; i < HAND_STEPS; i++) world.step(STEP_US);
    }
    expect(new Set(starts).size).toBe(20);
  });

  it('ends with a fall, which is counted and shown until the hand has let go', () => {
    const world = made(2);
    const lasted = play(world, () => 1);
    expect(lasted).toBeLessThan(15);
    expect([falls(world), steps(world)]).toEqual([1, lasted]);
    for (let i = 0; i < HAND_STEPS; i++) {
      expect([world.outputs[FALLEN], world.outputs[OVER]]).toEqual([1, 1]);
      expect(steps(world)).toBe(lasted);
      world.step(STEP_US);
    }
    expect([world.outputs[FALLEN], world.outputs[OVER]]).toEqual([0, 0]);
    expect([falls(world), steps(world)]).toEqual([1, 0]);
  });

  it('ends at the end of the track', () => {
    const world = made(2);
    // leans a little to the right for ever, so that the cart runs after it
    const lasted = play(world, ({ outputs }) => {
      const [, , angle = 0, rate = 0] = outputs;
      return angle - 2 + 0.3 * rate > 0 ? 1 : -1;
    });
    expect(lasted).toBeLessThan(500);
    expect(falls(world)).toBe(1);
    expect(world.outputs[POSITION]).toBe(2.4);
    expect(Math.abs(world.outputs[ANGLE] as number)).toBeLessThan(12);
  });

  it('ends after 500 steps without a fall', () => {
    const world = made(3);
    expect(play(world, balance)).toBe(500);
    expect([falls(world), steps(world)]).toEqual([0, 500]);
    expect([world.outputs[FALLEN], world.outputs[OVER]]).toEqual([0, 1]);
  });
});

describe('the world', () => {
  it('takes the force that stands at the end of a step, in ticks of any length', () => {
    const [coarse, fine] = [made(4), made(4)];
    for (let i = 0; i < 10; i++) {
      coarse.inputs[0] = 0.5;
      coarse.step(STEP_US);
      for (const duty of [-1, 1, -1, 0.5]) {
        fine.inputs[0] = duty;
        fine.step(STEP_US / 4);
      }
    }
    expect(fine.outputs).toEqual(coarse.outputs);
  });

  it('lets the cart roll to the end of the track while the hand holds the pole', () => {
    const world = made(5);
    play(world, () => 1);
    const angle = world.outputs[ANGLE];
    for (let i = 0; i < HAND_STEPS - 1; i++) {
      world.step(STEP_US);
      expect(world.outputs[ANGLE]).toBe(angle);
      expect(world.outputs[RATE]).toBe(0);
    }
    expect(world.outputs[POSITION]).toBe(2.4);
    expect(world.outputs[VELOCITY]).toBe(0);
  });

  it('turns the pole by a push', () => {
    const [pushed, still] = [made(6), made(6)];
    pushed.push(0.1);
    for (const world of [pushed, still]) world.step(STEP_US);
    const faster_deg_s = (pushed.outputs[RATE] as number) - (still.outputs[RATE] as number);
    expect(faster_deg_s).toBeCloseTo((0.1 * 180) / Math.PI, 1);
  });
});
