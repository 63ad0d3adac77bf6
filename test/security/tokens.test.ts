import { createHmac, randomUUID } from 'node:crypto';
import { exportJWK, exportSPKI } from 'jose';
import { ApiClient } from '../kit/server/client.js';
import type { TestServer } from '../kit/server/server.js';
import { until } from '../kit/server/until.js';
import { IdentityProvider, type Algorithm } from './identity-provider.js';
import { ProductionFixture } from './production-server.js';
import { SocketClient } from './socket-client.js';

const AUDIENCE = 'clips';
const userId = randomUUID();
const ALGORITHMS: Algorithm[] = ['RS256', 'ES256'];
let provider: IdentityProvider;
/** Serves its own keys, and signs anything. */
let attacker: IdentityProvider;
let fixture: ProductionFixture;
let server: TestServer;

beforeAll(async () => {
  [provider, attacker, fixture] = await Promise.all([
    IdentityProvider.start(),
    IdentityProvider.start(),
    ProductionFixture.create(),
  ]);
  server = await fixture.start(signInBy(provider));
});
const signInBy = ({ jwksUrl, issuer }: IdentityProvider): Record<string, string> => ({
  ...{ AUTH_JWT_SECRET: '', AUTH_JWKS_URL: jwksUrl, AUTH_ISSUER: issuer, AUTH_AUDIENCE: AUDIENCE },
});
afterAll(async () => {
  await fixture.drop();
  await Promise.all([provider.close(), attacker.close()]);
});

const now = (): number => Math.floor(Date.now() / 1000);

/** The claims of a valid token, with changes; undefined removes a claim. */
function claims(change: Record<string, unknown> = {}): Record<string, unknown> {
  const right = { sub: userId, iss: provider.issuer, aud: AUDIENCE, exp: now() + 600 };
  return JSON.parse(JSON.stringify({ ...right, ...change })) as Record<string, unknown>;
}

/** A token assembled by hand, as no library would. */
function byHand(header: object, signature: (signed: string) => string): string {
  const signed = [header, claims()].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'));
  return [...signed, signature(signed.join('.'))].join('.');
}
const hmac = (key: string | Buffer) => (signed: string) =>
  createHmac('sha256', key).update(signed).digest('base64url');

/** The server's reaction to a token, over HTTP and websocket. */
async function doors(token: string, { url } = server): Promise<{ http: unknown; socket: unknown }> {
  const { status, data, errors } = await new ApiClient(url, token).send<{ viewer: { id: string } }>(
    '{ viewer { id } }',
  );
  const socket = await SocketClient.open(url, token);
  const opened = await isServed(socket);
  await socket.close();
  return {
    http: errors === undefined ? data?.viewer.id : `${status} ${errors[0]?.extensions.code}`,
    socket: opened ? 'open' : socket.closeCode,
  };
}
/** Whether a socket is opened, and answers. */
async function isServed(socket: SocketClient): Promise<boolean> {
  if (!socket.isAcknowledged) return false;
  socket.ask('1', '{ viewer { id } }');
  return (await socket.answer('1')).type === 'next';
}
const LET_IN = { http: userId, socket: 'open' };
const REFUSED = { http: '401 UNAUTHENTICATED', socket: 4403 };

describe('a token is taken', () => {
  it.each(ALGORITHMS)('that the provider signed with its %s key', async (algorithm) => {
    expect(await doors(await provider.sign(algorithm, claims()))).toEqual(LET_IN);
  });

  it('that ended within 30 s, for clocks differ', async () => {
    expect(await doors(await provider.sign('ES256', claims({ exp: now() - 15 })))).toEqual(LET_IN);
  });

  it('that names its user in capitals: it is the same one', async () => {
    expect(await doors(await provider.sign('ES256', claims({ sub: userId.toUpperCase() })))).toEqual(LET_IN);
  });

  it('that begins within 30 s, and for several audiences of which we are one', async () => {
    const change = { nbf: now() + 15, aud: ['other', AUDIENCE] };
    expect(await doors(await provider.sign('RS256', claims(change)))).toEqual(LET_IN);
  });
});

