import { resolve } from 'node:path';
import { parseApiEnv } from './env.js';
import { StartupError } from '../../core/util/startup-error.js';

const secret = 'a secret of at least thirty-two characters';
const production = {
  NODE_ENV: 'production',
  AUTH_JWT_SECRET: secret,
  AUTH_ISSUER: 'https://auth.clips.test',
  AUTH_AUDIENCE: 'clips',
  MEDIA_URL_SECRET: 'another one, of thirty-two or more characters',
};

describe('the settings of the server', () => {
  it('do not repeat a key that cannot be one', () => {
    const refused = (): unknown => parseApiEnv({ OPENAI_API_KEY: 'sk-secret\nX-Other: 1' });
    expect(refused).toThrow(/OPENAI_API_KEY: must be one word/);
    expect(refused).not.toThrow(/sk-secret/);
  });

  it('need nothing to be set: loopback, demo sign-in, a small budget', () => {
    expect(parseApiEnv({})).toMatchObject({
      HOST: '127.0.0.1',
      PORT: 4000,
      DATA_DIR: resolve('.data'),
      DEMO_SIGN_IN: true,
      BUDGET_LIMIT_USD: '50',
    });
  });

  it('have no demo sign-in once auth is configured', () => {
    expect(parseApiEnv({ AUTH_JWT_SECRET: secret }).DEMO_SIGN_IN).toBe(false);
    expect(parseApiEnv({ AUTH_JWKS_URL: 'https://auth.example/keys' }).DEMO_SIGN_IN).toBe(false);
  });

  it('take an empty variable for one that is not set', () => {
    const env = parseApiEnv({ DATABASE_URL: '', PORT: '' });
    expect([env.DATABASE_URL, env.PORT]).toEqual([undefined, 4000]);
  });

  it('allow 2000 USD per video in production', () => {
    expect(parseApiEnv(production).BUDGET_LIMIT_USD).toBe('2000');
  });

  it('keep videos forever, and in production for 14 days by default', () => {
    expect(parseApiEnv({}).RETENTION_DAYS).toBe(0);
    expect(parseApiEnv(production).RETENTION_DAYS).toBe(14);
    expect(parseApiEnv({ ...production, RETENTION_DAYS: '0' }).RETENTION_DAYS).toBe(0);
    expect(parseApiEnv({ RETENTION_DAYS: '30' }).RETENTION_DAYS).toBe(30);
    expect(() => parseApiEnv({ RETENTION_DAYS: '-1' })).toThrow(/RETENTION_DAYS/);
    expect(() => parseApiEnv({ GARBAGE_GRACE_HOURS: '0' })).toThrow(/GARBAGE_GRACE_HOURS/);
  });

  it('have the playground, in production only when it is set on', () => {
    expect(parseApiEnv({}).PLAYGROUND).toBe('on');
    expect(parseApiEnv({ PLAYGROUND: 'off' }).PLAYGROUND).toBe('off');
    expect(parseApiEnv(production).PLAYGROUND).toBe('off');
    expect(parseApiEnv({ ...production, PLAYGROUND: 'on' }).PLAYGROUND).toBe('on');
  });

  it('launch child processes on a machine, and Jobs in a cluster, unless told otherwise', () => {
    const cluster = {
      KUBERNETES_SERVICE_HOST: '10.0.0.1',
      RUNNER_IMAGE: 'runner:1',
      DATABASE_URL: 'postgres://db',
    };
    expect(parseApiEnv({}).LAUNCHER).toBe('local');
    expect(parseApiEnv(cluster).LAUNCHER).toBe('kubernetes');
    expect(parseApiEnv({ ...cluster, LAUNCHER: 'local' }).LAUNCHER).toBe('local');
  });

  it.each<[string, NodeJS.ProcessEnv, RegExp]>([
    ['a public address without auth', { HOST: '0.0.0.0' }, /to listen beyond this machine/],
    [
      'two ways to check a token',
      { AUTH_JWT_SECRET: secret, AUTH_JWKS_URL: 'https://a.example' },
      /not both/,
    ],
    ['a language model without a server', { OPENAI_MODEL: 'gpt-4o' }, /OPENAI_MODEL .*need OPENAI_API_KEY/],
    [
      'an assistant’s model without a server',
      { ASSISTANT_MODEL: 'gpt-4o' },
      /ASSISTANT_MODEL need OPENAI_API_KEY/,
    ],
    ['a language model at no URL', { OPENAI_BASE_URL: 'file:///etc' }, /OPENAI_BASE_URL: must be an http/],
    [
      'a password in a URL',
      { OPENAI_BASE_URL: 'https://a:b@c.example/v1' },
      /must not hold a name or password/,
    ],
    ['a short secret', { AUTH_JWT_SECRET: 'short' }, /AUTH_JWT_SECRET/],
    [
      'Jobs without an image',
      { LAUNCHER: 'kubernetes', DATABASE_URL: 'postgres://db' },
      /RUNNER_IMAGE is required/,
    ],
    ['Jobs on the embedded database', { LAUNCHER: 'kubernetes', RUNNER_IMAGE: 'runner:1' }, /no pod reaches/],
    ['cores that are none', { RUNNER_CPU: '2Gi' }, /RUNNER_CPU: must be a number of cores/],
    ['memory that is none', { RUNNER_MEMORY: 'much' }, /RUNNER_MEMORY: must be an amount/],
    ['a port that is none', { PORT: '70000' }, /PORT/],
    [
      'a budget that is no amount',
      { BUDGET_LIMIT_USD: 'much' },
      /BUDGET_LIMIT_USD: must be an amount in USD/,
    ],
  ])('refuse %s', (_what, env, sentence) => {
    expect(() => parseApiEnv(env)).toThrow(StartupError);
    expect(() => parseApiEnv(env)).toThrow(sentence);
  });
});
