import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spread } from '../../test/kit/effort.js';

let registry: Server;
let cache: string;
let status: number;
let advisories: object;

beforeAll(async () => {
  cache = mkdtempSync(join(tmpdir(), 'audit-'));
  registry = createServer((request, response) => {
    const isAudit = request.method === 'POST' && request.url === '/-/npm/v1/security/advisories/bulk';
    request.resume();
    response.writeHead(isAudit ? status : 404, { 'Content-Type': 'application/json' });
    response.end(isAudit && status === 200 ? JSON.stringify(advisories) : '{}');
  });
  await once(registry.listen(0, '127.0.0.1'), 'listening');
});
afterAll(() => {
  registry.close();
  rmSync(cache, { recursive: true });
});

/** Exit code and output of `npm run audit` when the registry answers so. */
async function audit(): Promise<[code: unknown, output: string]> {
  const { port } = registry.address() as AddressInfo;
  const place = { npm_config_registry: `http://127.0.0.1:${port}/`, npm_config_cache: cache };
  const program = join(import.meta.dirname, '../commands/audit.mjs');
  const child = spawn(process.execPath, [program], { env: { ...process.env, ...place } });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const [code] = (await once(child, 'close')) as [unknown];
  return [code, output];
}

const advisory = (id: number, severity: string): object => ({
  ...{ id, url: `https://advisories.test/${id}`, title: 'A hole', severity, vulnerable_versions: '*' },
  ...{ cwe: [], cvss: { score: 0, vectorString: null } },
});

const SLIGHT = { zod: [advisory(1, 'low')] };
const SERIOUS = { ...SLIGHT, express: [advisory(2, 'high')] };

it.each(
  spread<[string, number, object, number, RegExp]>(
    [
      ['serious holes fails, and names them all', 200, SERIOUS, 1, /^✗(?=.* low: zod)(?=.* high: express )/s],
      ['slight holes passes, and names them', 200, SLIGHT, 0, /^✓.* low: zod/s],
      ['no answer leaves it out, and says so', 405, {}, 0, /^- npm audit: left out, .+405/],
    ],
    2,
  ),
)('an audit of shipped packages with %s', async (_what, answer, found, code, words) => {
  [status, advisories] = [answer, found];
  expect(await audit()).toEqual([code, expect.stringMatching(words) as unknown]);
});
