/** Watch: one modulator gives way to another once the chosen synapse has come far enough. */
import type { Network } from '../../network/network.js';
import { Probe } from '../../network/probe.js';
import type { Latch } from './arms.js';

export class Watch {
  readonly #network: Network;
  readonly #probe: Probe;
  readonly #latch: Latch;
  #latched = false;

  constructor(network: Network, synapse: number, latch: Latch) {
    this.#network = network;
    this.#probe = new Probe(network, [synapse]);
    this.#latch = latch;
  }

  /** Looking changes nothing of a run; latching does. */
  look(): void {
    if (this.#latched) return;
    this.#probe.sample();
    if ((this.#probe.weight_mv[0] as number) < this.#latch.at_mv) return;
    this.#latched = true;
    this.#set(this.#latch.from, 0);
    this.#set(this.#latch.to, 1);
  }

  #set(modulator: string, level: number): void {
    this.#network.setTonic(this.#network.compiled.modulators.indexOf(modulator), level);
  }
}