describe('a token is refused over HTTP and on the websocket', () => {
  it.each<[string, Record<string, unknown>]>([
    ['is for another audience', { aud: 'other' }],
    ['names no audience', { aud: undefined }],
    ['is of another issuer', { iss: 'https://elsewhere.test' }],
    ['names no issuer', { iss: undefined }],
    ['never ends', { exp: undefined }],
    ['ended more than 30 s ago', { exp: now() - 32 }],
    ['ends at no number', { exp: 'never' }],
    ['begins in more than 30 s', { nbf: now() + 300 }],
    ['names no user', { sub: undefined }],
    ['names somebody who cannot be', { sub: 'admin' }],
  ])('that %s', async (_why, change) => {
    for (const algorithm of ALGORITHMS)
      expect(await doors(await provider.sign(algorithm, claims(change)))).toEqual(REFUSED);
  });

  it.each(['none', 'None', 'nOnE', 'NONE'])('that is not signed (alg %s)', async (alg) => {
    expect(await doors(byHand({ alg, typ: 'JWT' }, () => ''))).toEqual(REFUSED);
    expect(await doors(byHand({ alg, typ: 'JWT' }, () => 'AA'))).toEqual(REFUSED);
  });

  it.each(ALGORITHMS)('that is signed by HMAC with the public %s key', async (algorithm) => {
    const key = provider.publicKey(algorithm);
    const pem = await exportSPKI(key);
    const forms = [
      pem,
      pem.trim(),
      JSON.stringify(await exportJWK(key)),
      Buffer.from(pem.split('\n').slice(1, -1).join(''), 'base64'),
    ];
    for (const form of forms)
      expect(await doors(byHand({ alg: 'HS256', kid: algorithm }, hmac(form)))).toEqual(REFUSED);
  });

  it('that is signed by HMAC with an empty key', async () => {
    for (const kid of [undefined, 'RS256', '../../dev/null'])
      expect(await doors(byHand({ alg: 'HS256', kid }, hmac('')))).toEqual(REFUSED);
  });

  it('that is signed with a key of the attacker, under the id of our key or another', async () => {
    for (const kid of ['ES256', 'unknown', undefined, "' OR 1=1"])
      expect(await doors(await attacker.sign('ES256', claims(), { kid }))).toEqual(REFUSED);
  });

  it('whose header contains the key, or says where to find it', async () => {
    const jwk = { ...(await exportJWK(attacker.publicKey('ES256'))), kid: 'ES256' };
    const headers = [
      { jwk },
      { jku: attacker.jwksUrl },
      { jku: attacker.jwksUrl, kid: 'unknown' },
      { x5u: attacker.jwksUrl },
      { jwk, jku: attacker.jwksUrl, kid: undefined },
    ];
    for (const header of headers)
      expect(await doors(await attacker.sign('ES256', claims(), header))).toEqual(REFUSED);
    expect(attacker.fetches).toBe(0);
  });

  it('that demands what we do not know (crit)', async () => {
    const unknown = await provider
      .sign('ES256', claims(), { crit: ['x'], x: 1 })
      .catch(() => byHand({ alg: 'ES256', kid: 'ES256', crit: ['x'], x: 1 }, () => 'AA'));
    expect(await doors(unknown)).toEqual(REFUSED);
  });

  it('whose claims or signature were touched', async () => {
    const [header, , signature] = (await provider.sign('ES256', claims())).split('.');
    const forged = Buffer.from(JSON.stringify(claims({ sub: randomUUID() }))).toString('base64url');
    expect(await doors(`${header}.${forged}.${signature}`)).toEqual(REFUSED);
    // r = s = 0: accepted by verifiers that do not check it (CVE-2022-21449).
    expect(await doors(`${header}.${forged}.${Buffer.alloc(64).toString('base64url')}`)).toEqual(REFUSED);
  });
});

it('unknown key names do not make the server ask the provider again and again', async () => {
  const before = provider.fetches;
  for (let index = 0; index < 10; index++) {
    const token = await attacker.sign('ES256', claims(), { kid: `unknown-${index}` });
    expect((await new ApiClient(server.url, token).send('{ viewer { id } }')).status).toBe(401);
  }
  expect(provider.fetches - before).toBeLessThanOrEqual(1);
});

it('while the provider’s keys cannot be fetched, nobody is signed out: 503, 1013, degraded, one line in the log', async () => {
  const away = await IdentityProvider.start();
  away.answer = (response) => void response.destroy();
  const waiting = await fixture.start(signInBy(away));
  const token = await away.sign('ES256', claims());
  const refused = { http: '503 SERVICE_UNAVAILABLE', socket: 1013 };
  for (let index = 0; index < 3; index++) expect(await doors(token, waiting)).toEqual(refused);
  const headers = { Authorization: `Bearer ${token}` };
  for (const path of ['/graphql?query={viewer{id}}', '/imports', `/jobs/${userId}/clips/0/thumbnail`]) {
    const response = await fetch(`${waiting.url}${path}`, { headers });
    expect([path, response.status, response.headers.get('retry-after')]).toEqual([path, 503, '5']);
  }
  const ready = async (): Promise<unknown> => await (await fetch(`${waiting.url}/readyz`)).json();
  expect(await ready()).toMatchObject({
    status: 'degraded',
    missing: [expect.stringMatching(/AUTH_JWKS_URL/)],
  });
  expect(waiting.output().match(/AUTH_JWKS_URL/g)).toHaveLength(1);
  away.answer = away.withKeys;
  await until(async () => JSON.stringify(await ready()) === '{"status":"ready"}', { what: 'ready again' });
  expect(await doors(token, waiting)).toEqual(LET_IN);
  await away.close();
});
