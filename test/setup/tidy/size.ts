/** How large things may be: lines, functions and files; and that a file says what it is for. */
import ts from 'typescript';
import { codeOf, isNative, lineAt, parse, type Rule, type Source } from './sources.js';

const columns = 100;
const fileLines = 400;
const functionLines = 70;

export const shortLines: Rule = ({ path, text }) =>
  text.split('\n').flatMap((line, i) => {
    const width = [...line].length;
    return width > columns && !/https?:\/\//.test(line)
      ? [`${path}:${i + 1} has ${width} columns, more than ${columns}: break the line`]
      : [];
  });

export const shortFiles: Rule = ({ path, text }) => {
  const lines = text.trimEnd().split('\n').length;
  return lines > fileLines
    ? [`${path} has ${lines} lines, more than ${fileLines}: it holds two nouns, part them`]
    : [];
};

export const firstComment: Rule = ({ path, text }) =>
  /^(#!.*\n)?\s*(\/\/|\/\*|#pragma once\s+(\/\/|\/\*))/.test(text)
    ? []
    : [`${path} has no first comment: say in it what the file is for`];

export const shortFunctions: Rule = (source) =>
  (isNative(source.path) ? nativeFunctions(source) : scriptFunctions(source))
    .filter(({ lines }) => lines > functionLines)
    .map(
      ({ name, line, lines }) =>
        `${source.path}:${line} ${name} has ${lines} lines, more than ${functionLines}: ` +
        'give its parts names of their own',
    );

interface Found {
  readonly name: string;
  readonly line: number;
  readonly lines: number;
}

function scriptFunctions(source: Source): Found[] {
  const tree = parse(source);
  const found: Found[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && 'body' in node && node.body && !isSuite(node)) {
      const line = tree.getLineAndCharacterOfPosition(node.getStart(tree)).line;
      const last = tree.getLineAndCharacterOfPosition(node.getEnd()).line;
      const name = node.name?.getText(tree) ?? 'a function';
      found.push({ name, line: line + 1, lines: last - line + 1 });
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

/** The callback of describe() and an exported contract suite only list tests. */
function isSuite(node: ts.Node): boolean {
  const call = node.parent;
  if (call && ts.isCallExpression(call)) return /^describe\b/.test(call.expression.getText());
  return /\bdescribe(\.\w+(\(.*\))?)?\(/.test(node.getText());
}

/** A simple brace scan: the outermost braces after a parameter list are a function. */
function nativeFunctions(source: Source): Found[] {
  const code = codeOf(source)
    .replace(/"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])'/g, (match) => ' '.repeat(match.length))
    .replace(/^[ \t]*#(?:.*\\\n)*.*$/gm, (match) => match.replace(/[^\n]/g, ' '));
  const found: Found[] = [];
  let headStart = 0;
  for (let i = 0; i < code.length; i++) {
    const character = code[i];
    if (character === ';' || character === '}') headStart = i + 1;
    if (character !== '{') continue;
    const head = code.slice(headStart, i);
    headStart = i + 1;
    if (!/\(/.test(head)) continue;
    const start = i - head.trimStart().length;
    i = matchingBrace(code, i);
    headStart = i + 1;
    const name = /([\w:~]+)\s*\(/.exec(head)?.[1] ?? 'a function';
    const line = lineAt(code, start);
    found.push({ name, line, lines: lineAt(code, i) - line + 1 });
  }
  return found;
}

function matchingBrace(code: string, open: number): number {
  let depth = 0;
  for (let i = open; i < code.length; i++) {
    if (code[i] === '{') depth++;
    if (code[i] === '}' && --depth === 0) return i;
  }
  return code.length;
}
