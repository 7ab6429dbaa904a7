/** Who may import whom. The compiler enforces the directions as well, by project references. */
import { posix } from 'node:path';
import ts from 'typescript';
import { codeOf, isNative, isScript, parse, type Rule, type Source } from './sources.js';

/** Packages that one file alone imports, so that leaving one out touches one file. */
export const onePlace: Readonly<Record<string, string>> = {
  'johnny-five': 'boards/johnny-five.ts',
  mqtt: 'src/telemetry/mqtt.ts',
  aedes: 'src/telemetry/broker.ts',
  '@dimforge/rapier2d-deterministic-compat': 'sim/parts/differential-drive.ts',
  'pkg-prebuilds': 'src/network/binding.ts',
};

const leaves = ['network', 'encode', 'decode', 'reward'];
const controller = ['root', ...leaves, 'robot'];

/** What each station of the signal path may import besides itself. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  root: [],
  network: ['root'],
  plot: [],
  cells: ['root', 'network', 'plot'],
  bench: ['root', 'network', 'plot'],
  encode: ['root'],
  decode: ['root'],
  reward: ['root'],
  parts: ['root', 'network', 'decode'],
  robot: ['root', ...leaves],
  control: controller,
  telemetry: [...controller, 'control'],
  testing: [...controller, 'control'],
  cli: [...controller, 'cells', 'plot', 'bench', 'control', 'telemetry', 'testing'],
  index: [...controller, 'cells', 'parts', 'control', 'telemetry'],
  sim: ['root'],
  boards: ['root'],
};

export const oneWay: Rule = (source) => {
  const from = stationOf(source.path);
  if (from === undefined) return [];
  return importsOf(source)
    .filter((name) => name.startsWith('.'))
    .flatMap((name) => {
      const target = posix.join(posix.dirname(source.path), name);
      const to = stationOf(target) ?? 'outside';
      return to === from || mayImport[from]?.includes(to)
        ? []
        : [
            `${source.path} imports ${target}: ${from} may import only ` +
              `${mayImport[from]?.join(', ') || 'itself'}; move what both need to one of them`,
          ];
    });
};

export const packagesInOnePlace: Rule = (source) => {
  if (!/^(src|sim|boards)\//.test(source.path)) return [];
  return importsOf(source).flatMap((name) => {
    const place = onePlace[name];
    return place === undefined || place === source.path
      ? []
      : [`${source.path} imports ${name}: only ${place} may; use what it exports`];
  });
};

/** sim and boards are known by name alone, and in one registry. */
export const bodiesByName: Rule = (source) =>
  /^src\//.test(source.path) &&
  source.path !== 'src/registry.ts' &&
  /'(#|striatum\/)(sim|boards)'/.test(codeOf(source))
    ? [`${source.path} names a board or world module: ask src/registry.ts`]
    : [];

/** The core knows neither Node nor the binding; the binding alone knows Node-API. */
export const nativeOneWay: Rule = ({ path, text }) => {
  if (!isNative(path) || /^native\/binding\//.test(path)) return [];
  return [...text.matchAll(/#include\s+[<"]([^>"]*(?:napi|node_api|v8|binding\/)[^>"]*)[>"]/g)].map(
    ({ 1: header }) => `${path} includes ${header}: only native/binding may know Node-API`,
  );
};

/** The names that a script imports, statically, by re-export or by a literal import(). */
export function importsOf(source: Source): string[] {
  if (!isScript(source.path)) return [];
  const names: string[] = [];
  const visit = (node: ts.Node): void => {
    const specifier =
      ts.isImportDeclaration(node) || ts.isExportDeclaration(node)
        ? node.moduleSpecifier
        : ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword
          ? node.arguments[0]
          : ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)
            ? node.argument.literal
            : undefined;
    if (specifier && ts.isStringLiteralLike(specifier)) names.push(specifier.text);
    ts.forEachChild(node, visit);
  };
  visit(parse(source));
  return names;
}

/** The station that a path belongs to; undefined outside of src, sim and boards. */
export function stationOf(path: string): string | undefined {
  const [top, folder, ...rest] = path.split('/');
  if (top === 'sim' || top === 'boards') return top;
  if (top !== 'src' || folder === undefined) return undefined;
  if (rest.length > 0) return folder;
  if (/^(robot|description)\./.test(folder)) return 'robot';
  return /^index\./.test(folder) ? 'index' : 'root';
}
