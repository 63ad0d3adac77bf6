import { choosePromptModel } from './prompt-model.js';
import { parseApiEnv } from './env.js';
import { parseRunnerEnv, type RunnerEnv } from '../../runner/env.js';
import { runnerEnvironment, runnerSettings } from './programs.js';

describe('the language model', () => {
  it('is none without access to one', () => {
    expect(choosePromptModel({})).toBeNull();
  });

  it("is the setting's with a key or with a server that needs none, else the default", () => {
    expect(choosePromptModel({ OPENAI_API_KEY: 'sk-1' })).toBe('gpt-4o');
    expect(choosePromptModel({ OPENAI_API_KEY: 'sk-1', OPENAI_MODEL: 'gpt-4o-mini' })).toBe('gpt-4o-mini');
    expect(choosePromptModel({ OPENAI_BASE_URL: 'http://llama:8080/v1', OPENAI_MODEL: 'qwen' })).toBe('qwen');
  });

  it('is the one that runners are set to use, and its key is passed only as a secret', () => {
    const env = parseApiEnv({ OPENAI_API_KEY: 'sk-1', OPENAI_BASE_URL: 'https://proxy.example/v1' });
    const model = { OPENAI_MODEL: 'gpt-4o', OPENAI_BASE_URL: 'https://proxy.example/v1' };
    expect(runnerSettings(env)).toMatchObject(model);
    expect(JSON.stringify(runnerSettings(env))).not.toContain('sk-1');
    const address = { queries: 'postgres://db', direct: 'postgres://db' };
    expect(runnerEnvironment(env, address)).toMatchObject({ ...model, OPENAI_API_KEY: 'sk-1' });
    expect(runnerSettings(parseApiEnv({}))).not.toHaveProperty('OPENAI_MODEL');
  });

  it('has time for a cold load and tokens for thoughts unless told otherwise, and runners read what was set', () => {
    const read = (settings: Record<string, string>): RunnerEnv =>
      parseRunnerEnv({
        ...{ DATABASE_URL: 'postgres://db', STORAGE_DIR: '/data', REGENERATION_ATTEMPT: '1' },
        ...{ REGENERATION_ID: crypto.randomUUID() },
        ...runnerSettings(parseApiEnv({ OPENAI_BASE_URL: 'http://ollama:11434/v1', ...settings })),
      });
    const usual = read({});
    expect(usual.PROMPT_MODEL_TIMEOUT_SECONDS).toBeGreaterThan(4 * 25);
    expect(usual.PROMPT_MODEL_MAX_TOKENS).toBeGreaterThan(10 * 300);
    expect(usual).not.toHaveProperty('PROMPT_MODEL_REASONING_EFFORT');
    const set = {
      PROMPT_MODEL_TIMEOUT_SECONDS: '7.5',
      PROMPT_MODEL_MAX_TOKENS: '900',
      PROMPT_MODEL_REASONING_EFFORT: 'low',
    };
    expect(read(set)).toMatchObject({
      PROMPT_MODEL_TIMEOUT_SECONDS: 7.5,
      PROMPT_MODEL_MAX_TOKENS: 900,
      PROMPT_MODEL_REASONING_EFFORT: 'low',
    });
  });
});
