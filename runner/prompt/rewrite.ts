import { randomBytes } from 'node:crypto';
import { RegenerationFailure } from '../../core/errors.js';
import { languageModelEstimate } from '../../core/quote/pricing.js';
import { MAX_PROMPT_WORDS } from '../../core/templates/definitions.js';
import { PaidCall } from '../paid-call.js';
import type { ChangeInput, ClipPrompt } from '../regeneration-row.js';
import type { ChangeDeps } from '../steps/step.js';
import { checkAnswer, PROBLEMS, type AnswerTerms, type Problem } from './check-answer.js';
import {
  beforeInstruction,
  ownSentences,
  promptMessages,
  repairMessages,
  type PromptContext,
} from './messages.js';
import { PaidChat } from './paid-chat.js';
import { loadReading } from './reading.js';
import { PromptModelError, type PromptModel } from '../../core/language-model/prompt-model.js';
import { withoutThoughts } from '../../core/language-model/thoughts.js';
import { longestStyleBlock, styleBlock, withoutStyleBlock, withStyleBlock } from './style-block.js';

/**
 * Has a language model write the new prompt, adds the video's style, and keeps both with their cost in the
 * checkpoint. Rejects with RegenerationFailure (PROMPT_MODEL_FAILED, CONTENT_REJECTED): then nothing has changed,
 * and the charges of the tries are booked.
 */
export async function rewritePrompt(
  input: ChangeInput,
  model: PromptModel,
  { db, rateCard, progress, log }: ChangeDeps,
  signal: AbortSignal,
): Promise<string> {
  const estimate = languageModelEstimate(rateCard, model.model).usd;
  const call = await PaidCall.openOrResume(db, input, 'prompt_generator', model.api, estimate);
  const tell = (sentence: string): void => progress.say('REGENERATION_STARTED', sentence);
  const chat = new PaidChat(call, { model, rateCard, log, onWaiting: tell });
  const slow = setTimeout(() => tell('Waiting for the language model.'), TOLD_AFTER_MS);
  try {
    const prompt = await usablePrompt(input, chat, model.maxTokens, signal, (problem) =>
      log.warn({ problem }, 'The language model gave no usable prompt'),
    );
    await chat.settle('succeeded', { prompt });
    return prompt.text;
  } catch (error) {
    const failure = failureOf(error);
    if (failure === null) throw error;
    await chat.settle('failed', {});
    throw failure;
  } finally {
    clearTimeout(slow);
  }
}

/** A model that takes longer is worth a word: it may be loaded first. */
const TOLD_AFTER_MS = 3000;

/**
 * The answer if it is a usable prompt; else the answer to a second message that says what was wrong. A model that has
 * used its tokens for thoughts is asked the same again, once, with more of them.
 */
async function usablePrompt(
  input: ChangeInput,
  chat: Pick<PaidChat, 'say'>,
  maxTokens: number,
  signal: AbortSignal,
  onProblem: (problem: Problem) => void,
): Promise<ClipPrompt> {
  const { context, terms, finish } = prepare(input);
  let messages = promptMessages(context);
  let tokens = maxTokens;
  for (let corrected = false; ;) {
    const completion = await chat.say(messages, tokens, signal);
    if (completion.end === 'filtered') throw filtered();
    const checked = checkAnswer(completion, terms);
    if ('prompt' in checked) return await finish(checked.prompt);
    const { problem } = checked;
    onProblem(problem);
    if (problem === 'thoughts' ? tokens > maxTokens : corrected) throw unusable(problem, maxTokens);
    if (problem === 'thoughts') tokens = maxTokens * MORE_TOKENS;
    else {
      corrected = true;
      messages = repairMessages(messages, withoutThoughts(completion.text), whatIsWrong(problem, terms));
    }
  }
}

/** Times as many tokens for a model whose thoughts have used up the usual ones. */
const MORE_TOKENS = 4;

/** Models that edit footage follow a few words better than many. */
const MAX_EDIT_WORDS = 80;

interface Prepared {
  context: PromptContext;
  terms: AnswerTerms;
  /** An answer as the clip's prompt. */
  finish: (answer: string) => Promise<ClipPrompt>;
}

function prepare(input: ChangeInput): Prepared {
  const { job, clip, action, originalPrompt, instruction, conversation, earlierInstructions } = input;
  const isEdit = action === 'EDIT_FOOTAGE';
  const { style } = job.data;
  const currentPrompt = withoutStyleBlock(originalPrompt);
  const knownTexts = [currentPrompt, clip.prompt ?? ''];
  const maxWords = isEdit ? MAX_EDIT_WORDS : MAX_PROMPT_WORDS - longestStyleBlock(style);
  const mark = randomBytes(6).toString('hex');
  return {
    context: {
      style,
      firstPrompt: clip.prompt,
      currentPrompt,
      conversation: beforeInstruction(conversation, instruction),
      earlierInstructions,
      instruction,
      isEdit,
      maxWords,
      mark,
    },
    terms: { isEdit, maxWords, mark, knownTexts, ownSentences: ownSentences({ isEdit, mark, maxWords }) },
    finish: async (answer) =>
      isEdit
        ? await editedPrompt(answer, input)
        : { text: withStyleBlock(answer, styleBlock(style, answer)) },
  };
}

/** An edit keeps the video's style by itself; what the clip shows after it is in the viewer's words. */
async function editedPrompt(text: string, { originalPrompt, instruction }: ChangeInput): Promise<ClipPrompt> {
  const { mergeInstruction } = await loadReading();
  return { text, shows: mergeInstruction(originalPrompt, instruction) };
}

function whatIsWrong(problem: Problem, { maxWords }: AnswerTerms): string {
  return problem === 'too-long' ? `it had more than ${maxWords} words.` : PROBLEMS[problem];
}

const KEPT = 'The clip and its prompt stay as they were. Try again, or put it in other words. {charged}';

const UNUSABLE: Record<Problem, string> = {
  empty: 'The language model answered without a text.',
  thoughts: 'The language model spent its whole answer on thoughts, twice.',
  'too-long': 'The language model wrote far more than a prompt may hold.',
  refusal: 'The language model declined to rewrite the prompt.',
  markup: 'The language model gave no plain text.',
  link: 'The language model gave no plain text.',
  secret: 'The language model gave no usable prompt.',
  leak: 'The language model gave no usable prompt.',
  remarks: 'The language model gave no plain text.',
  language: 'The language model answered in another language.',
};

function unusable(problem: Problem, maxTokens: number): RegenerationFailure {
  const cause = new Error(`The answers were unusable, the last one for: ${problem}`);
  const setting = `An administrator can allow it more than ${maxTokens} tokens (PROMPT_MODEL_MAX_TOKENS).`;
  const sentence = problem === 'thoughts' ? `${UNUSABLE.thoughts} ${setting}` : UNUSABLE[problem];
  return new RegenerationFailure('PROMPT_MODEL_FAILED', `${sentence} ${KEPT}`, { cause });
}

function filtered(): RegenerationFailure {
  const message = `The language model's content filter stopped its answer. ${KEPT}`;
  return new RegenerationFailure('PROMPT_MODEL_FAILED', message);
}

/** The failure for the user; null if the model is not the cause. */
function failureOf(error: unknown): RegenerationFailure | null {
  if (error instanceof RegenerationFailure) return error;
  if (!(error instanceof PromptModelError)) return null;
  const { sentence, options } = error;
  return new RegenerationFailure(options.code ?? 'PROMPT_MODEL_FAILED', sentence, { cause: error });
}
