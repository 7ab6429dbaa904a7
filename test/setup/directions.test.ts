/** The import directions are the compiler's business too: a wrong import does not compile. */
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { at } from '../../scripts/lib/place.mjs';

const notInProject = 6307;

/** The errors of a project with one more file, which exists in memory alone. */
function errorsWith(project: string, file: string, text: string): number[] {
  const config = ts.getParsedCommandLineOfConfigFile(at(project), {}, host());
  if (!config) throw new Error(`${project} cannot be read`);
  const path = at(file);
  const memory = ts.createCompilerHost(config.options);
  const { getSourceFile, fileExists } = memory;
  memory.fileExists = (name) => name === path || fileExists(name);
  memory.getSourceFile = (name, options, ...rest) =>
    name === path
      ? ts.createSourceFile(name, text, options)
      : getSourceFile.call(memory, name, options, ...rest);
  const program = ts.createProgram({
    rootNames: [...config.fileNames, path],
    // Only the import matters: the standard library would cost most of the time.
    options: { ...config.options, noEmit: true, noLib: true, types: [] },
    projectReferences: config.projectReferences ?? [],
    host: memory,
  });
  const scratch = program.getSourceFile(path);
  return program.getSemanticDiagnostics(scratch).map(({ code }) => code);
}

function host(): ts.ParseConfigFileHost {
  return { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => undefined };
}

describe('the compiler', () => {
  it.each([
    ['src/tsconfig.json', 'src/scratch.ts', '../sim/world.js'],
    ['src/encode/tsconfig.json', 'src/encode/scratch.ts', '../decode/decoder.js'],
    ['src/network/tsconfig.json', 'src/network/scratch.ts', '../control/sink.js'],
    ['sim/tsconfig.json', 'sim/scratch.ts', '../boards/index.js'],
    ['boards/tsconfig.json', 'boards/scratch.ts', '../sim/world.js'],
  ])('%s refuses that %s imports %s', (project, file, target) => {
    expect(errorsWith(project, file, `import '${target}';\n`)).toContain(notInProject);
  });

  it('accepts an import that runs the right way', () => {
    const errors = errorsWith('src/encode/tsconfig.json', 'src/encode/scratch.ts', rightWay);
    expect(errors).not.toContain(notInProject);
  });
});

const rightWay = "import '../errors.js';\n";
