/**
 * Golden numbers of the references, worked out once by other programs than these: Izhikevich's
 * twenty patterns, Naud's patterns of the adaptive exponential cell, and Humphries' spiny cells.
 */

/** Spikes of each pattern: how many, and when (all, the first ones, or the first and the last). */
export const patternGold: { readonly [letter: string]: readonly [number, readonly number[]] } = {
  A: [5, [13, 17, 31.5, 59.25, 86.75]],
  B: [1, [43.75]],
  C: [28, [25, 26.5, 28.25]],
  D: [6, [39, 42.8, 47, 51.8, 57.6, 67.2]],
  E: [6, [20, 22.75, 27.25, 67, 99.25, 131.5]],
  F: [6, [10.25, 12.25, 15, 19.75, 42.5, 71.5]],
  G: [10, [84.5, 125, 155.75, 181]],
  H: [14, [105.75]],
  I: [1, [26.6]],
  J: [1, [26.5]],
  K: [1, [338]],
  L: [1, [20]],
  M: [1, [68]],
  N: [7, [68, 71, 74.2, 77.8, 81.8, 86.4, 92.2]],
  O: [1, [93.25]],
  P: [5, [45.25, 86, 126.5, 167.25, 208]],
  Q: [1, [11.3]],
  R: [1, [311.5]],
  S: [3, [94.5, 166, 236]],
  T: [12, [86.5]],
};

/** The last spike of those of which only the first ones stand above. */
export const patternEnds: { readonly [letter: string]: number } = { G: 290.5, H: 293, T: 204 };

export interface Naud {
  readonly name: string;
  readonly cell: {
    readonly capacitance_pf: number;
    readonly leak_ns: number;
    readonly rest_mv: number;
    readonly a_ns: number;
    readonly tau_adaptation_ms: number;
    readonly b_pa: number;
    readonly reset_mv: number;
  };
  readonly current_pa: number;
  /** Spikes in 600 ms with steps of 0.01 and of 0.1 ms. */
  readonly spikes: readonly [number, number];
}

/** R. Naud and others, Firing patterns in the adaptive exponential model, 2008. */
export const naud: readonly Naud[] = [
  row('tonic', [200, 10, -70, 2, 30, 0, -58], 500, [62, 60]),
  row('adapting', [200, 12, -70, 2, 300, 60, -58], 500, [12, 12]),
  row('initial burst', [130, 18, -58, 4, 150, 120, -50], 400, [12, 12]),
  row('regular bursting', [200, 10, -58, 2, 120, 100, -46], 210, [11, 11]),
  row('delayed accelerating', [200, 12, -70, -10, 300, 0, -58], 300, [46, 45]),
  row('delayed regular bursting', [100, 10, -65, -10, 90, 30, -47], 110, [32, 32]),
  row('transient', [100, 10, -65, 10, 90, 100, -47], 180, [1, 1]),
];

function row(
  name: string,
  [capacitance_pf, leak_ns, rest_mv, a_ns, tau_adaptation_ms, b_pa, reset_mv]: readonly [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ],
  current_pa: number,
  spikes: readonly [number, number],
): Naud {
  const cell = { capacitance_pf, leak_ns, rest_mv, a_ns, tau_adaptation_ms, b_pa, reset_mv };
  return { name, cell, current_pa, spikes };
}

/** Spikes in 1 s of the spiny cells at these currents in pA, phi 0.8, steps of 0.1 ms. */
export const spinyCurrents_pa = [260, 280, 300, 350, 400] as const;
export const spinyGold = {
  none: [2, 6, 9, 16, 24],
  d1: [0, 1, 7, 19, 31],
  d2: [5, 8, 11, 19, 26],
} as const;
