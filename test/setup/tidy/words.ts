/** Words that a source may not hold, each with what to write instead. */
import { codeOf, lineAt, type Rule } from './sources.js';

interface Ban {
  readonly words: RegExp;
  /** Which files it holds for. */
  readonly in: RegExp;
  readonly except?: RegExp;
  readonly instead: string;
  /** Comments are read as well. */
  readonly prose?: boolean;
}

/** The files of the core that run in a tick; load-time files may convert and allocate. */
const inTick =
  /^native\/core\/(tick|synapse|compartment|soma|plasticity|modulator|random)\.(cc|h)$/;
const product = /^(src|sim|boards|examples)\//;

const bans: readonly Ban[] = [
  {
    words: /\b(TODO|FIXME|XXX|HACK)\b/g,
    in: /^(src|sim|boards|native|examples|test|bench|scripts|bin)\//,
    except: /^test\/(setup\/tidy\/|tidy)/,
    instead: 'do it now, or file an issue',
    prose: true,
  },
  {
    words:
      /\b(Date\.now|new Date|performance\b|process\.hrtime|set(Timeout|Interval|Immediate))\b/g,
    in: /^(src|examples)\//,
    except: /^src\/clock\.ts$/,
    instead: 'use the functions of src/clock.ts',
  },
  {
    words: /\bMath\.random\b/g,
    in: /^(src|sim|boards|examples|test|bench)\//,
    instead: 'use RandomStream of src/random.ts, with a seed',
  },
  {
    words: /\bMath\.(sin|cos|tan|exp|log|pow|sinh|cosh|atan|sqrt|cbrt|hypot)\w*|(?<!\b2 )\*\*/g,
    in: /^src\/(network|encode|decode|reward|control)\//,
    instead: 'controllers use + - * / alone; src/exact.ts has series for what is made at load',
  },
  {
    words: /\bconsole\.\w+/g,
    in: product,
    except: /^src\/cli\//,
    instead: 'return it or hand it to telemetry; only src/cli prints',
  },
  {
    words: /\bprocess\.exit\b(?!Code)/g,
    in: product,
    except: /^src\/cli\//,
    instead: 'return an exit code, or throw a RobotError; only a program ends a process',
  },
  {
    words: /\b(it|test|describe|suite)\.(skip|only|todo|fails)\b/g,
    in: /^(test|examples|bench)\//,
    except: /^test\/(setup\/tidy\/|tidy)/,
    instead: 'mend the test; one that needs a program uses skipIf(lacks(...))',
  },
  {
    words: /\b(float|double|long double)\b/g,
    in: inTick,
    instead: 'use a format of native/core/fixed.h: a tick has no floating point',
  },
  {
    words: /\bnew\b|\b(malloc|calloc|realloc|free)\b|std::(vector|string|map|function|make_\w+)\b/g,
    in: inTick,
    instead: 'give it a row in native/core/fields.h: nothing is allocated after load',
  },
  {
    words: /\b(throw|try|catch)\b/g,
    in: /^native\/(core|binding|gate|io)\//,
    instead: 'return a Status: native code has no exceptions',
  },
  {
    words: /\b(rand|time|clock|clock_gettime|gettimeofday)\s*\(|std::chrono/g,
    in: /^native\/core\//,
    instead: 'the core asks no clock; chance comes from native/core/random.h',
  },
  {
    words: /\/(work|root|farm|home\/\w+|Users\/\w+)\/|\bregistry\.[a-z]+\.\w+/g,
    in: /./,
    instead: 'a file speaks of the project alone, not of one machine or registry',
    prose: true,
  },
];

export const noBannedWords: Rule = (source) => {
  const { path, text } = source;
  return bans
    .filter((ban) => ban.in.test(path) && !ban.except?.test(path))
    .flatMap(({ words, instead, prose }) =>
      [...(prose ? text : codeOf(source, { strings: false })).matchAll(words)].map(
        ({ 0: word, index }) => `${path}:${lineAt(text, index)} says '${word}': ${instead}`,
      ),
    );
};
