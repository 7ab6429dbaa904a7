/** What a life of the swarm did that no robot may do. */
export class Violation extends Error {
  tick = -1;

  constructor(
    readonly invariant: string,
    readonly got: string,
  ) {
    super(`${invariant}: ${got}`);
  }
}

/** Throws where something that must hold does not; `got` is asked for only then. */
export function must(holds: boolean, invariant: string, got: () => string): void {
  if (!holds) throw new Violation(invariant, got());
}

/** A violation as a person reads it, with the command that repeats it. */
export function formatViolation(seed: number, ticks: number, { tick, invariant, got }: Violation) {
  const again = `npx tsx bench/swarm.ts --seeds 1 --first-seed ${seed} --ticks ${ticks}`;
  return `seed ${seed}\n  tick ${tick}: ${invariant}\n  got  ${got}\n  do   ${again}`;
}
