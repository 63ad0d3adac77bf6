import type { ApiEnv } from '../../api/config/env.js';
import { Finding, type Check } from './check.js';

const ANSWER_WITHIN_MS = 10_000;

/** Replicate knows the token. Asks for the account, which costs nothing. */
export const checkVideoModels: Check = async (env, signal) => {
  if (env.REPLICATE_API_TOKEN === undefined) return 'the built-in renderer; REPLICATE_API_TOKEN is not set';
  const base = env.REPLICATE_BASE_URL ?? 'https://api.replicate.com/v1';
  await assertWelcome(
    `${base}/account`,
    env.REPLICATE_API_TOKEN,
    ['REPLICATE_API_TOKEN', 'REPLICATE_BASE_URL'],
    signal,
  );
  return 'Replicate';
};

/** The language model's server knows the key, and has the model. */
export const checkPromptModel: Check = async (env, signal) => {
  if (env.OPENAI_API_KEY === undefined && env.OPENAI_BASE_URL === undefined)
    return 'rules; OPENAI_API_KEY is not set';
  const base = (env.OPENAI_BASE_URL ?? 'https://api.openai.com/v1').replace(/\/+$/, '');
  await assertWelcome(`${base}/models`, env.OPENAI_API_KEY, ['OPENAI_API_KEY', 'OPENAI_BASE_URL'], signal);
  return env.OPENAI_MODEL ?? 'the default model';
};

/** Who may come in. */
export const checkAuth: Check = async (env: ApiEnv, signal) => {
  if (env.DEMO_SIGN_IN) return 'the demo sign-in, on this machine alone';
  if (env.AUTH_JWKS_URL === undefined) return 'tokens signed with AUTH_JWT_SECRET';
  const answer = await ask(env.AUTH_JWKS_URL, {}, 'AUTH_JWKS_URL', signal);
  const { keys } = (await answer.json().catch(() => ({}))) as { keys?: unknown[] };
  if (!Array.isArray(keys) || keys.length === 0) throw new Finding('There are no keys at AUTH_JWKS_URL.');
  return `${keys.length} keys at AUTH_JWKS_URL`;
};

async function assertWelcome(
  url: string,
  key: string | undefined,
  [keyName, urlName]: [string, string],
  signal: AbortSignal,
): Promise<void> {
  const headers: Record<string, string> = key === undefined ? {} : { authorization: `Bearer ${key}` };
  const { status } = await ask(url, headers, urlName, signal);
  if (status === 401 || status === 403) throw new Finding(`${keyName} is refused.`);
  if (status >= 400) throw new Finding(`The address of ${urlName} answers with status ${status}.`);
}

async function ask(
  url: string,
  headers: Record<string, string>,
  setting: string,
  signal: AbortSignal,
): Promise<Response> {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(ANSWER_WITHIN_MS)]);
  return await fetch(url, { headers, signal: limit }).catch((error: unknown) => {
    const { cause } = error as { cause?: { code?: string } };
    throw new Finding(`The address of ${setting} does not answer${cause?.code ? ` (${cause.code})` : ''}.`);
  });
}
