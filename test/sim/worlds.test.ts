/** Every world of the registry: the contract, and a card whose tables tell the truth. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { makeWorld, type World, worlds } from '../../sim/index.js';
import { worldContract } from '../contract/world.js';

const HEADINGS = ['What it is', 'Sensors', 'Actuators', 'Measures', 'Start', 'Events', 'Wiring'];
const WITH_OPTIONS = HEADINGS.toSpliced(1, 0, 'Options');

for (const [name, { schema, summary }] of Object.entries(worlds)) {
  const make = () => makeWorld(name);
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
      expect(headings).toEqual(schema ? WITH_OPTIONS : HEADINGS);
      const rows = text.split('\n').filter((line) => line.startsWith('| `'));
      const expected = [...rowsOf(world), ...rowsOfOptions(schema)];
      expect(expected.filter((row) => !rows.some((line) => line.startsWith(row)))).toEqual([]);
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

/** The name of an option and its default as JSON has it. */
function rowsOfOptions(schema: z.ZodObject | undefined): string[] {
  if (!schema) return [];
  const { kind, ...defaults } = schema.parse({ kind: schema.shape.kind.value });
  return Object.entries(defaults).map(
    ([name, value]) => `| \`${name}\` | ${JSON.stringify(value)} |`,
  );
}
