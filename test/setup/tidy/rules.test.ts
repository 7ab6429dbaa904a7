/** Each house rule against a source that breaks it and one that does not. */
import { describe, expect, it } from 'vitest';
import { cardsMatch, codeIsReal, commandsExist, linksResolve, oneTitle } from './documents.js';
import { bodiesByName, nativeOneWay, oneWay, packagesInOnePlace } from './imports.js';
import { firstComment, shortFiles, shortFunctions, shortLines } from './size.js';
import type { Rule } from './sources.js';
import { noBannedWords } from './words.js';

const line = (count: number) => 'x();\n'.repeat(count);

const cases: [name: string, rule: Rule, path: string, bad: string, good: string][] = [
  ['long line', shortLines, 'src/a.ts', `//${'x'.repeat(99)}`, `//${'x'.repeat(98)}`],
  ['long file', shortFiles, 'src/a.ts', line(401), line(400)],
  ['no first comment', firstComment, 'src/a.ts', 'const a = 1;', '// Why.\nconst a = 1;'],
  ['no first comment in C++', firstComment, 'native/core/a.h', 'int a;', '// Why.\nint a;'],
  [
    'long function',
    shortFunctions,
    'src/a.ts',
    `class A {\n f() {\n${line(69)}}\n}`,
    `class A {\n f() {\n${line(68)}}\n${line(80)}}`,
  ],
  [
    'long native function',
    shortFunctions,
    'native/core/a.cc',
    `namespace a {\nint f(int b) {\n${line(69)}}\n}`,
    `namespace a {\nint f(int b) {\n${line(68)}}\nint c[] = {1};\n${line(80)}}`,
  ],
  ['mark', noBannedWords, 'native/core/a.cc', `// TO${'DO'}: later`, '// Later is never.'],
  ['clock', noBannedWords, 'src/a.ts', 'Date.now()', '// not Date.now()\nclock.now_us()'],
  ['clock in its file', noBannedWords, 'src/a.ts', 'setTimeout(f, 1)', 'sleep_ms(1)'],
  ['chance', noBannedWords, 'sim/a.ts', 'Math.random()', 'stream.uniform()'],
  ['libm', noBannedWords, 'src/encode/a.ts', 'Math.exp(1)', 'Math.max(1, 2)'],
  ['console', noBannedWords, 'src/control/a.ts', 'console.log(1)', "say('console.log')"],
  ['float', noBannedWords, 'native/core/tick.cc', 'double x;', '// no double\nq8_23 x;'],
  ['heap', noBannedWords, 'native/core/tick.cc', 'auto* x = new int;', 'int x;'],
  ['focus', noBannedWords, 'test/a.test.ts', `it.${'only'}('x', f)`, "it('x', f)"],
  ['machine', noBannedWords, 'docs/A.md', `see /${'work'}/x`, 'see work/x'],
  ['direction', oneWay, 'src/encode/a.ts', "import '../decode/b.js'", "import '../errors.js'"],
  ['direction out', oneWay, 'src/a.ts', "import '../sim/b.js'", "import './errors.js'"],
  ['direction by import()', oneWay, 'sim/a.ts', "import('../boards/b.js')", "import('./b.js')"],
  ['two bodies', oneWay, 'boards/a.ts', "export * from '../sim/b.js'", "export * from './b.js'"],
  ['package', packagesInOnePlace, 'src/a.ts', "import 'mqtt'", "import 'zod'"],
  ['body by name', bodiesByName, 'src/cli/run.ts', "import('#sim')", '// #sim'],
  ['Node in the core', nativeOneWay, 'native/core/a.cc', '#include <napi.h>', '#include "a.h"'],
  ['titles', oneTitle, 'docs/A.md', '# A\n# B', '# A\n```\n# sh\n```\n## B'],
  ['link', linksResolve, 'docs/A.md', '[x](../GONE.md)', '[x](../package.json) [y](https://x)'],
  ['anchor', linksResolve, 'docs/A.md', '# A b\n[x](#a-c)', '# A b\n[x](#a-b)'],
  ['command', commandsExist, 'docs/A.md', 'npm run gone', 'npm run build'],
  [
    'shown code',
    codeIsReal,
    'README.md',
    '<!-- code of src/clock.ts -->\n```ts\nnonsense\n```',
    '<!-- code of src/clock.ts -->\n```ts\nexport class SimulatedClock\n```',
  ],
];

describe('a house rule', () => {
  it.each(cases)('tells of: %s', (_, rule, path, bad, good) => {
    const told = rule({ path, text: bad });
    expect(told).toHaveLength(1);
    expect(told[0]).toContain(path);
    expect(rule({ path, text: good })).toEqual([]);
  });

  it('tells of a missing card', () => {
    expect(cardsMatch('encoders', ['no-such'])).toEqual([
      'docs/cards/encoders/no-such.md is missing: write its card',
    ]);
  });
});
