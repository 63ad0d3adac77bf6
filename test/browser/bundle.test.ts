import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { packagePath } from '../../core/util/package-path.js';

const WEB = packagePath('dist/web');
const LIMIT_BYTES = 250 * 1024;

/** The scripts that a built page loads before it shows anything: its entry and all that this imports. */
function scriptsOf(page: string): string[] {
  const html = readFileSync(join(WEB, page), 'utf8');
  return [...html.matchAll(/(?:src|href)="([^"]+\.js)"/g)].map(([, path]) => path!);
}

describe('the built web app', () => {
  it('loads at most 250 KB of compressed JavaScript with its first page', () => {
    const scripts = scriptsOf('index.html');
    const sizes = scripts.map((path) => gzipSync(readFileSync(join(WEB, path))).length);
    expect(scripts.some((path) => path.includes('/app-'))).toBe(true);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(LIMIT_BYTES);
  });

  it('has a gzip of each script beside it, which holds the same', () => {
    for (const path of scriptsOf('index.html')) {
      const unpacked = gunzipSync(readFileSync(join(WEB, `${path}.gz`)));
      expect([path, unpacked.equals(readFileSync(join(WEB, path)))]).toEqual([path, true]);
    }
  });
});
