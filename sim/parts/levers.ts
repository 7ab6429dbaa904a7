/** Levers: inputs of a world that are felt over a while, so that a choice is more than a moment. */
import type { Port } from '../world.js';

export class Levers {
  readonly ports: readonly Port[];
  /** How far each is held now; anything beyond its range counts as the end of it. */
  readonly values: Float64Array;
  /** How far each was held since it was let go, times how long (us). */
  readonly held: Float64Array;

  constructor(names: readonly string[], min: number) {
    this.ports = names.map((name) => ({ name, unit: '1', min, max: 1, noise: 0 }));
    this.values = new Float64Array(names.length);
    this.held = new Float64Array(names.length);
  }

  feel(dt_us: number): void {
    this.ports.forEach(({ min, max }, i) => {
      const value = Math.max(min, Math.min(max, this.values[i] || 0));
      this.held[i] = (this.held[i] as number) + value * dt_us;
    });
  }

  /** What was felt is forgotten. */
  letGo(): void {
    this.held.fill(0);
  }

  reset(): void {
    this.values.fill(0);
    this.letGo();
  }
}
