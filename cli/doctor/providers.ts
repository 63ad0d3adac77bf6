import type { ApiEnv } from '../../api/config/env.js';
import type { HealthRequest } from '../../runner/video/providers/provider.js';
import { providersOf } from '../../runner/video/providers/registry.js';
import { chooseAssistantModel } from '../../api/config/assistant-model.js';
import { choosePromptModel } from '../../api/config/prompt-model.js';
import { Problem, type Check } from './check.js';

const ANSWER_WITHIN_MS = 10_000;

/** Each provider that is turned on lets us in. */
export const checkVideoModels: Check = async (env, signal) => {
  const providers = providersOf(env);
  const configured = providers.configured(env);
  if (configured.length === 0) {
    const missing = providers.all.map(({ access }) => access);
    return `the built-in renderer; ${missing.join(' and ')} ${missing.length === 1 ? 'is' : 'are'} not set`;
  }
  for (const provider of configured) {
    const settings = providers.settingsOf(provider, env);
    await assertWelcome(provider.healthRequest(settings), signal);
    const problems = (await provider.inspect?.(settings, signal)) ?? [];
    if (problems.length > 0) throw new Problem(problems.join('\n'));
  }
  return configured.map(({ title }) => title).join(', ');
};

/** The language model's server knows the key, and has the model. */
export const checkPromptModel: Check = async (env, signal) => {
  const key = env.OPENAI_API_KEY;
  if (key === undefined && env.OPENAI_BASE_URL === undefined) return 'rules; OPENAI_API_KEY is not set';
  const base = (env.OPENAI_BASE_URL ?? 'https://api.openai.com/v1').replace(/\/+$/, '');
  const request = {
    url: `${base}/models`,
    headers: { ...(key !== undefined && { authorization: `Bearer ${key}` }) },
    keySetting: 'OPENAI_API_KEY',
    urlSetting: 'OPENAI_BASE_URL',
  };
  await assertWelcome(request, signal);
  const [prompts, assistant] = [choosePromptModel(env)!, chooseAssistantModel(env)?.model.model ?? 'none'];
  return prompts === assistant ? prompts : `${prompts}; behind the assistant: ${assistant}`;
};

/** Who may come in. */
export const checkAuth: Check = async (env: ApiEnv, signal) => {
  if (env.DEMO_SIGN_IN) return 'the demo sign-in, on this machine alone';
  if (env.AUTH_JWKS_URL === undefined) return 'tokens signed with AUTH_JWT_SECRET';
  const answer = await ask(env.AUTH_JWKS_URL, {}, 'AUTH_JWKS_URL', signal);
  const { keys } = (await answer.json().catch(() => ({}))) as { keys?: unknown[] };
  if (!Array.isArray(keys) || keys.length === 0) throw new Problem('There are no keys at AUTH_JWKS_URL.');
  return `${keys.length} keys at AUTH_JWKS_URL`;
};

async function assertWelcome(request: HealthRequest, signal: AbortSignal): Promise<void> {
  const { url, headers, keySetting, urlSetting } = request;
  const { status } = await ask(url, headers, urlSetting, signal);
  if (status === 401 || status === 403) throw new Problem(`${keySetting} is refused.`);
  if (status >= 400) throw new Problem(`The address of ${urlSetting} answers with status ${status}.`);
}

async function ask(
  url: string,
  headers: Readonly<Record<string, string>>,
  setting: string,
  signal: AbortSignal,
): Promise<Response> {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(ANSWER_WITHIN_MS)]);
  return await fetch(url, { headers, signal: limit }).catch((error: unknown) => {
    const { cause } = error as { cause?: { code?: string } };
    throw new Problem(`The address of ${setting} does not answer${cause?.code ? ` (${cause.code})` : ''}.`);
  });
}
