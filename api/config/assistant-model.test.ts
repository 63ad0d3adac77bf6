import { chooseAssistantModel } from './assistant-model.js';
import { parseApiEnv } from './env.js';

const choose = (settings: Record<string, string>): ReturnType<typeof chooseAssistantModel> =>
  chooseAssistantModel(parseApiEnv(settings));
const KEY = { OPENAI_API_KEY: 'sk-1' };

it('the assistant has no language model without access to one, or without a budget', () => {
  expect(choose({})).toBeNull();
  for (const nothing of ['0', '0.00']) expect(choose({ ...KEY, ASSISTANT_BUDGET_USD: nothing })).toBeNull();
});

it('its model is its own, else that of the prompts, with the usual budget', () => {
  expect(choose(KEY)).toMatchObject({ model: { model: 'gpt-4o', api: 'openai' }, hourUsd: '0.50' });
  expect(choose({ ...KEY, OPENAI_MODEL: 'gpt-5' })!.model.model).toBe('gpt-5');
  const own = { OPENAI_MODEL: 'gpt-5', ASSISTANT_MODEL: 'gpt-4o-mini', ASSISTANT_BUDGET_USD: '0.05' };
  expect(choose({ ...KEY, ...own })).toMatchObject({ model: { model: 'gpt-4o-mini' }, hourUsd: '0.05' });
  const server = { OPENAI_BASE_URL: 'http://ollama:11434/v1', ASSISTANT_MODEL: 'qwen3' };
  expect(choose(server)!.model.model).toBe('qwen3');
});

it('a message waits 10 seconds for it, as long as was set, and never more than two minutes', () => {
  const seconds = (set: string): number =>
    choose({ ...KEY, PROMPT_MODEL_TIMEOUT_SECONDS: set })!.secondsAtMost;
  expect(choose(KEY)!.secondsAtMost).toBe(10);
  expect([seconds('7.5'), seconds('120'), seconds('600')]).toEqual([7.5, 120, 120]);
});
