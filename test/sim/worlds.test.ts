/** Every world of the registry: the contract, and a card whose tables tell the truth. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type World, worlds } from '../../sim/index.js';
import { worldContract } from '../contract/world.js';

const HEADINGS = ['What it is', 'Sensors', 'Actuators', 'Measures', 'Start', 'Events', 'Wiring'];

for (const [name, { make, summary }] of Object.entries(worlds)) {
  worldContract(name, make);

  describe(`the card of the world '${name}'`, () => {
    it('has the headings, and a row for each port and measure', async () => {
      const world = await make();
      expect(world.name).toBe(name);
      expect(summary).toMatch(/./);
      const card = new URL(`../../docs/cards/worlds/${name}.md`, import.meta.url);
      expect(existsSync(card)).toBe(true);
      const text = readFileSync(card, 'utf8');
      const headings = [...text.matchAll(/^## (.+)$/gm)].map(([, title]) => title);
      expect(headings).toEqual(HEADINGS);
      const rows = text.split('\n').filter((line) => line.startsWith('| `'));
      expect(rowsOf(world).filter((row) => !rows.some((line) => line.startsWith(row)))).toEqual([]);
      world.close();
    });
  });
}

function rowsOf(world: World): string[] {
  const ports = [...world.output_ports, ...world.input_ports].map(
    ({ name, unit, min, max, noise }) =>
      `| \`${name}\` | ${unit} | ${min} | ${max} |${noise > 0 ? ` ${noise} |` : ''}`,
  );
  const { names, kinds } = world.measures;
  return [...ports, ...names.map((name, i) => `| \`${name}\` | ${kinds[i]} |`)];
}
