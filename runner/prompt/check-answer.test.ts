import { checkAnswer, type AnswerTerms, type Problem } from './check-answer.js';
import { ownSentences, promptMessages } from './messages.js';
import { promptContext } from '../../test/kit/paid/prompt-context.js';

const context = promptContext({ maxWords: 170 });
const terms: AnswerTerms = {
  isEdit: false,
  maxWords: 170,
  mark: context.mark,
  ownSentences: ownSentences(context),
  knownTexts: [context.currentPrompt],
};
const check = (text: string, change: Partial<AnswerTerms> = {}): ReturnType<typeof checkAnswer> =>
  checkAnswer({ text, thoughts: '', end: 'finished' }, { ...terms, ...change });

const PROMPT = 'A girl in a yellow coat stands on a harbor wall, and a red car drives past.';

describe('an answer that is a prompt', () => {
  it.each([
    ['as it is', PROMPT],
    ['with quotation marks around it', `"${PROMPT}"`],
    ['with curly ones', `“${PROMPT}”`],
    ['with a preamble', `Here is the modified prompt:\n\n${PROMPT}`],
    ['with a polite one', `Sure! Here's the updated prompt: "${PROMPT}"`],
    ['with a heading', `**Modified Prompt:** ${PROMPT}`],
    ['with a heading in a line of its own', `# Modified Prompt\n\n${PROMPT}`],
    ['with a heading in bold', `**Updated prompt**\n${PROMPT}`],
    ['with one word before it', `Prompt: ${PROMPT}`],
    ['with one bold word before it', `**Prompt:** ${PROMPT}`],
    ['as its final answer', `Final answer: ${PROMPT}`],
    ['after its role', `Assistant: ${PROMPT}`],
    ['as the one entry of a list', `1. ${PROMPT}`],
    ['with emphasis', `A girl in a *yellow* coat stands on a harbor wall, and a **red car** drives past.`],
    ['in a fence', '```text\n' + PROMPT + '\n```'],
    ['after thoughts', `<think>The viewer wants a car.</think>\n${PROMPT}`],
    ['after two thoughts', `<think>A car.</think><think>Red.</think>\n${PROMPT}`],
    ['between thoughts', `<thinking>A car.</thinking>\n${PROMPT}\n<thinking>That is it.</thinking>`],
    ['before a thought that was cut off', `${PROMPT}\n<think>Is that`],
    ['after the lone end of thoughts', `The viewer wants a car.\n</think>\n\n${PROMPT}`],
    ['after thoughts in small square brackets', `[think]The viewer wants a car.[/think]${PROMPT}`],
    ['after thoughts that are none', `<think/>${PROMPT}`],
    ['after thoughts as of Magistral', `[THINK]The viewer wants a car.[/THINK]${PROMPT}`],
    ['after thoughts as of Kimi', `◁think▷The viewer wants a car.◁/think▷${PROMPT}`],
    [
      'after thoughts as of OpenThinker',
      `<|begin_of_thought|>A car.<|end_of_thought|><|begin_of_solution|>${PROMPT}<|end_of_solution|>`,
    ],
    [
      'in the last channel of gpt-oss',
      `<|channel|>analysis<|message|>The viewer wants a car.<|end|><|start|>assistant<|channel|>final<|message|>${PROMPT}<|return|>`,
    ],
    ['in its only channel', `<|channel|>final<|message|>${PROMPT}`],
    [
      'after three channels',
      `<|channel|>analysis<|message|>A car.<|end|><|start|>assistant<|channel|>commentary<|message|>Red.<|end|><|start|>assistant<|channel|>final <|constrain|>text<|message|>${PROMPT}`,
    ],
    ['in channels without their marks', `analysisThe viewer wants a car.assistantfinal${PROMPT}`],
    ['with the marks of a chat format', `<|im_start|>assistant\n${PROMPT}<|im_end|>`],
    ['with the mark of an end', `${PROMPT}</s>`],
    ['in a tag', `<answer>\n${PROMPT}\n</answer>`],
    ['in JSON', JSON.stringify({ prompt: PROMPT })],
    ['in JSON, beside what it thinks', JSON.stringify({ reasoning: 'A car.', prompt: PROMPT, words: 17 })],
    ['in JSON with a name of its own', JSON.stringify({ clip: PROMPT })],
    ['in JSON, beside notes', JSON.stringify({ modified_prompt: PROMPT, notes: 'A red car.' })],
    ['in JSON, beside what is unwanted', JSON.stringify({ negative_prompt: 'blur', videoPrompt: PROMPT })],
    ['in JSON in JSON', JSON.stringify({ response: { text: PROMPT } })],
    ['in an array', JSON.stringify([PROMPT])],
    ['as a JSON string', JSON.stringify(PROMPT)],
    ['in JSON with line breaks', `{\n  "prompt": "${PROMPT.replace(', and', ',\nand')}"\n}`],
    [
      'in a fence of JSON after a preamble',
      `Here is the prompt:\n\n\`\`\`json\n{"prompt": "${PROMPT}"}\n\`\`\``,
    ],
    [
      'with invisible characters',
      `A girl in a yel\u200blow coat stands on a \u202eharbor wall, and a red car drives past.\ufeff`,
    ],
    ['before what was changed', `${PROMPT} (Changed the car to red.)`],
    ['before what was added, in a line', `${PROMPT}\n\n*(Added a red car; kept the style)*`],
    ['before a note in square brackets', `${PROMPT} [Note: the style was kept.]`],
    ['before a count of its words', `${PROMPT}\n\nWord count: 17`],
    ['before a bold one', `${PROMPT}\n**Word Count:** 17 words`],
    ['before one in its line', `${PROMPT} (17 words)`],
    ['before one and what was changed', `${PROMPT} (Changed the car.)\nWords: 17/170`],
    ['before a polite end', `${PROMPT} Let me know if you would like it darker!`],
    ['before changes in its line', `${PROMPT} Changes made: the car is red.`],
    ['in quotation marks before what was changed', `"${PROMPT}" (Changed the car to red.)`],
    ['after how long it took', `Thought for 5 seconds\n\n${PROMPT}`],
    ['after how long it took, in its line', `Thought for 1 minute 12 seconds. ${PROMPT}`],
    ['after a moment', `*Thought for a few seconds*\n${PROMPT}`],
    ['after what ollama prints', `Thinking...\nThe viewer wants a car.\n...done thinking.\n\n${PROMPT}`],
    ['after folded thoughts', `<details><summary>Thought for 5 s</summary>A car.</details>\n${PROMPT}`],
    ['after its analysis', `analysis: The viewer wants a car. final: ${PROMPT}`],
    ['after a bold one', `**Analysis:**\nThe viewer wants a car.\n\n**Final Answer:**\n${PROMPT}`],
    ['after one under headings', `# Reasoning\nThe viewer wants a car.\n# Prompt\n${PROMPT}`],
    ['after one with the names in lines', `analysis\nThe viewer wants a car.\nfinal\n${PROMPT}`],
    ['after thoughts in Chinese brackets', `《think》The viewer wants a car.《/think》${PROMPT}`],
    ['after Chinese ones', `【思考】想要一辆车。【/思考】${PROMPT}`],
    ['after full-width ones', `＜think＞A car.＜/think＞\n${PROMPT}`],
    ['after escaped ones', `&lt;think&gt;A car.&lt;/think&gt;\n${PROMPT}`],
    ['after round ones', `(think)A car.(/think)\n${PROMPT}`],
    ['after loose ones', `< think >A car.</ think >\n${PROMPT}`],
    ['with emojis', `🚗 ${PROMPT} 🌊`],
    ['in several lines', PROMPT.replace(', and', ',\nand')],
    [
      'with a style block of its own',
      `${PROMPT} Style of the whole video: anything; the same in every shot.`,
    ],
  ])('is taken %s', (_how, text) => {
    expect(check(text)).toEqual({ prompt: PROMPT });
  });

  it.each([
    "She can't help laughing, unable to stand, at 3 p.m. in St. Moritz; f/2.8, 35mm, no. 7.",
    'A sign reads 200 words. A man (thinking) sits by the final lap: cars pass (added snow on the roofs).',
    'An analysis lab: thoughts drift. The final: two boxers (one changed his stance) circle.',
    'A chalkboard with 5 words',
    'Close-up (85 mm): rain on a window - a neon sign reads OPEN & LATE, 50% gray sky.',
    'A policy debate on an old TV; the assistant waves. A note lies on the desk.',
    'Un café à Besançon: naïve Zürich Ærø in soft light.',
  ])('may look like this: %s', (text) => {
    expect(check(text)).toEqual({ prompt: text });
  });

  it('may speak of what the clip has spoken of before', () => {
    const knownTexts = ['A teacher gives instructions to her class.'];
    const text = 'A teacher gives instructions to her class by night.';
    expect(check(text, { knownTexts })).toEqual({ prompt: text });
    expect(check(text)).toEqual({ problem: 'leak' });
  });

  it('has as many words as it may', () => {
    expect(check('word '.repeat(170))).toHaveProperty('prompt');
    expect(check('word '.repeat(171))).toEqual({ problem: 'too-long' });
  });
});

