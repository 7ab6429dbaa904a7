/** Documents: one title each, links that lead somewhere, and code that is a real file's. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { posix } from 'node:path';
import { at, filesUnder } from '../../../scripts/lib/place.mjs';
import { type Rule, read, type Source } from './sources.js';

export const oneTitle: Rule = ({ path, text }) => {
  const titles = headings(text).filter(({ level }) => level === 1);
  return titles.length === 1
    ? []
    : [`${path} has ${titles.length} H1 titles: a document has one, at its top`];
};

export const linksResolve: Rule = ({ path, text }) =>
  localLinks(text).flatMap((link) => {
    const target = targetOf(path, link);
    const anchor = link.split('#')[1];
    if (target !== path && !existsSync(at(target)))
      return [`${path} links to ${link}, which is not there: mend it`];
    if (!anchor) return [];
    const anchors = headings(target === path ? text : readFileSync(at(target), 'utf8'));
    return anchors.some((heading) => slug(heading.title) === anchor)
      ? []
      : [`${path} links to ${link}: ${target} has no such heading; mend the link`];
  });

/** The files that a document links to, itself aside. A link to a folder reaches all in it. */
export function linksOf({ path, text }: Source): string[] {
  return localLinks(text)
    .map((link) => targetOf(path, link))
    .filter((target) => target !== path && existsSync(at(target)))
    .flatMap((target) =>
      statSync(at(target)).isDirectory()
        ? filesUnder(target.replace(/\/$/, ''), () => true)
        : target,
    );
}

function localLinks(text: string): string[] {
  return [...withoutCode(text).matchAll(/\]\(([^)\s]+)[^)]*\)/g)]
    .map(({ 1: link = '' }) => link)
    .filter((link) => !/^[a-z]+:/.test(link));
}

function targetOf(path: string, link: string): string {
  const file = link.split('#')[0];
  return file ? posix.normalize(posix.join(posix.dirname(path), file)) : path;
}

/** A block after `<!-- code of PATH -->` is a part of that file, word for word. */
export const codeIsReal: Rule = ({ path, text }) =>
  [...text.matchAll(/<!-- code of (\S+) -->\s*```\w*\n([\s\S]*?)```/g)].flatMap(
    ({ 1: file = '', 2: code = '' }) => {
      if (!existsSync(at(file))) return [`${path} shows code of ${file}, which is not there`];
      return readFileSync(at(file), 'utf8').includes(code.trim())
        ? []
        : [`${path} shows code that ${file} does not hold: copy it again`];
    },
  );

/** Every member of a family has its card. */
export function cardsMatch(family: string, members: readonly string[]): string[] {
  return members
    .filter((member) => !existsSync(at('docs/cards', family, `${member}.md`)))
    .map((member) => `docs/cards/${family}/${member}.md is missing: write its card`);
}

/** A command in a document that npm would not know. */
export const commandsExist: Rule = ({ path, text }) => {
  const { scripts } = JSON.parse(read('package.json').text) as { scripts: Record<string, string> };
  const named = [...text.matchAll(/\bnpm run ([\w:-]+)/g)].map(({ 1: name = '' }) => name);
  return named
    .filter((name) => !(name in scripts))
    .map((name) => `${path} names \`npm run ${name}\`, which package.json lacks: mend either`);
};

interface Heading {
  readonly level: number;
  readonly title: string;
}

function headings(text: string): Heading[] {
  return [...withoutCode(text).matchAll(/^(#{1,6})\s+(.+)$/gm)].map(
    ({ 1: marks = '', 2: title = '' }) => ({ level: marks.length, title }),
  );
}

const withoutCode = (text: string) => text.replace(/^ *```[\s\S]*?^ *```/gm, '');

/** As the usual renderers make an anchor of a title. */
const slug = (title: string) =>
  title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-');
