import { parseApiEnv } from './env.js';
import { StartupError } from '../../core/util/startup-error.js';

const RANDOM = '9f2d6c1b7a3e5048c4d1e8f7a2b3960514bc7de8f09a6352d1c4b7e8a9f03526';
const RIGHT = {
  NODE_ENV: 'production',
  AUTH_JWT_SECRET: '5048c4d1e8f7a2b3960514bc7de8f09a6352d1c4b7e8a9f035269f2d6c1b7a3e',
  AUTH_ISSUER: 'https://auth.clips.test',
  AUTH_AUDIENCE: 'clips',
  MEDIA_URL_SECRET: RANDOM,
};

/** The sentences with which a server does not start. */
function problems(change: NodeJS.ProcessEnv): string[] {
  try {
    parseApiEnv({ ...RIGHT, ...change });
  } catch (error) {
    expect(error).toBeInstanceOf(StartupError);
    return (error as StartupError).message.split('\n');
  }
  return [];
}

describe('a server in production', () => {
  it('starts when all of it is set, by secret or by the address of keys', () => {
    expect(problems({})).toEqual([]);
    const jwks = { AUTH_JWT_SECRET: '', AUTH_JWKS_URL: 'https://auth.clips.test/keys' };
    expect(problems(jwks)).toEqual([]);
    const stores = {
      DATABASE_URL: 'postgresql://clips:3960514bc7de@db.clips.test/clips',
      S3_BUCKET: 'media',
      S3_SECRET_ACCESS_KEY: RANDOM,
      S3_ACCESS_KEY_ID: 'clips',
    };
    expect(problems(stores)).toEqual([]);
    expect(problems({ DATABASE_URL: 'postgresql://postgres:postgres@localhost/clips' })).toEqual([]);
  });

  it.each<[string, NodeJS.ProcessEnv, RegExp]>([
    ['without auth', { AUTH_JWT_SECRET: '' }, /^In production set AUTH_JWT_SECRET or AUTH_JWKS_URL/],
    ['without an issuer', { AUTH_ISSUER: '' }, /^In production set AUTH_ISSUER/],
    ['without an audience', { AUTH_AUDIENCE: '' }, /^In production set AUTH_AUDIENCE/],
    [
      'with a secret made up by each replica',
      { MEDIA_URL_SECRET: '' },
      /^In production set MEDIA_URL_SECRET/,
    ],
    ['with one secret for two things', { AUTH_JWT_SECRET: RANDOM }, /set MEDIA_URL_SECRET to one of its own/],
    ['with a lease for tests', { LEASE_SECONDS: '5' }, /^LEASE_SECONDS is for tests/],
    ['with one letter as a secret', { AUTH_JWT_SECRET: 'a'.repeat(64) }, /^AUTH_JWT_SECRET can be guessed/],
    [
      'with a pattern as a secret',
      { MEDIA_URL_SECRET: '0123'.repeat(16) },
      /^MEDIA_URL_SECRET can be guessed/,
    ],
    [
      'with the store’s own password',
      { S3_ACCESS_KEY_ID: 'minioadmin', S3_SECRET_ACCESS_KEY: 'minioadmin' },
      /^S3_SECRET_ACCESS_KEY is/,
    ],
    [
      'with the database’s usual password',
      { DATABASE_URL: 'postgresql://postgres:postgres@db/clips' },
      /^The password in DATABASE_URL/,
    ],
    ['at the example’s address', { PUBLIC_URL: 'https://clips.example' }, /^PUBLIC_URL is still the example/],
    [
      'with the example’s keys',
      { AUTH_JWT_SECRET: '', AUTH_JWKS_URL: 'https://project.supabase.co/auth/v1/.well-known/jwks.json' },
      /^AUTH_JWKS_URL is still the example/,
    ],
  ])('does not start %s, and says what to set', (_what, change, sentence) => {
    expect(problems(change)).toEqual([expect.stringMatching(sentence)]);
  });

  it.each([
    'super-secret-jwt-token-with-at-least-32-characters-long',
    'your-super-secret-jwt-token-with-at-least-32-characters-long',
    'a-string-secret-at-least-256-bits-long',
    'your-256-bit-secret-your-256-bit-secret',
    'change-me-change-me-change-me-change-me',
    'CHANGEME_CHANGEME_CHANGEME_CHANGEME_1',
    'replace-this-with-thirty-two-characters',
    'please set a placeholder that is long enough',
  ])('does not start with “%s” for a secret', (secret) => {
    expect(problems({ AUTH_JWT_SECRET: secret })).toEqual([expect.stringMatching(/can be guessed/)]);
    expect(problems({ MEDIA_URL_SECRET: secret })).toEqual([expect.stringMatching(/can be guessed/)]);
  });

  it('does not repeat a secret that it refuses', () => {
    const secret = 'super-secret-jwt-token-with-at-least-32-characters-long';
    expect(problems({ AUTH_JWT_SECRET: secret }).join()).not.toContain(secret);
    const url = 'postgresql://postgres:postgres@db/clips';
    expect(problems({ DATABASE_URL: url }).join()).not.toContain('postgres:');
  });
});

it('a trial installation needs none of that', () => {
  expect(parseApiEnv({}).DEMO_SIGN_IN).toBe(true);
});