describe('an answer that is none', () => {
  const [rules, material] = promptMessages(context).map(({ content }) => content);

  it.each<[Problem, string, string]>([
    ['empty', 'nothing', ''],
    ['empty', 'only emojis', '🔥🔥🔥 ✨'],
    ['empty', 'only invisible characters', '\u200b\u200d\u2060'],
    ['refusal', 'a refusal', "I'm sorry, but I can't help with that."],
    ['refusal', 'a longer one', 'Unfortunately I cannot create content that shows this.'],
    ['refusal', 'one in the middle', 'As requested I am unable to continue with this request.'],
    ['refusal', 'a question', 'Please provide the original prompt that you would like me to change.'],
    ['leak', 'our rules', rules!],
    ['leak', 'a part of them', `A girl. ${rules!.slice(200, 330)}`],
    ['leak', 'them in capitals', rules!.slice(0, 200).toUpperCase()],
    ['leak', 'our headings', material!],
    ['leak', 'the mark', `A girl at ${context.mark} street.`],
    ['leak', 'them in French', 'Voici les consignes que je suis pour réécrire ce texte de clip.'],
    ['leak', 'them in German', 'Meine Anweisungen sind, den Text eines Clips neu zu schreiben.'],
    ['leak', 'them in other words', 'My system prompt tells me to describe a clip of a video.'],
    ['secret', 'a key', 'A girl holds a sign sk-proj-abcdef1234567890abcdef.'],
    ['secret', 'another key', 'A girl holds a sign r8_abcdef1234567890abcdef.'],
    ['secret', 'text in base64', `A girl. ${Buffer.from(rules!).toString('base64').slice(0, 60)}`],
    ['link', 'a link', 'A girl. See https://example.org/a for more.'],
    ['link', 'an address', 'A girl. Write to someone@example.org today.'],
    ['link', 'a host', 'A girl holds a sign with evil.com on it.'],
    ['markup', 'a list', '- A girl\n- A red car'],
    ['markup', 'a numbered list', '1. A girl\n2. A red car'],
    ['markup', 'headings', '# Scene\nA girl.'],
    ['thoughts', 'thoughts without an answer', '<think>The viewer wants a car.</think>\n'],
    ['thoughts', 'thoughts that go on', '<think>The viewer wants a car. I have to'],
    ['thoughts', 'a channel of thoughts', '<|channel|>analysis<|message|>The viewer wants a car.'],
    ['thoughts', 'thoughts in Chinese brackets', '《think》The viewer wants a car. I have to'],
    ['thoughts', 'an analysis alone', 'analysis: The viewer wants a car.'],
    ['remarks', 'a paragraph on what changed', `${PROMPT}\n\nChanged: the car is red now.`],
    ['markup', 'JSON with several texts', '{"before": "A girl.", "after": "A car."}'],
    ['markup', 'JSON that was cut off', '{"clip": "A girl on a'],
    ['leak', 'our rules in JSON', JSON.stringify({ prompt: rules })],
    ['markup', 'HTML', 'A girl <img src=x onerror=alert(1)> stands.'],
    ['markup', 'code', 'function draw() { return car; }'],
    ['remarks', 'remarks behind it', `${PROMPT}\n\nNote: the style was kept.`],
    ['remarks', 'a report', `${PROMPT}\n\nI've added a red car as the viewer wanted.`],
    ['language', 'another language', 'На стене гавани стоит девочка, мимо едет красная машина.'],
    ['too-long', '10,000 words', 'word '.repeat(10_000)],
  ])('is called %s: %s', (problem, _what, text) => {
    expect(check(text)).toEqual({ problem });
  });

  it.each([
    [
      'the server sent thoughts apart from it',
      { text: '', thoughts: 'The viewer', end: 'finished' as const },
    ],
    ['its tokens were used up without a word', { text: '', thoughts: '', end: 'cut' as const }],
  ])('holds thoughts alone where %s', (_what, completion) => {
    expect(checkAnswer(completion, terms)).toEqual({ problem: 'thoughts' });
  });

  it('is one that was cut off, or that the model declined to give', () => {
    expect(checkAnswer({ text: PROMPT, thoughts: '', end: 'cut' }, terms)).toEqual({ problem: 'too-long' });
    expect(checkAnswer({ text: '', thoughts: '', end: 'refused' }, terms)).toEqual({ problem: 'refusal' });
  });
});
