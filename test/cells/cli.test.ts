/** striatum cells: its three forms, for people and as JSON, and what it refuses. */
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { cellTypes } from '../../src/cells/index.js';
import { main } from '../../src/cli/main.js';

/** Runs a command; what it printed and its exit code. */
async function run(...argv: string[]): Promise<{ code: number; out: string; err: string }> {
  const written = { out: '', err: '' };
  const spies = (['stdout', 'stderr'] as const).map((stream) =>
    vi.spyOn(process[stream], 'write').mockImplementation((text) => {
      written[stream === 'stdout' ? 'out' : 'err'] += String(text);
      return true;
    }),
  );
  const code = await main(argv);
  for (const spy of spies) spy.mockRestore();
  return { code, ...written };
}

const file = (name: string) => join(mkdtempSync(join(tmpdir(), 'cells-')), name);

describe('striatum cells', () => {
  it('lists the types', async () => {
    const { out } = await run('cells');
    for (const { name } of cellTypes) expect(out).toMatch(new RegExp(`^${name} `, 'm'));
    const { cells } = JSON.parse((await run('cells', '--json')).out);
    expect(cells.map(({ name }: { name: string }) => name)).toEqual(
      cellTypes.map(({ name }) => name),
    );
  });

  it('shows one, names its source and draws it', async () => {
    const plot = file('d1.svg');
    const argv = ['cells', 'show', 'striatal-d1', '--set', 'phi=0.8', '--plot', plot];
    const { code, out } = await run(...argv);
    expect(code).toBe(0);
    expect(out).toContain('M. D. Humphries');
    expect(readFileSync(plot, 'utf8')).toMatch(/^<svg .*striatal-d1, phi 0.8<.*<\/svg>\n$/s);
    const found = JSON.parse((await run(...argv, '--json')).out);
    expect(found).toMatchObject({ name: 'striatal-d1', unit: 'pA', plot });
    expect(found.spec.v_rest_mv).toBeCloseTo(-81.85, 2);
    expect(JSON.parse((await run(...argv, '--json', '--tick', '1')).out).tick_ms).toBe(1);
    expect(found.steps[2].fixed).toBe(found.steps[2].spikes_ms.length);
  });

  it('draws the gallery', async () => {
    const out = file('gallery.svg');
    expect((await run('cells', 'gallery', '--out', out)).out).toContain(`drawn into ${out}`);
    expect(readFileSync(out, 'utf8').match(/<polyline/g)?.length).toBe(60);
    const { patterns } = JSON.parse((await run('cells', 'gallery', '--json')).out);
    expect(patterns.length).toBe(20);
    expect(patterns[0]).toMatchObject({ letter: 'A', double: 5, fixed: 5 });
  });

  it.each([
    [2, 'NAME_UNKNOWN', ['show', 'cortical-sr']],
    [2, 'DESCRIPTION_INVALID', ['show', 'motor', '--set', 'phi=1']],
    [2, 'NUMBER_NOT_HELD', ['show', 'motor', '--set', 'threshold_mv=900']],
    [64, 'ARGUMENT_INVALID', ['show', 'motor', '--plot', join(file('none'), 'x.svg')]],
    [64, 'an equals sign', ['show', 'motor', '--set', 'phi=x']],
  ])('exits with %d and %s', async (code, words, argv) => {
    const found = await run('cells', ...argv);
    expect(found.code).toBe(code);
    expect(found.err).toContain(words);
  });
});
