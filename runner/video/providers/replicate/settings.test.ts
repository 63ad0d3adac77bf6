import { parseApiEnv } from '../../../../api/config/env.js';
import { runnerEnvironment, runnerSettings } from '../../../../api/config/programs.js';
import { parseRunnerEnv } from '../../../env.js';

const EXAMPLE = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const WEBHOOKS = { REPLICATE_WEBHOOK_SECRET: `whsec_${'A'.repeat(32)}` };
const PUBLIC_URL = 'https://clips.example';

describe("the provider's settings", () => {
  it('reach a runner: the token as a secret, the others in the open, unset ones not at all', () => {
    const given = {
      REPLICATE_BASE_URL: 'https://proxy.example/v1',
      REPLICATE_OUTPUT_HOSTS: 'a.example,b.example',
    };
    const env = parseApiEnv({ ...given, ...WEBHOOKS, PUBLIC_URL, REPLICATE_API_TOKEN: 'r8_token' });
    const open = { ...given, REPLICATE_WEBHOOK_URL: `${PUBLIC_URL}/webhooks/replicate` };
    expect(runnerSettings(env)).toMatchObject(open);
    expect(JSON.stringify(runnerSettings(env))).not.toMatch(/r8_token|whsec/);
    const address = { queries: 'postgres://db', direct: 'postgres://db' };
    const environment = runnerEnvironment(env, address);
    expect(environment).toMatchObject({ ...open, REPLICATE_API_TOKEN: 'r8_token' });
    expect(environment).not.toHaveProperty('REPLICATE_WEBHOOK_SECRET');
    const regeneration = { REGENERATION_ID: crypto.randomUUID(), REGENERATION_ATTEMPT: '1' };
    expect(parseRunnerEnv({ ...environment, ...regeneration })).toMatchObject(open);
    expect(Object.keys(runnerSettings(parseApiEnv({}))).join()).not.toContain('REPLICATE');
  });

  it('take the secret of webhooks only with an address that they can be sent to', () => {
    for (const address of [undefined, 'http://clips.example']) {
      const refused = (): unknown => parseApiEnv({ ...WEBHOOKS, PUBLIC_URL: address });
      expect(refused).toThrow(/^REPLICATE_WEBHOOK_SECRET needs a PUBLIC_URL with https: Replicate sends/);
    }
    expect(runnerSettings(parseApiEnv({ ...WEBHOOKS, PUBLIC_URL: `${PUBLIC_URL}/` }))).toMatchObject({
      REPLICATE_WEBHOOK_URL: `${PUBLIC_URL}/webhooks/replicate`,
    });
    expect(runnerSettings(parseApiEnv({ PUBLIC_URL }))).not.toHaveProperty('REPLICATE_WEBHOOK_URL');
  });

  it("do not take the documentation's own secret in production", () => {
    const production = {
      NODE_ENV: 'production',
      AUTH_JWKS_URL: 'https://auth.clips.test/keys',
      AUTH_ISSUER: 'https://auth.clips.test',
      AUTH_AUDIENCE: 'clips',
      MEDIA_URL_SECRET: '9f2d6c1b7a3e5048c4d1e8f7a2b3960514bc7de8f09a6352d1c4b7e8a9f03526',
      PUBLIC_URL: 'https://clips.test',
    };
    expect(() => parseApiEnv({ ...production, REPLICATE_WEBHOOK_SECRET: EXAMPLE })).toThrow(
      /^REPLICATE_WEBHOOK_SECRET is the documentation's example: set your account's own\.$/,
    );
    expect(parseApiEnv({ ...production, ...WEBHOOKS }).NODE_ENV).toBe('production');
  });

  it('are needed for its models', () => {
    expect(() => parseApiEnv({ VIDEO_MODEL: 'kling_v21' })).toThrow(
      'Set REPLICATE_API_TOKEN, or VIDEO_MODEL=local: the other video models run at Replicate, which charges.',
    );
    const env = parseApiEnv({ VIDEO_MODEL: 'kling_v21', REPLICATE_API_TOKEN: 'r8' });
    expect(env.VIDEO_MODEL).toBe('kling_v21');
  });

  it.each([
    [{ REPLICATE_WEBHOOK_SECRET: 'secret' }, /REPLICATE_WEBHOOK_SECRET: must be the signing secret/],
    [{ REPLICATE_OUTPUT_HOSTS: 'https://a.example' }, /REPLICATE_OUTPUT_HOSTS: must be names of hosts/],
    [{ REPLICATE_BASE_URL: 'proxy' }, /REPLICATE_BASE_URL/],
  ])('say what is wrong with %j', (env, sentence) => {
    expect(() => parseApiEnv(env)).toThrow(sentence);
  });
});
