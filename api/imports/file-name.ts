import { importKind, type ImportKind } from '../../core/import/import-files.js';
import type { ImportLimits } from './limits.js';
import { ImportRejection } from './rejection.js';

/** Characters that would turn a name into a path or break a line. */
const UNSAFE = /[/\\\u0000-\u001f\u007f-\u009f\u2028\u2029]|\p{Cs}/u;

/** What a file is used for, by its name. The name is used on disk, so unsafe ones are rejected. */
export function kindOfUpload(name: string, { nameBytes, extensions }: ImportLimits): ImportKind {
  if (name === '' || name.startsWith('.') || UNSAFE.test(name))
    throw new ImportRejection('BAD_USER_INPUT', 'A file needs a plain name, without slashes.');
  if (Buffer.byteLength(name) > nameBytes)
    throw new ImportRejection('BAD_USER_INPUT', 'The name of this file is too long. Rename it.');
  const kind = importKind(name);
  if (kind === null) {
    const known = Object.values(extensions).flat().join(' ');
    throw new ImportRejection(
      'BAD_USER_INPUT',
      `${name} is none of the files that an import uses (${known}).`,
    );
  }
  return kind;
}
