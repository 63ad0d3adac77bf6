import { Router, type NextFunction, type Request, type Response } from 'express';
import { pipeline } from 'node:stream/promises';
import { verifySignedUrl, type SigningKey } from '../../core/storage/signed-url.js';
import type { Presign } from '../../core/storage/open-storage.js';
import type { ByteRange, ObjectInfo, Storage } from '../../core/storage/storage.js';
import { trust } from '../../core/util/http/untrusted-connections.js';
import { contentTypeOf } from '../../core/storage/content-type.js';
import { asAttachment } from '../../core/storage/download-name.js';
import type { ApiErrorCode } from '../../core/errors.js';
import { answerError } from './error-answers.js';

/** How long a browser that seeks may reuse a redirect to the storage. */
const SENT_ON_FOR_SECONDS = 300;

export interface MediaRouterOptions extends SigningKey {
  storage: Storage;
  /** Signs addresses of the storage itself; null if this process serves the files. */
  presign: Presign | null;
  /** Gets the error behind a 500. */
  onError?: (error: unknown) => void;
}

/**
 * GET and HEAD /media/<key>?expires=…&kid=…&signature=…: streams a stored object to the holder of a signed URL. Supports
 * ranges, so that browsers can seek. If the storage signs URLs itself, answers 302 to one that is valid as long.
 * A URL with a name answers as a download of that name. 403 for any flaw of the URL, 404 if nothing is stored.
 */
export function createMediaRouter({ storage, presign, onError, ...signingKey }: MediaRouterOptions): Router {
  const serve = async (request: Request, response: Response, next: NextFunction) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return next();
    response.set({ 'X-Content-Type-Options': 'nosniff', 'Cache-Control': 'no-store' });
    // Not decoded: keys need no escapes, so an encoded one is refused like any other flaw.
    const key = request.path.slice(1);
    const { expires, kid, name, signature } = request.query;
    const verdict = verifySignedUrl(signingKey, {
      ...{ method: request.method, key, expires, kid, name, signature },
    });
    if (verdict.outcome === 'expired')
      return refuse(response, 403, 'This link has expired. Reload the page.');
    if (verdict.outcome === 'invalid') return refuse(response, 403, 'This link is not valid.');
    trust(request.socket);
    const disposition = verdict.name === null ? undefined : asAttachment(verdict.name);
    if (presign !== null) {
      const sendOnSeconds = Math.min(verdict.secondsLeft, SENT_ON_FOR_SECONDS);
      response.set('Cache-Control', `private, max-age=${sendOnSeconds}`);
      return response.redirect(302, await presign(key, verdict.secondsLeft, disposition));
    }
    const info = await storage.stat(key);
    if (info === null) return refuse(response, 404, 'This file no longer exists.');
    response.set('Cache-Control', `private, max-age=${verdict.secondsLeft}, immutable`);
    if (disposition !== undefined) response.set('Content-Disposition', disposition);
    await sendObject(storage, key, info, request, response);
  };
  const guarded = async (request: Request, response: Response, next: NextFunction) => {
    try {
      await serve(request, response, next);
    } catch (error) {
      onError?.(error);
      if (response.headersSent) response.destroy();
      else refuse(response, 500, 'This file cannot be read at the moment.');
    }
  };
  // `use`, not `get('/*path')`: a wildcard is decoded, and a malformed escape fails before any handler.
  return Router().use(guarded);
}

const CODES: Record<Refusal, ApiErrorCode> = {
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  416: 'BAD_USER_INPUT',
  500: 'INTERNAL_SERVER_ERROR',
};
type Refusal = 403 | 404 | 416 | 500;

function refuse(response: Response, status: Refusal, message: string): void {
  answerError(response, { status, code: CODES[status], message });
}

async function sendObject(
  storage: Storage,
  key: string,
  info: ObjectInfo,
  request: Request,
  response: Response,
): Promise<void> {
  const tag = entityTag(info);
  response.set({
    'Accept-Ranges': 'bytes',
    'Content-Type': contentTypeOf(key),
    ETag: tag,
    'Last-Modified': info.modifiedAt.toUTCString(),
  });
  if (request.fresh) return void response.status(304).end();
  const range = requestedRange(request, info, tag);
  if (range === 'unsatisfiable') {
    response.set('Content-Range', `bytes */${info.size}`);
    return refuse(response, 416, 'This part of the file does not exist.');
  }
  if (range !== null) {
    response.status(206).set('Content-Range', `bytes ${range.start}-${range.end}/${info.size}`);
  }
  response.set('Content-Length', String(range === null ? info.size : range.end - range.start + 1));
  if (request.method === 'HEAD') return void response.end();
  const stream = await storage.openRead(key, range ?? undefined);
  await pipeline(stream, response).catch((error: NodeJS.ErrnoException) => {
    // A browser that seeks drops the connection it had; the pipeline has closed the file by now.
    if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  });
}

/** Objects are immutable: size and time tell two of them apart. */
function entityTag(info: ObjectInfo): string {
  return `"${info.size.toString(16)}-${info.modifiedAt.getTime().toString(16)}"`;
}

/**
 * The one range that the request asks for; null for the whole object, which is also the answer to a malformed Range,
 * to several ranges at once, and to an If-Range that names another version (RFC 9110, 14.2). HEAD has no ranges.
 */
function requestedRange(request: Request, info: ObjectInfo, tag: string): ByteRange | 'unsatisfiable' | null {
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
