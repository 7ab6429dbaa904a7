/** The figure of the distal reward problem: the chosen synapse above the spread of all others. */
import type { Figure, Panel, Trace } from '../../plot/figure.js';
import type { Arm } from './arms.js';
import { SHARES } from './looks.js';
import type { DistalRun } from './run.js';

const BOUND_MV = 4;

/** A panel for each arm; its first run is drawn bold. */
export function distalFigure(
  runs: readonly { readonly arm: Arm; readonly runs: readonly DistalRun[] }[],
  seconds: number,
): Figure {
  const shares = SHARES.map((share) => share * 100).join(', ');
  return {
    title: 'The distal reward problem',
    words: [
      '1000 Izhikevich cells, 80,000 synapses that learn by pair STDP, eligibility and dopamine.',
      'Reward comes 1 to 3 s after the target of one synapse spiked within 20 ms after its source.',
      'Percentiles of the other synapses and rewards are those of the first seed.',
    ],
    columns: 1,
    panel: { width: 900, height: 300 },
    looks: {
      bound: { name: 'bound', colour: '#bbb', width: 1 },
      others: { name: `${shares} % of the others`, colour: '#6f97c4', width: 1.2 },
      seed: { name: 'chosen, each seed', colour: '#e6b0a2', width: 0.8 },
      bold: { name: 'chosen, first seed', colour: '#b5301a', width: 2.2 },
      reward: { name: 'reward', colour: '#3d8a4e', width: 0.8 },
    },
    panels: runs.map(({ arm, runs }) => panelOf(arm, runs, seconds)),
  };
}

function panelOf({ name, meaning }: Arm, runs: readonly DistalRun[], seconds: number): Panel {
  const [first, ...rest] = runs as readonly [DistalRun, ...DistalRun[]];
  return {
    title: `${name}: ${meaning}`,
    note: `seeds ${first.seed} to ${runs.at(-1)?.seed}`,
    x: 'time / s',
    range: [0, seconds],
    plots: [
      {
        y: 'weight / mV',
        height: 8,
        ticks: [0, 1, 2, 3, 4],
        traces: [
          { x: [0, seconds], y: [BOUND_MV, BOUND_MV], look: 'bound' },
          ...SHARES.map((_, i) => othersOf(first, i)),
          ...rest.map((run) => chosenOf(run, 'seed')),
          chosenOf(first, 'bold'),
        ],
      },
      { y: 'reward', height: 1, ticks: [], traces: [rewardsOf(first)] },
    ],
  };
}

function chosenOf({ looks }: DistalRun, look: string): Trace {
  return { x: timesOf(looks), y: looks.map(({ chosen_mv }) => chosen_mv), look };
}

function othersOf({ looks }: DistalRun, share: number): Trace {
  const y = looks.map(({ percentiles_mv }) => percentiles_mv[share] as number);
  return { x: timesOf(looks), y, look: 'others' };
}

function timesOf(looks: DistalRun['looks']): number[] {
  return looks.map(({ time_s }) => time_s);
}

/** One line that goes up and down again at each reward. */
function rewardsOf({ rewards_s }: DistalRun): Trace {
  const x = [0, ...rewards_s.flatMap((time) => [time, time, time])];
  return { x, y: [0, ...rewards_s.flatMap(() => [0, 1, 0])], look: 'reward' };
}
