/** Cards of kinds say what their schemas say, and the library's page what its table says. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ZodDefault, ZodObject, ZodType } from 'zod';
import { dendriteKinds } from '../../src/network/dendrite.js';
import { delay } from '../../src/network/dendrites/dendrite.js';
import { sourceSchema } from '../../src/network/kinds/source.js';
import { cellKinds } from '../../src/network/neuron.js';
import { receptorKinds } from '../../src/network/port.js';
import type { Row } from '../../src/network/row.js';
import { libraryPage } from './library-page.js';

const HEADINGS = [
  'What it is',
  'Equation',
  'Parameters',
  'State',
  'Example',
  'Source',
  'When to use',
  'When it fails',
];

const read = (path: string) =>
  readFileSync(new URL(`../../docs/cards/cells/${path}`, import.meta.url), 'utf8');

/** The rows of the table of parameters, by name: range, default and format. */
function rowsOf(card: string): Map<string, readonly string[]> {
  const rows = [...card.matchAll(/^\| `(\w+)` \|(.*)\|$/gm)];
  return new Map(rows.map(([, name = '', cells = '']) => [name, cells.split(' | ').map(trim)]));
}

const trim = (text: string) => text.trim();

const rowsOfCore: [string, string, Row][] = [
  ...Object.entries(cellKinds).map(([name, row]): [string, string, Row] => ['kinds', name, row]),
  ...Object.entries(receptorKinds).map(([name, row]): [string, string, Row] => [
    'receptors',
    name,
    row,
  ]),
  ...Object.entries(dendriteKinds).map(([name, kind]): [string, string, Row] => {
    const row = kind.on({ kind: cellKinds.izhikevich, said: {} }) as Row;
    const parameters = (tick_ms: number) => ({
      ...row.parameters(tick_ms, {}),
      delay_ms: delay(tick_ms),
    });
    return ['dendrites', name, { ...row, parameters }];
  }),
];

describe.each(rowsOfCore)('in %s the card of %s', (family, name, { schema, parameters }) => {
  const card = read(`${family}/${name}.md`);
  const rows = rowsOf(card);

  it('has the headings in order', () => {
    const headings = [...card.matchAll(/^## (.+)$/gm)].map(([, title]) => title);
    expect(headings).toEqual(HEADINGS);
  });

  it('has a row for each parameter, with its default and format', () => {
    const shape = Object.entries(schema.shape).filter(([field]) => field !== 'kind');
    expect([...rows.keys()].sort()).toEqual(shape.map(([field]) => field).sort());
    const held = parameters(1, { kind: name } as never);
    for (const [field, type] of shape) {
      const [unit, , said, format] = rows.get(field) as readonly string[];
      const { defaultValue } = (type as unknown as ZodDefault).def;
      if (defaultValue !== undefined) expect(said, field).toBe(String(defaultValue));
      expect(format ?? '', field).toBe(held[field]?.format ?? '');
      expect(unit, field).toBe(held[field]?.unit ?? '');
    }
  });

  it('shows JSON that its schema takes', () => expect(problemsOfJson(card, schema)).toEqual([]));
});

describe('the card of source', () => {
  it('shows JSON that its schema takes', () => {
    expect(problemsOfJson(read('kinds/source.md'), sourceSchema)).toEqual([]);
  });
});

function problemsOfJson(card: string, schema: ZodObject | ZodType): string[] {
  const json = /```json\n([\s\S]*?)```/.exec(card)?.[1] ?? 'null';
  const { error } = schema.safeParse(JSON.parse(json));
  return error?.issues.map(({ message }) => message) ?? [];
}

describe('the page of the library', () => {
  it('is what the table makes', () => expect(read('library.md')).toBe(libraryPage()));
});
