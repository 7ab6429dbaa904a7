/** The files that the house rules speak of, and what the rules look at in them. */
import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { at, filesUnder } from '../../../scripts/lib/place.mjs';

/** A file by its path from the root, with its text. */
export interface Source {
  readonly path: string;
  readonly text: string;
}

/** A rule gives one line for each breach: where, what, and the remedy. Empty: all is well. */
export type Rule = (source: Source) => string[];

export const isTypeScript = (path: string) => /\.ts$/.test(path);
export const isScript = (path: string) => /\.(ts|mjs)$/.test(path);
export const isNative = (path: string) => /\.(cc|h)$/.test(path);
export const isGenerated = (path: string) => /\.gen\.ts$/.test(path);

/** The files under the root that the test accepts. */
export function sources(accepts: (path: string) => boolean): Source[] {
  return filesUnder('.', accepts).map(read);
}

export function read(path: string): Source {
  return { path, text: readFileSync(at(path), 'utf8') };
}

const parsed = new Map<string, ts.SourceFile>();

/** The syntax tree of a TypeScript or JavaScript source. */
export function parse({ path, text }: Source): ts.SourceFile {
  const known = parsed.get(path);
  if (known?.text === text) return known;
  const tree = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  parsed.set(path, tree);
  return tree;
}

/** The text with comments blanked, and strings if told, so that a rule does not read prose. */
export function codeOf(source: Source, { strings = true } = {}): string {
  return isScript(source.path) ? scriptCode(source, strings) : nativeCode(source.text, strings);
}

function scriptCode(source: Source, strings: boolean): string {
  const code = source.text;
  const blank = code.replace(/[^\n]/g, ' ').split('');
  const tree = parse(source);
  const keep = (node: ts.Node): void => {
    if (node.getChildCount(tree) > 0) {
      for (const child of node.getChildren(tree)) if (!ts.isJSDoc(child)) keep(child);
      return;
    }
    if (!strings && ts.isStringLiteralLike(node)) return;
    for (let i = node.getStart(tree); i < node.getEnd(); i++) blank[i] = code[i] as string;
  };
  keep(tree);
  return blank.join('');
}

function nativeCode(text: string, strings: boolean): string {
  return text.replace(/\/\/.*|\/\*[\s\S]*?\*\/|"(?:\\.|[^"\\\n])*"/g, (match) =>
    strings && match.startsWith('"') ? match : match.replace(/[^\n]/g, ' '),
  );
}

/** The line number, from 1, of a position in a text. */
export function lineAt(text: string, position: number): number {
  return text.slice(0, position).split('\n').length;
}
