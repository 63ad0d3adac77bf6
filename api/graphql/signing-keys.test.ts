import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import pino from 'pino';
import { IdentityProvider } from '../../test/security/identity-provider.js';
import { freePort } from '../../test/kit/proxies/free-port.js';
import { until } from '../../test/kit/server/until.js';
import { createAuthenticator, type Authenticator } from './auth.js';
import { SigningKeys } from './signing-keys.js';

const RETRY_MS = 50;
const PATIENT_MS = 30_000;
const NEVER_ANSWERS = 'never answers';
const userId = randomUUID();
let provider: IdentityProvider;
let keys: SigningKeys;
let authenticator: Authenticator;
let logged: string[];

beforeAll(async () => {
  provider = await IdentityProvider.start();
});
beforeEach(() => {
  logged = [];
  provider.fetches = 0;
  provider.answer = provider.withKeys;
});
afterEach(() => keys.stop());
afterAll(async () => {
  await provider.close();
});

function begin(url = provider.jwksUrl, answerMs = PATIENT_MS): void {
  const log = pino({}, { write: (line: string) => void logged.push(line) });
  keys = new SigningKeys(url, log, RETRY_MS, answerMs);
  authenticator = createAuthenticator({ key: { keys }, issuer: provider.issuer });
}

/** Signs in with a fresh token; the user's id or the error. */
async function outcome(header = {}, sub: string = userId): Promise<unknown> {
  const exp = Math.floor(Date.now() / 1000) + 600;
  const token = await provider.sign('ES256', { sub, exp, iss: provider.issuer, jti: randomUUID() }, header);
  return await authenticator.authenticate(`Bearer ${token}`).then(
    ({ id }) => id,
    (error: unknown) => error,
  );
}
const UNAVAILABLE = { code: 'SERVICE_UNAVAILABLE', details: { retryAfter: 5 } };

it.each<[string, (response: ServerResponse) => void]>([
  ['cuts the connection', (response) => void response.destroy()],
  [NEVER_ANSWERS, () => undefined],
  ['answers with an error', (response) => void response.writeHead(503).end('{}')],
  ['answers with a page', (response) => void response.writeHead(200).end('<html>Back soon</html>')],
  ['answers with no keys', (response) => void response.writeHead(200).end('{"error":"x"}')],
  ['sends elsewhere', (response) => void response.writeHead(302, { Location: '/' }).end()],
])('while the provider %s, nobody is refused for good, and one line is logged', async (what, answer) => {
  provider.answer = answer;
  begin(provider.jwksUrl, what === NEVER_ANSWERS ? 100 : PATIENT_MS);
  for (let index = 0; index < 3; index++) expect(await outcome()).toMatchObject(UNAVAILABLE);
  expect(keys.problem()).toMatch(/AUTH_JWKS_URL/);
  await until(() => provider.fetches >= 3, { what: 'further looks' });
  // A later look may fail in another way: a busy machine notices late that a connection was cut.
  const messages = logged.map((line) => (JSON.parse(line) as { msg: string }).msg);
  expect(messages).toEqual([expect.stringMatching(/AUTH_JWKS_URL.*cannot be fetched/)]);
  provider.answer = provider.withKeys;
  await until(() => keys.problem() === null, { what: 'the provider is back' });
  expect(await outcome()).toBe(userId);
});

it('known keys serve while the provider is away', async () => {
  begin();
  expect(await outcome()).toBe(userId);
  provider.answer = (response) => void response.destroy();
  expect(await outcome()).toBe(userId);
});

it('a key that the provider does not have is an error of the token', async () => {
  begin();
  expect(await outcome({ kid: 'other' })).toMatchObject({ code: 'UNAUTHENTICATED' });
  expect([keys.problem(), logged]).toEqual([null, []]);
});

it('while nothing listens there, requests do not wait for one another, nor for the provider', async () => {
  begin(`http://127.0.0.1:${await freePort()}/jwks.json`);
  const outcomes = await Promise.all(Array.from({ length: 50 }, () => outcome()));
  for (const each of outcomes) expect(each).toMatchObject(UNAVAILABLE);
  expect(keys.problem()).toContain('ECONNREFUSED');
});

it('a user is the same in capitals', async () => {
  begin();
  expect(await outcome({}, userId.toUpperCase())).toBe(userId);
});
