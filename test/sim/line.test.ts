/** The line rover's world: geometry, physics, falls. */
import { beforeAll, describe, expect, it } from 'vitest';
import { WanderingLine } from '../../sim/parts/wandering-line.js';
import { LineWorld, makeLineWorld } from '../../sim/worlds/line.js';
import { RandomStream } from '../../src/random.js';

const DT_US = 5000;
const falls = (world: LineWorld) => world.measures.values[0] as number;
const offset_mm = (world: LineWorld) => world.measures.values[1] as number;

beforeAll(async () => (await makeLineWorld()).close());

function made(seed: number): LineWorld {
  const world = new LineWorld();
  world.reset(seed);
  return world;
}

describe('the line', () => {
  it('wanders with the curvature that its card gives', () => {
    let square = 0;
    let most = 0;
    const points = 20_000;
    for (let seed = 0; seed < 10; seed++) {
      const line = new WanderingLine();
      line.reset(new RandomStream(seed, 'line'));
      for (let i = 0; i < points / 10; i++) {
        follow(line, 0.005);
        square += line.curvature_per_m ** 2 / points;
        most = Math.max(most, Math.abs(line.curvature_per_m));
      }
    }
    expect(Math.sqrt(square)).toBeGreaterThan(1);
    expect(Math.sqrt(square)).toBeLessThan(1.4);
    expect(most).toBeLessThanOrEqual(2.5);
  });

  it('knows how far a point is from it', () => {
    const line = new WanderingLine();
    line.reset(new RandomStream(1, 'line'));
    for (let i = 0; i < 400; i++) follow(line, 0.005);
    const { foot_x_m: x, foot_y_m: y, heading_rad } = line;
    for (const left_m of [-0.05, -0.01, 0, 0.02]) {
      line.locate(x - left_m * Math.sin(heading_rad), y + left_m * Math.cos(heading_rad));
      expect(line.offset_m(line.along_m, line.left_m)).toBeCloseTo(left_m, 5);
    }
  });

  it('is there again for who turns round, farther back than it remembers', () => {
    const line = new WanderingLine();
    line.reset(new RandomStream(1, 'line'));
    follow(line, 1);
    const [x, y] = [line.foot_x_m, line.foot_y_m];
    for (let i = 0; i < 4000; i++) follow(line, 0.005);
    for (let i = 0; i < 4000; i++) follow(line, -0.005);
    line.locate(x, y);
    expect(Math.hypot(line.along_m, line.left_m)).toBeLessThan(0.004);
  });
});

/** Walks along the line. */
function follow(line: WanderingLine, step_m: number): void {
  line.locate(
    line.foot_x_m + 1.2 * step_m * Math.cos(line.heading_rad),
    line.foot_y_m + 1.2 * step_m * Math.sin(line.heading_rad),
  );
}

describe('the rover', () => {
  it('starts near the line, at rest, and stays there', () => {
    const world = made(3);
    const start_mm = offset_mm(world);
    for (let i = 0; i < 200; i++) world.step(DT_US);
    expect(Math.abs(start_mm)).toBeLessThan(12);
    expect(offset_mm(world)).toBeCloseTo(start_mm, 3);
    world.close();
  });

  it('sees the line under its nose, darkest where it is', () => {
    const world = made(3);
    for (let seed = 0; seed < 50; seed++) {
      world.reset(seed);
      const darkest = world.outputs.indexOf(Math.max(...world.outputs));
      // A line to the left of the nose (the nose right of it) lies under the low-numbered sensors.
      const expected = 3.5 + offset_mm(world) / 9.5;
      expect(Math.abs(darkest - expected)).toBeLessThan(1.2);
      expect(Math.min(...world.outputs)).toBeLessThan(0.1);
    }
    world.close();
  });

  it.each([
    ['left', -0.5, 0.5, 1],
    ['right', 0.5, -0.5, -1],
  ])('turns %s by its wheels', (_way, left, right, sign) => {
    const world = made(3);
    const start_mm = offset_mm(world);
    world.inputs.set([left, right]);
    for (let i = 0; i < 30; i++) world.step(DT_US);
    expect((offset_mm(world) - start_mm) * sign).toBeGreaterThan(10);
    world.close();
  });

  it('slides sideways when pushed, about as far as it is told, and not on', () => {
    const world = made(3);
    const start_mm = offset_mm(world);
    world.push(0.03);
    for (let i = 0; i < 40; i++) world.step(DT_US);
    const slid_mm = offset_mm(world) - start_mm;
    expect(slid_mm).toBeGreaterThan(24);
    expect(slid_mm).toBeLessThan(36);
    for (let i = 0; i < 40; i++) world.step(DT_US);
    expect(offset_mm(world) - start_mm).toBeCloseTo(slid_mm, 3);
    world.close();
  });

  it('falls once, and a hand puts it back after 200 ms, never the same way', () => {
    const world = made(3);
    const returns: number[] = [];
    for (let round = 0; round < 5; round++) {
      world.push(0.09);
      let off = 0;
      for (let i = 0; i < 100 && falls(world) === round; i++) world.step(DT_US);
      while (Math.abs(offset_mm(world)) > 15 && off < 1000) {
        world.step(DT_US);
        off++;
      }
      expect(falls(world)).toBe(round + 1);
      expect(off).toBe(40);
      returns.push(offset_mm(world));
    }
    expect(new Set(returns).size).toBe(5);
    expect(returns.every((offset) => Math.abs(offset) < 11)).toBe(true);
    world.close();
  });

  it('steps alike whether a long time passes at once or in parts', () => {
    const [once, parts] = [made(3), made(3)];
    for (const world of [once, parts]) world.inputs.set([0.3, 0.35]);
    for (let i = 0; i < 20; i++) {
      once.step(20_000);
      parts.step(10_000);
      parts.step(10_000);
    }
    expect(offset_mm(once)).toBe(offset_mm(parts));
    once.close();
    parts.close();
  });

  it('is as exact after a long way as at the start', () => {
    const world = made(5);
    let square = 0;
    for (let i = 0; i < 60_000; i++) {
      const turn = Math.max(-0.4, Math.min(0.4, offset_mm(world) * 0.01));
      world.inputs.set([0.6 + turn, 0.6 - turn]);
      world.step(DT_US);
      if (i >= 58_000) square += offset_mm(world) ** 2 / 2000;
    }
    expect(falls(world)).toBe(0);
    expect(Math.sqrt(square)).toBeLessThan(10);
    world.close();
  });
});
