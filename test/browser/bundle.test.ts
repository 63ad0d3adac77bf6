import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { packagePath } from '../../core/util/package-path.js';

const WEB = packagePath('dist/web');
const SCRIPT_LIMIT_BYTES = 220 * 1024;
const STYLE_LIMIT_BYTES = 20 * 1024;

/** What a built page loads before it shows anything: its entry and all that this imports, and its styles. */
function loadedBy(page: string, kind: 'js' | 'css'): string[] {
  const html = readFileSync(join(WEB, page), 'utf8');
  const paths = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path]) => path!);
  return paths.filter((path) => path.endsWith(`.${kind}`));
}

const compressed = (paths: string[]): number =>
  paths.reduce((sum, path) => sum + gzipSync(readFileSync(join(WEB, path))).length, 0);

describe('the built web app', () => {
  it('loads at most 220 KB of compressed JavaScript and 20 KB of styles with its first page', () => {
    const scripts = loadedBy('index.html', 'js');
    expect(scripts.some((path) => path.includes('/app-'))).toBe(true);
    expect(compressed(scripts)).toBeLessThanOrEqual(SCRIPT_LIMIT_BYTES);
    const styles = loadedBy('index.html', 'css');
    expect(styles.length).toBeGreaterThan(0);
    expect(compressed(styles)).toBeLessThanOrEqual(STYLE_LIMIT_BYTES);
  });

  it('has a gzip of each script beside it, which holds the same', () => {
    for (const path of loadedBy('index.html', 'js')) {
      const unpacked = gunzipSync(readFileSync(join(WEB, `${path}.gz`)));
      expect([path, unpacked.equals(readFileSync(join(WEB, path)))]).toEqual([path, true]);
    }
  });
});
