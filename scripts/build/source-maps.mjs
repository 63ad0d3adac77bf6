const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const CONTINUES = 32;

/**
 * Makes a source map small: Node parses all of it when it loads a bundle, a seventh of a runner's start, and shows of it the
 * lines of our own modules in the stacks of errors. Each line of the bundle keeps one place; those of packages keep none.
 * Null for a bundle of packages only.
 */
export function ownLines({ version, file, sources, mappings }) {
  const own = sources.map((source) => !/[/\\]node_modules[/\\]/.test(source));
  if (!own.includes(true)) return null;
  const last = { column: 0, source: 0, line: 0 };
  const place = { source: 0, line: 0, column: 0 };
  let wasOwn = false;
  const lines = mappings.split(';').map((line) => {
    const first = firstOwn(line, place, own);
    // A line without a place would be shown as the last one that has one.
    if (first === null) {
      const ends = wasOwn;
      wasOwn = false;
      return ends ? encoded([0]) : '';
    }
    wasOwn = true;
    const moved = [first.source - last.source, first.line - last.line, first.column - last.column];
    Object.assign(last, first);
    return encoded([0, ...moved]);
  });
  return { version, file, sources, names: [], mappings: lines.join(';') };
}

/** The first place of a line that is in a module of ours; `place` is where the line before has ended, and is moved on. */
function firstOwn(line, place, own) {
  let first = null;
  for (const segment of line === '' ? [] : line.split(',')) {
    const [, source, sourceLine, column] = decoded(segment);
    if (source === undefined) continue;
    place.source += source;
    place.line += sourceLine;
    place.column += column;
    if (first === null && own[place.source]) first = { ...place };
  }
  return first;
}

function decoded(segment) {
  const numbers = [];
  let value = 0;
  let shift = 0;
  for (const character of segment) {
    const digit = DIGITS.indexOf(character);
    value += (digit & (CONTINUES - 1)) << shift;
    shift += 5;
    if ((digit & CONTINUES) !== 0) continue;
    numbers.push((value & 1) === 1 ? -(value >>> 1) : value >>> 1);
    value = 0;
    shift = 0;
  }
  return numbers;
}

function encoded(numbers) {
  let text = '';
  for (const number of numbers) {
    let value = number < 0 ? (-number << 1) | 1 : number << 1;
    do {
      const digit = value & (CONTINUES - 1);
      value >>>= 5;
      text += DIGITS[value > 0 ? digit | CONTINUES : digit];
    } while (value > 0);
  }
  return text;
}
