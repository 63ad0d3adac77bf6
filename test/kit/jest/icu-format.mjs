import compile from 'icu-minify/compile';
// By its path: its name leads here.
import format from '../../../node_modules/icu-minify/dist/esm/production/format.js';

const compiled = new Map();

/** As in the page, but that tests read the catalogs as they are written: there, the build compiles them. */
export default function formatWritten(message, ...rest) {
  if (!compiled.has(message)) compiled.set(message, compile(message));
  return format(compiled.get(message), ...rest);
}
