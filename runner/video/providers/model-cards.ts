import { z } from 'zod';
import { cardProblems, type VideoModelCard } from '../../../core/quote/video-model-card.js';
import type { Provider } from './provider.js';

/** `jobs.video_model` and the ledger keep it, so it has a plain form. */
const KEY = /^[a-z][a-z0-9_]{0,49}$/;

/** By provider, then by key: whole cards of new models, and what is other than in ours. */
const fileSchema = z.record(z.string(), z.record(z.string(), z.looseObject({})));

/**
 * The providers with the cards of an operator's file on top (VIDEO_MODELS_FILE). Of a card that we ship, what the file
 * names takes the place of ours; any other is a model's whole card. Throws with a line for each mistake.
 */
export function withCards(providers: readonly Provider[], json: string): Provider[] {
  const file = parseFile(json);
  const names = providers.map(({ name }) => name);
  const problems = Object.keys(file)
    .filter((name) => !names.includes(name))
    .map((name) => `${name}: there is no such provider. There are: ${names.join(', ')}.`);
  const read = providers.map((provider) => ({
    provider,
    cards: readCards(provider, file[provider.name] ?? {}),
  }));
  problems.push(...read.flatMap(({ cards }) => cards.problems));
  if (problems.length > 0) throw new Error(problems.join('\n'));
  return read.map(({ provider, cards }) => ({ ...provider, models: cards.models }));
}

function parseFile(json: string): z.infer<typeof fileSchema> {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    throw new Error(`This is not valid JSON: ${(error as Error).message}`, { cause: error });
  }
  const parsed = fileSchema.safeParse(value);
  if (!parsed.success)
    throw new Error(
      'There must be an object of providers, each an object of cards by the keys of their models.',
    );
  return parsed.data;
}

interface ReadCards {
  models: Record<string, VideoModelCard>;
  problems: string[];
}

function readCards({ name, models, cardSchema }: Provider, given: Record<string, object>): ReadCards {
  const read: ReadCards = { models: { ...models }, problems: [] };
  for (const [key, card] of Object.entries(given)) {
    const at = `${name}.${key}`;
    const parsed = cardSchema.safeParse({ ...models[key], ...card });
    if (!KEY.test(key)) {
      read.problems.push(`${at}: a key is of small letters, digits and underscores, such as "kling_v21".`);
    } else if (parsed.success) {
      read.problems.push(...cardProblems(parsed.data).map((problem) => `${at}: ${problem}`));
      read.models[key] = parsed.data;
    } else {
      read.problems.push(
        ...parsed.error.issues.map((issue) => `${[at, ...issue.path].join('.')}: ${issue.message}`),
      );
    }
  }
  return read;
}
