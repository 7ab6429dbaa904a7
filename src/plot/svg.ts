/** SVG as text: elements, escaped, and lines with no more points than can be seen. */

type Attributes = { readonly [name: string]: string | number | undefined };

/** `<name a="1">content</name>`; content is SVG already, or none. */
export function element(name: string, attributes: Attributes, ...content: string[]): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${escaped(short(value as string | number))}"`)
    .join('');
  return content.length === 0
    ? `<${name}${written}/>`
    : `<${name}${written}>${content.join('')}</${name}>`;
}

/** A text whose baseline begins, is centred or ends at x. */
export function text(x: number, y: number, words: string, attributes: Attributes = {}): string {
  return element('text', { x, y, ...attributes }, escaped(words));
}

export function line(x1: number, y1: number, x2: number, y2: number, of: Attributes): string {
  return element('line', { x1, y1, x2, y2, ...of });
}

/** A line through points in pixels; those that a straight line passes anyhow are left out. */
export function polyline(points: readonly (readonly [number, number])[], of: Attributes): string {
  const rounded = points.map(([x, y]) => [Math.round(x * 10), Math.round(y * 10)] as const);
  const distinct = rounded.filter(([x, y], i) => {
    const before = rounded[i - 1];
    return before === undefined || x !== before[0] || y !== before[1];
  });
  const kept = distinct.filter((point, i) => {
    const before = distinct[i - 1];
    const after = distinct[i + 1];
    return !before || !after || !isBetween(before, point, after);
  });
  const written = kept.map(([x, y]) => `${x / 10},${y / 10}`).join(' ');
  return element('polyline', { points: written, fill: 'none', ...of });
}

type Point = readonly [number, number];

function isBetween(a: Point, b: Point, c: Point): boolean {
  const cross = (b[0] - a[0]) * (c[1] - b[1]) - (b[1] - a[1]) * (c[0] - b[0]);
  const along = (b[0] - a[0]) * (c[0] - b[0]) + (b[1] - a[1]) * (c[1] - b[1]);
  return cross === 0 && along >= 0;
}

function short(value: string | number): string {
  return typeof value === 'number' ? String(Math.round(value * 100) / 100) : value;
}

function escaped(words: string): string {
  return words
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
