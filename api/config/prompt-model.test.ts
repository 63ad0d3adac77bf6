import { choosePromptModel } from './prompt-model.js';
import { parseApiEnv } from './env.js';
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

  it('is the one that runners are told to use, and its key is told only as a secret', () => {
    const env = parseApiEnv({ OPENAI_API_KEY: 'sk-1', OPENAI_BASE_URL: 'https://proxy.example/v1' });
    const model = { OPENAI_MODEL: 'gpt-4o', OPENAI_BASE_URL: 'https://proxy.example/v1' };
    expect(runnerSettings(env)).toMatchObject(model);
    expect(JSON.stringify(runnerSettings(env))).not.toContain('sk-1');
    const address = { queries: 'postgres://db', direct: 'postgres://db' };
    expect(runnerEnvironment(env, address)).toMatchObject({ ...model, OPENAI_API_KEY: 'sk-1' });
    expect(runnerSettings(parseApiEnv({}))).not.toHaveProperty('OPENAI_MODEL');
  });
});
