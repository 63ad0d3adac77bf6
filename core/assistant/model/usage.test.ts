import { expectedUsage, possibleUsage } from './usage.js';

const messages = [{ role: 'user' as const, content: 'x'.repeat(4000) }];

it('a chat is expected to take a token for four letters, with the tool, and a short answer', () => {
  const { inputTokens, outputTokens } = expectedUsage(messages);
  expect(inputTokens).toBeGreaterThan(1300);
  expect(inputTokens).toBeLessThan(2500);
  expect(outputTokens).toBe(200);
});

it('what is billed is believed as far as it is possible', () => {
  const said = { inputTokens: 1800, outputTokens: 90 };
  expect(possibleUsage(said, messages, 4096)).toEqual(said);
  const much = possibleUsage({ inputTokens: 10_000_000, outputTokens: 10_000_000 }, messages, 4096);
  expect(much.inputTokens).toBeLessThan(12_000);
  expect(much.outputTokens).toBe(4096);
});
