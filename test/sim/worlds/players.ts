/** Players of the worlds that go by trials: scripted, so that what a world counts is known. */
import { makeWorld, type World } from '../../../sim/index.js';
import type { WorldSpec } from '../../../src/body.js';

const STEP_US = 10_000;

/** Sets the world's inputs from its outputs, once a step; it may look at the measures. */
export type Player = (world: World) => void;

export async function started(spec: WorldSpec, seed: number): Promise<World> {
  const world = await makeWorld(spec);
  world.reset(seed);
  return world;
}

/** Plays until so many trials are over. */
export function play(world: World, trials: number, player: Player, step_us = STEP_US): void {
  while (measure(world, 'trials') < trials) {
    player(world);
    world.step(step_us);
  }
}

export function measure({ measures }: World, name: string): number {
  return measures.values[measures.names.indexOf(name)] as number;
}

export function output({ output_ports, outputs }: World, name: string): number {
  return outputs[output_ports.findIndex((port) => port.name === name)] as number;
}

/** Whether a lamp is on. */
export function shines(world: World, name: string): boolean {
  return output(world, name) > 0.5;
}
