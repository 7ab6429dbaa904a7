/** Colours of the terminal, by what they mean. */
export interface Paint {
  strong(text: string): string;
  faint(text: string): string;
  good(text: string): string;
  bad(text: string): string;
  curve(text: string): string;
}

const same = (text: string) => text;
const sgr = (code: number) => (text: string) => `\x1b[${code}m${text}\x1b[0m`;

/** No colour at all: NO_COLOR, files, tests. */
export const plain: Paint = { strong: same, faint: same, good: same, bad: same, curve: same };

export const coloured: Paint = {
  strong: sgr(1),
  faint: sgr(2),
  good: sgr(32),
  bad: sgr(31),
  curve: sgr(36),
};

/** Colours, unless NO_COLOR is set to anything (no-color.org). */
export function paintFor(environment: NodeJS.ProcessEnv): Paint {
  return environment.NO_COLOR ? plain : coloured;
}
