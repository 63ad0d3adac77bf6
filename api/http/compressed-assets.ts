import { existsSync, readdirSync } from 'node:fs';
import { extname } from 'node:path';
import type { RequestHandler } from 'express';

/**
 * Redirects a request to the gzip that the build put beside an asset, if the browser accepts it. The folder is read once:
 * a build is finished before the server starts.
 */
export function compressedAssets(folder: string): RequestHandler {
  const compressed = new Set(existsSync(folder) ? readdirSync(folder).filter(isGzip) : []);
  return (request, response, next) => {
    const name = request.path.slice(1);
    if (compressed.has(`${name}.gz`)) {
      response.vary('Accept-Encoding');
      if (request.acceptsEncodings('gzip') !== false) {
        response.type(extname(name)).set('Content-Encoding', 'gzip');
        request.url = `${request.path}.gz`;
      }
    }
    next();
  };
}

function isGzip(name: string): boolean {
  return name.endsWith('.gz');
}
