import type { Request } from 'express';
import type { ByteRange, ObjectInfo } from '../../core/storage/storage.js';

/** Objects are immutable: size and time tell two of them apart. */
export function entityTag(info: ObjectInfo): string {
  return `"${info.size.toString(16)}-${info.modifiedAt.getTime().toString(16)}"`;
}

/**
 * The one range that the request asks for; null for the whole object, which is also the answer to a malformed Range,
 * to several ranges at once, and to an If-Range that names another version (RFC 9110, 14.2). HEAD has no ranges.
 */
export function requestedRange(
  request: Request,
  info: ObjectInfo,
  tag: string,
): ByteRange | 'unsatisfiable' | null {
  if (request.method !== 'GET' || !matchesIfRange(request, info, tag)) return null;
  // Not request.range(): its parser calls a suffix longer than the object unsatisfiable, which it is not.
  const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(request.get('Range') ?? '') ?? [];
  if (first === undefined || last === undefined || first + last === '') return null;
  if (first !== '' && last !== '' && Number(last) < Number(first)) return null;
  const start = first === '' ? Math.max(0, info.size - Number(last)) : Number(first);
  const end = first === '' || last === '' ? info.size - 1 : Math.min(Number(last), info.size - 1);
  return start < info.size ? { start, end } : 'unsatisfiable';
}

function matchesIfRange(request: Request, info: ObjectInfo, tag: string): boolean {
  const condition = request.get('If-Range');
  if (condition === undefined) return true;
  return condition === tag || condition === info.modifiedAt.toUTCString();
}
