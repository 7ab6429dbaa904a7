/** The history of a synapse as a drawing: weight, eligibility, what was taught, and spikes. */
import type { SynapseHistory } from '../control/synapse-history.js';
import type { Figure, Trace } from '../plot/figure.js';

export function historyFigure(name: string, history: SynapseHistory, tick_ms: number): Figure {
  const { weight_mv, eligibility_mv, taught, pre, post } = history;
  const x = weight_mv.map((_, tick) => (tick * tick_ms) / 1000);
  const one = (y: readonly number[], look: string): Trace[] => [{ x, y, look }];
  return {
    title: `synapse ${name}`,
    words: ['A weight moves by its rate times what its rule is taught times its eligibility.'],
    columns: 1,
    panel: { width: 1000, height: 560 },
    looks: LOOKS,
    panels: [
      {
        title: '',
        x: 'time / s',
        range: [0, Math.max(tick_ms / 1000, x.at(-1) ?? 0)],
        plots: [
          { y: 'weight / mV', height: 3, traces: one(weight_mv, 'weight') },
          { y: 'eligibility / mV', height: 2, traces: one(eligibility_mv, 'eligibility') },
          { y: 'taught', height: 2, traces: one(taught, 'taught') },
          {
            y: 'spikes',
            height: 1,
            ticks: [0, 1],
            traces: [...marks(x, pre, [0.55, 1], 'pre'), ...marks(x, post, [0, 0.45], 'post')],
          },
        ],
      },
    ],
  };
}

const LOOKS = {
  weight: { name: 'weight', colour: '#222', width: 1.5 },
  eligibility: { name: 'eligibility', colour: '#b26b00', width: 1 },
  taught: { name: 'modulator less its reference', colour: '#7a1fa2', width: 1 },
  pre: { name: 'spikes of the source', colour: '#0b6', width: 1 },
  post: { name: 'spikes of the target', colour: '#06c', width: 1 },
} as const;

/** A short upright line at each tick with a spike. */
function marks(
  x: readonly number[],
  spikes: readonly boolean[],
  [low, high]: readonly [number, number],
  look: string,
): Trace[] {
  return spikes.flatMap((spiked, tick) => {
    const at = x[tick] as number;
    return spiked ? [{ x: [at, at], y: [low, high], look }] : [];
  });
}
