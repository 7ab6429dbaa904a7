/** The library: every type has a name, a source and a population that compiles, and it behaves. */
import { describe, expect, it } from 'vitest';
import {
  type CellType,
  cellTypes,
  cholinergic,
  dopaminergic,
  fastSpiking,
  motor,
  purkinje,
  regularSpiking,
  sensory,
  thalamocortical,
} from '../../src/cells/index.js';
import { portraitFigure, portray } from '../../src/cells/portrait.js';
import { agreementOf, respond } from '../../src/cells/response.js';
import { compile } from '../../src/network/compile.js';
import { uniform } from '../../src/network/distribution.js';
import { checkModel } from '../../src/network/network.js';
import { drawFigure } from '../../src/plot/figure.js';
import { smallNetwork } from '../setup/small-network.js';

const cases = cellTypes.map((type) => [type.name, type] as const);

/** Spikes in fixed point between two times, at a current from the first to the second. */
function spikesAt({ spec, steps }: CellType, amount: number, from_ms: number, to_ms: number) {
  const { fixed } = respond(spec(1), {
    tick_ms: steps.tick_ms,
    duration_ms: to_ms,
    current: (t_ms) => (t_ms >= from_ms ? amount : 0),
  });
  return fixed.spikes_ms.filter((time) => time >= from_ms);
}

const intervals = (times: readonly number[]) =>
  times.slice(1).map((time, i) => time - (times[i] as number));

describe('the library', () => {
  it('names each type once', () => {
    expect(new Set(cellTypes.map(({ name }) => name)).size).toBe(cellTypes.length);
  });

  it.each(cases)('%s: says where it comes from', (_, { summary, source, name }) => {
    expect(name).toMatch(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
    expect(summary).toMatch(/\.$/);
    expect(source).toMatch(/^Modelling choice: .+|\(\d{4}\)$/);
  });

  it.each(cases)('%s: makes a population that the core accepts', (_, { spec, tick_max_ms }) => {
    const cells = spec(5);
    expect(cells.count).toBe(5);
    for (const tick_ms of [0.05, tick_max_ms]) {
      checkModel(compile(smallNetwork({ tick_ms, neurons: { cells } })).bytes);
    }
  });

  it.each(cases)('%s: answers steps of current as its reference does', (_, { spec, steps }) => {
    for (const amount of steps.amounts) {
      const current = (t: number) => (t >= steps.start_ms && t < steps.stop_ms ? amount : 0);
      const found = respond(spec(1), { ...steps, current });
      const { double, fixed } = agreementOf(found);
      expect(Math.abs(fixed - double)).toBeLessThanOrEqual(Math.max(1, 0.03 * double));
      // Steady firing by Euler steps is chaotic in its last bits: only the beginning can be timed.
      found.double.spikes_ms.slice(0, 3).forEach((time, i) => {
        expect(Math.abs(time - (found.fixed.spikes_ms[i] as number))).toBeLessThanOrEqual(1);
      });
    }
  });

  it.each(cases)('%s: keeps its rate up to its longest tick', (_, { spec, steps, tick_max_ms }) => {
    const rate_hz = (tick_ms: number) =>
      respond(spec(1), { tick_ms, duration_ms: 2000, current: () => steps.amounts[2] }).fixed
        .spikes_ms.length / 2;
    expect(Math.abs(rate_hz(tick_max_ms) / rate_hz(0.05) - 1)).toBeLessThanOrEqual(0.15);
  });

  it('takes changes, distributions too', () => {
    const cells = regularSpiking.spec(3, { c_mv: uniform(-65, -50), d: 6 });
    expect(cells).toMatchObject({ a: 0.02, d: 6, c_mv: { kind: 'uniform' } });
    checkModel(compile(smallNetwork({ neurons: { cells } })).bytes);
  });
});

describe('what the summaries say', () => {
  it('regular spiking slows down, fast spiking does not', () => {
    const slowing = (type: CellType) => {
      const found = intervals(spikesAt(type, 12, 100, 500));
      return (found.at(-1) as number) / (found[0] as number);
    };
    expect(slowing(regularSpiking)).toBeGreaterThan(2);
    expect(slowing(fastSpiking)).toBeLessThan(2);
  });

  it('thalamic cells burst on the rebound from inhibition', () => {
    const { steps, spec } = thalamocortical;
    const current = (t: number) => (t >= 100 && t < 500 ? -10 : 0);
    const { fixed } = respond(spec(1), { ...steps, current });
    expect(fixed.spikes_ms.length).toBeGreaterThanOrEqual(2);
    expect(fixed.spikes_ms[0]).toBeGreaterThan(500);
  });

  it.each([
    ['cholinergic', cholinergic, 3, 8],
    ['dopaminergic', dopaminergic, 2, 10],
    ['Purkinje-like', purkinje, 30, 60],
  ] as const)('%s cells fire by themselves', (_, type, least_hz, most_hz) => {
    const rate_hz = spikesAt(type as CellType, 0, 1000, 3000).length / 2;
    expect(rate_hz).toBeGreaterThanOrEqual(least_hz);
    expect(rate_hz).toBeLessThanOrEqual(most_hz);
  });

  it('dopamine neurons burst near 20 Hz, and pause', () => {
    expect(spikesAt(dopaminergic, 400, 1000, 1300).length / 0.3).toBeGreaterThan(15);
    expect(spikesAt(dopaminergic, -150, 1000, 1300)).toEqual([]);
  });

  it('sensory neurons settle at about a third of their first rate', () => {
    const found = intervals(spikesAt(sensory, 40, 100, 600));
    const ratio = (found[0] as number) / (found.at(-1) as number);
    expect(ratio).toBeGreaterThan(0.2);
    expect(ratio).toBeLessThan(0.5);
  });

  it('motor neurons keep to 10 to 50 Hz', () => {
    const rate_hz = (amount: number) => spikesAt(motor, amount, 100, 1100).length;
    expect(rate_hz(20)).toBeGreaterThanOrEqual(10);
    expect(rate_hz(60)).toBeLessThanOrEqual(50);
  });
});

describe('a portrait', () => {
  it('draws steps and a curve, and names the source', () => {
    const portrait = portray(dopaminergic);
    expect(portrait.steps.map(({ amount }) => amount)).toEqual(dopaminergic.steps.amounts);
    const rates = portrait.curve.map(({ fixed_hz }) => fixed_hz);
    expect(rates.at(-1)).toBeGreaterThan(rates[0] as number);
    const svg = drawFigure(portraitFigure(portrait));
    expect(svg).toContain('Grace and Bunney');
    expect(svg).toContain('a step of 400 pA');
    expect(svg).toContain('rate / Hz');
  });

  it('shows changed parameters', () => {
    const plain = portray(dopaminergic).curve.at(-1)?.fixed_hz;
    const changed = portray(dopaminergic, { current_pa: 0 });
    expect(changed.curve.at(-1)?.fixed_hz).not.toBe(plain);
    expect(drawFigure(portraitFigure(changed))).toContain('midbrain-dopamine, current_pa 0<');
  });
});
