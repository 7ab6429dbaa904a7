/** The house rules, executable: each breach is one line that names the file and the remedy. */
import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { boards } from '../boards/index.js';
import { worlds } from '../sim/index.js';
import { decoders } from '../src/decode/index.js';
import { encoders } from '../src/encode/index.js';
import { ERROR_CODES } from '../src/errors.js';
import { plasticitySchema } from '../src/network/plasticity.js';
import { critics } from '../src/reward/index.js';
import {
  cardsMatch,
  codeIsReal,
  commandsExist,
  linksOf,
  linksResolve,
  oneTitle,
} from './setup/tidy/documents.js';
import {
  bodiesByName,
  importsOf,
  nativeOneWay,
  onePlace,
  oneWay,
  packagesInOnePlace,
} from './setup/tidy/imports.js';
import { firstComment, shortFiles, shortFunctions, shortLines } from './setup/tidy/size.js';
import {
  codeOf,
  isGenerated,
  isNative,
  isScript,
  isTypeScript,
  type Rule,
  type Source,
  sources,
} from './setup/tidy/sources.js';
import { noBannedWords } from './setup/tidy/words.js';

const code = sources((path) => isScript(path) || isNative(path));
const written = code.filter(({ path }) => !isGenerated(path));
const documents = sources((path) => path.endsWith('.md'));
const texts = sources((path) => /\.(json|yml|yaml|sh|txt|gyp)$|^\.ci\/run$/.test(path));

const breaches = (rule: Rule, files: readonly Source[]) => files.flatMap(rule);

describe('size', () => {
  it('lines fit into 100 columns', () => expect(breaches(shortLines, written)).toEqual([]));
  it('files are one noun', () => expect(breaches(shortFiles, written)).toEqual([]));
  it('functions are one verb', () => expect(breaches(shortFunctions, written)).toEqual([]));
  it('a file says what it is for', () => expect(breaches(firstComment, code)).toEqual([]));
});

describe('words', () => {
  it('banned ones have a better one', () => {
    expect(breaches(noBannedWords, [...code, ...documents, ...texts])).toEqual([]);
  });
});

describe('imports', () => {
  it('run one way', () => expect(breaches(oneWay, code)).toEqual([]));
  it('know bodies by name alone', () => expect(breaches(bodiesByName, code)).toEqual([]));
  it('keep Node out of the core', () => expect(breaches(nativeOneWay, code)).toEqual([]));

  it('take a replaceable package in one place', () => {
    expect(breaches(packagesInOnePlace, code)).toEqual([]);
    const used = new Set(code.flatMap((file) => importsOf(file).map((n) => `${file.path} ${n}`)));
    const unused = Object.entries(onePlace).filter(([name, path]) => !used.has(`${path} ${name}`));
    expect(unused, 'rows of onePlace that no longer hold').toEqual([]);
  });

  it('reach every source', () => {
    const entries = /^(src\/(index|cli\/main|testing\/index)|(sim|boards)\/index)\.ts$/;
    const reached = new Set(
      code.flatMap((file) =>
        importsOf(file).map((name) =>
          posix.join(posix.dirname(file.path), name).replace(/\.js$/, '.ts'),
        ),
      ),
    );
    const dead = code
      .map(({ path }) => path)
      .filter((path) => /^(src|sim|boards)\//.test(path) && isTypeScript(path))
      .filter((path) => !entries.test(path) && !reached.has(path))
      .map((path) => `${path} is imported by nothing: remove it, or use it`);
    expect(dead).toEqual([]);
  });
});

describe('errors', () => {
  const product = code.filter(
    ({ path }) => /^(src|sim|boards|native\/binding)\//.test(path) && path !== 'src/errors.ts',
  );
  const tests = code.filter(({ path }) => /^(test|examples)\//.test(path));
  const names = (files: readonly Source[]) => new Set(files.flatMap(quotedCapitals));

  it('each code is given somewhere', () => {
    const given = names(product);
    expect(Object.keys(ERROR_CODES).filter((error) => !given.has(error))).toEqual([]);
  });
  it('each code has a test', () => {
    const tested = names(tests);
    expect(Object.keys(ERROR_CODES).filter((error) => !tested.has(error))).toEqual([]);
  });
});

describe('cards', () => {
  const kinds = (rows: readonly { schema: { shape: { kind: { value: string } } } }[]) =>
    rows.map(({ schema }) => schema.shape.kind.value);
  const rules = plasticitySchema.options.map((schema) => ({ schema }));
  const kebab = (name: string) => name.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`);

  it.each([
    ['encoders', kinds(encoders)],
    ['decoders', kinds(decoders)],
    ['critics', kinds(critics)],
    ['rules', kinds(rules).map(kebab)],
    ['worlds', Object.keys(worlds)],
    ['boards', ['simulated', ...Object.keys(boards)]],
  ])('each of the %s has one', (family, members) => {
    expect(cardsMatch(family, members)).toEqual([]);
  });
});

describe('documents', () => {
  it('have one title', () => expect(breaches(oneTitle, documents)).toEqual([]));
  it('link to what is there', () => expect(breaches(linksResolve, documents)).toEqual([]));
  it('show code that is real', () => expect(breaches(codeIsReal, documents)).toEqual([]));
  it('name commands that exist', () => expect(breaches(commandsExist, documents)).toEqual([]));
  it('are reached from another', () => {
    const reached = new Set(documents.flatMap(linksOf));
    const lost = documents
      .map(({ path }) => path)
      .filter((path) => path.startsWith('docs/') && !reached.has(path))
      .map((path) => `${path} is linked from nowhere: link to it where its reader is`);
    expect(lost).toEqual([]);
  });
});

function quotedCapitals(source: Source): string[] {
  return [...codeOf(source).matchAll(/\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\b/g)].map(
    ({ 0: word }) => word,
  );
}
