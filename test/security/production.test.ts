import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { networkInterfaces } from 'node:os';
import { packagePath } from '../../core/util/package-path.js';
import { PRODUCTION } from '../kit/server/tokens.js';
import { ProductionFixture } from './production-server.js';

let fixture: ProductionFixture;

beforeAll(async () => {
  fixture = await ProductionFixture.create();
});
afterAll(async () => {
  await fixture.drop();
});

/** Starts the server as an operator would, and waits for its end. */
async function attempt(env: Record<string, string>): Promise<{ code: number; output: string }> {
  const child = spawn(process.execPath, [packagePath('dist/api.js')], {
    env: {
      PATH: process.env.PATH,
      DATABASE_URL: fixture.database.databaseUrl,
      DATA_DIR: fixture.dataDir,
      ...env,
    },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number];
  return { code, output };
}

it('a server in production that lacks what it needs ends with one sentence for each, and no stack', async () => {
  const { code, output } = await attempt({ NODE_ENV: 'production' });
  expect(code).toBe(1);
  expect(output.trim().split('\n')).toEqual([
    expect.stringMatching(/^In production set AUTH_JWT_SECRET or AUTH_JWKS_URL/),
    expect.stringMatching(/^In production set MEDIA_URL_SECRET/),
  ]);
});

it('a secret that can be guessed is refused, and not repeated', async () => {
  const secret = 'super-secret-jwt-token-with-at-least-32-characters-long';
  const { code, output } = await attempt({ ...PRODUCTION, AUTH_JWT_SECRET: secret });
  expect([code, output.trim()]).toEqual([1, expect.stringMatching(/^AUTH_JWT_SECRET can be guessed/)]);
  expect(output).not.toContain(secret);
});

it('without auth no server listens beyond this machine', async () => {
  const { code, output } = await attempt({ HOST: '0.0.0.0' });
  expect([code, output.trim()]).toEqual([1, expect.stringMatching(/to listen beyond this machine/)]);
});

it('with auth there is no demo sign-in, on no address', async () => {
  const server = await fixture.start({ HOST: '0.0.0.0', NODE_ENV: 'development' });
  const { port } = new URL(server.url);
  const addresses = Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .filter(({ family }) => family === 'IPv4')
    .map(({ address }) => address);
  expect(addresses).toContain('127.0.0.1');
  for (const address of addresses) {
    const { status } = await fetch(`http://${address}:${port}/auth/demo`, { method: 'POST' });
    expect(status).toBe(404);
  }
});
