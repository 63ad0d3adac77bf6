import { readAnswer } from './read-answer.js';

const GIVEN = {
  kind: 'change',
  adjustments: [{ name: 'nighttime', strength: 'plain' }],
  say: 'Noc.',
  language: 'pl',
};
const JSON_TEXT = JSON.stringify(GIVEN);
const completion = (change: object) => ({
  ...{ text: '', toolArguments: null, thoughts: '', end: 'finished' as const, usage: null },
  ...change,
});

describe('an answer is read', () => {
  it.each([
    ['from a call', { toolArguments: JSON_TEXT }],
    ['from JSON in the text', { text: JSON_TEXT }],
    ['from a code fence', { text: `\`\`\`json\n${JSON_TEXT}\n\`\`\`` }],
    ['from between words', { text: `Sure! Here is the call:\n${JSON_TEXT}\nLet me know if that helps.` }],
    ['from behind thoughts', { text: `<think>{"kind": "answer"} no, a change</think>${JSON_TEXT}` }],
    ['from a call that was written', { text: JSON.stringify({ name: 'understand', arguments: GIVEN }) }],
    ['from arguments in a string', { text: JSON.stringify({ name: 'understand', arguments: JSON_TEXT }) }],
    ['from parameters', { text: JSON.stringify({ name: 'understand', parameters: GIVEN }) }],
    ['from the text where the call is broken', { toolArguments: JSON_TEXT.slice(0, 20), text: JSON_TEXT }],
    ['from a call beside words', { text: 'I will call the tool.', toolArguments: JSON_TEXT }],
  ])('%s', (_how, change) => {
    expect(readAnswer(completion(change))).toEqual({
      ...{ ...GIVEN, clips: [], rest: '', label: '', clip_words: '', options: [] },
    });
  });

  it('with nulls for what is empty, numbers as text, and no strength', () => {
    const text =
      '{"kind":"change","clips":["2"],"adjustments":[{"name":"warmer"}],"rest":null,"options":null,"say":"","language":"en"}';
    expect(readAnswer(completion({ text }))).toMatchObject({
      ...{ clips: [2], rest: '', adjustments: [{ name: 'warmer', strength: 'plain' }] },
    });
  });
});

describe('an answer is none', () => {
  const but = (change: object): object => ({ toolArguments: JSON.stringify({ ...GIVEN, ...change }) });
  it.each<[string, object]>([
    ['where it is empty', {}],
    ['where it is only words', { text: 'I would make it night.' }],
    ['where it is cut off', { toolArguments: JSON_TEXT.slice(0, -9), end: 'cut' }],
    ['where the model declined', { text: JSON_TEXT, end: 'refused' }],
    ['where a filter stopped it', { toolArguments: JSON_TEXT, end: 'filtered' }],
    ['of another kind', but({ kind: 'restore' })],
    ['with an unknown adjustment', but({ adjustments: [{ name: 'explode', strength: 'plain' }] })],
    ['with an unknown strength', but({ adjustments: [{ name: 'warmer', strength: 'infinite' }] })],
    ['with clips that are no numbers', but({ clips: ['all'] })],
    ['with clip 0', but({ clips: [0] })],
    ['with a thousand clips', but({ clips: Array.from({ length: 1000 }, (_, at) => at + 1) })],
    ['with too long a rest', but({ rest: 'x'.repeat(1001) })],
    ['with too much to say', but({ say: 'x'.repeat(1001) })],
    ['with JSON of something else', { text: '[1, 2, {"a": "}"}' }],
    ['with braces that never close', { text: '{'.repeat(30_000) }],
  ])('%s', (_how, change) => {
    expect(readAnswer(completion(change))).toBeNull();
  });
});
