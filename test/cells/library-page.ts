/** The page of the library, as the table of cell types makes it. */
import { cellTypes } from '../../src/cells/index.js';

/** docs/cards/cells/library.md, to the letter. */
export function libraryPage(): string {
  const rows = cellTypes.map(
    ({ name, spec, summary, tick_max_ms }) =>
      `| \`${name}\` | [${spec(1).kind}](kinds/${spec(1).kind}.md) | ${tick_max_ms} | ${summary} |`,
  );
  const modulated = cellTypes.flatMap(({ name, spec }) =>
    Object.entries(spec(1).modulation ?? {}).map(
      ([modulator, { source }]) => `| \`${name}\` | ${modulator} | ${source} |`,
    ),
  );
  const sources = cellTypes.map(({ name, source }) => `- \`${name}\`: ${source}`);
  return `${HEAD}
| Type | Kind | Tick up to / ms | What it does |
| --- | --- | --- | --- |
${rows.join('\n')}

## What they make of modulators
Some types carry tables of [receptors for modulators](modulation.md). They do nothing in a robot
that has no modulator of that name; \`modulation\` among the changes replaces them.

| Type | Modulator | Source |
| --- | --- | --- |
${modulated.join('\n')}

## Sources
${sources.join('\n')}

${FOOT}`;
}

const HEAD = `# The library of cell types

A cell type is a kind of neuron with the parameters of cells that were measured, or that someone
chose; each says which. \`striatum cells\` lists them, \`striatum cells show NAME --plot FILE.svg\`
draws how one answers steps of current.

\`\`\`ts
import { cells, uniform } from 'striatum';

neurons: {
  cortex: cells.regularSpiking.spec(80, { c_mv: uniform(-65, -50) }),
  go: cells.spinyD1.spec(20, { phi: 0.8 }),
}
\`\`\`

Every parameter of the kind can be replaced, by a distribution too. The spiny cells also take
\`phi\`, the share of their dopamine receptors that is occupied, 0 to 1. The pyramidal cells have
a dendrite, \`apical\`, where synapses may end; the drawing shows soma and dendrite alone and both.

## Types
`;

const FOOT = `## The kinds
[source](kinds/source.md), [lif](kinds/lif.md), [adaptiveLif](kinds/adaptiveLif.md),
[izhikevich](kinds/izhikevich.md), [izhikevichMembrane](kinds/izhikevichMembrane.md),
[adex](kinds/adex.md): what each computes, its parameters and formats. Dendrites:
[linear](dendrites/linear.md), [plateau](dendrites/plateau.md), [apical](dendrites/apical.md).

## Which to choose
Start with \`lif\` cells; take a type from here where its dynamics matter: bursts, pauses, rebound,
pacemaking, or what dopamine does to spiny cells. "Tick up to" is the longest tick at which the
rate at the strongest step that is drawn stays within 15 % of that at 0.05 ms (a test measures
it): beyond it the cells run, but are other cells. Types made of \`adaptiveLif\` take the ticks of
robots.
`;
