/**
 * What every card must have: the fixed headings in order, a row for each parameter, and an example
 * in JSON that its schema takes.
 */
import { existsSync, readFileSync } from 'node:fs';
import type { ZodObject } from 'zod';

const HEADINGS = [
  'What it is',
  'Mathematics',
  'Parameters',
  'State',
  'Example',
  'When to use it',
  'When it fails',
  'Source',
];

/** What is wrong with the card of one kind, in words. */
export function faultsOfCard(family: string, kind: string, schema: ZodObject): string[] {
  const path = `docs/cards/${family}/${kind}.md`;
  const card = new URL(`../../${path}`, import.meta.url);
  if (!existsSync(card)) return [`${path} is missing: write it`];
  const text = readFileSync(card, 'utf8');
  return [
    ...faultsOfHeadings(text),
    ...faultsOfTable(text, schema),
    ...faultsOfJson(text, schema),
  ].map((fault) => `${path}: ${fault}`);
}

function faultsOfHeadings(text: string): string[] {
  const headings = [...text.matchAll(/^## (.+)$/gm)].map(([, title]) => title);
  return headings.join(', ') === HEADINGS.join(', ')
    ? []
    : [`its headings are ${headings.join(', ')}; make them ${HEADINGS.join(', ')}`];
}

function faultsOfTable(text: string, schema: ZodObject): string[] {
  const rows = [...text.matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name as string);
  const fields = Object.keys(schema.shape).filter((field) => field !== 'kind');
  return [
    ...fields.filter((field) => !rows.includes(field)).map((field) => `no row for ${field}`),
    ...rows.filter((row) => !fields.includes(row)).map((row) => `a row for ${row}, unknown`),
  ];
}

function faultsOfJson(text: string, schema: ZodObject): string[] {
  const json = /```json\n([\s\S]*?)```/.exec(text)?.[1];
  if (json === undefined) return ['no example in JSON'];
  const { error } = schema.safeParse(JSON.parse(json));
  return error ? [`its JSON is refused: ${error.issues.map(({ message }) => message)}`] : [];
}
