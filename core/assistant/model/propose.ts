import type { OwnWords } from '../../language-model/leaks.js';
import { named } from '../whom/text/sentences.js';
import { groundsFor, isFrom } from './grounds.js';
import { wishInWords } from './in-words.js';
import { isEnglish, labelFor } from './labels.js';
import type { LeftOpen } from './left-open.js';
import { speakable } from './speech.js';
import type { Said, SaidWish } from './tool.js';

/** A ready answer: what it says, and what choosing it sends. */
interface Choice {
  label: string;
  text: string;
}

/** What becomes of a model's answer. */
export type Proposal =
  /** A message as the rules read it, for exactly these clips, and what the model says of it where that is not in English. */
  | { kind: 'change'; message: string; clips: readonly number[]; say: string }
  | { kind: 'question'; say: string; choices: Choice[] }
  | { kind: 'answer'; say: string };

/** What a model's answer is checked against. */
export interface ProposalTerms extends LeftOpen {
  message: string;
  /** How many clips there are. */
  count: number;
  own: OwnWords;
}

const MOST_CHOICES = 6;

/** A model's answer as far as the user's message bears it out; null: the rules' answer stands. */
export function propose(said: Said, terms: ProposalTerms): Proposal | null {
  const say = speakable(said.say, terms.own);
  const wishes = [said, ...said.options];
  if (!wishes.every((wish) => isSound(wish, terms))) return null;
  switch (said.kind) {
    case 'answer':
      return say === '' ? null : { kind: 'answer', say };
    case 'question':
      return question(said, say, terms);
    case 'change':
      return change(said, say, terms);
  }
}

/** Only clips that there are, and nothing in the user's name that the user did not say. */
function isSound({ clips, rest }: SaidWish, { count, message }: ProposalTerms): boolean {
  return clips.every((number) => number <= count) && isFrom(rest, message);
}

function change(said: Said, say: string, terms: ProposalTerms): Proposal | null {
  const words = wishInWords(said);
  if (words === null) return null;
  const { whom } = terms;
  const clips = indexesOf(said);
  // Words of the user that the rules have read are never widened.
  if (whom.kind === 'clips' && whom.by === 'words') return offer(whom.clips, words, said, say, terms);
  const grounds =
    clips.length === 0 ? 'none' : groundsFor(clips, said.clip_words, terms.message, terms.count);
  if (whom.kind === 'clips') {
    const others = grounds !== 'none' && clips.join() !== whom.clips.join();
    return others
      ? ask([clips, whom.clips], words, said, say, terms)
      : offer(whom.clips, words, said, say, terms);
  }
  if (grounds === 'named') return offer(clips, words, said, say, terms);
  const meant = clips.length === 1 || grounds === 'row' ? [clips] : [];
  return ask([...meant, ...othersThan(meant, terms)], words, said, say, terms);
}

function offer(
  clips: readonly number[],
  words: string,
  { language }: Said,
  say: string,
  { count }: ProposalTerms,
): Proposal {
  const message = `${namesOf(clips, count)}: ${words}`;
  return { kind: 'change', message, clips, say: isEnglish(language) ? '' : say };
}

/** The clips that the rules ask about, or else each; none where they are more than anybody reads. */
function othersThan(meant: readonly (readonly number[])[], { whom, count }: ProposalTerms): number[][] {
  const asked =
    whom.kind === 'question' && whom.options.length > 0
      ? whom.options.map((clips) => [...clips])
      : Array.from({ length: count }, (_, clip) => [clip]);
  const others = asked.filter((clips) => meant.every((one) => one.join() !== clips.join()));
  return others.length + meant.length > MOST_CHOICES ? [] : others;
}

function ask(
  targets: readonly (readonly number[])[],
  words: string,
  said: Said,
  say: string,
  terms: ProposalTerms,
): Proposal | null {
  if (targets.length === 0) return null;
  const { whom } = terms;
  const choices = targets.map((clips) => choice(clips, words, said, terms));
  const asked = whom.kind === 'question' ? whom.sentence : 'Which clips do you mean?';
  return { kind: 'question', say: say.endsWith('?') ? say : asked, choices };
}

function question(said: Said, say: string, terms: ProposalTerms): Proposal | null {
  const choices = said.options.flatMap((option) => {
    const [words, clips] = [wishInWords(option), targetOf(option, said.clip_words, terms)];
    return words === null || clips === null
      ? []
      : [choice(clips, words, { label: option.label, language: said.language }, terms)];
  });
  const different = choices.filter(({ text }, at) => choices.findIndex((one) => one.text === text) === at);
  if (say === '' || (said.options.length > 0 && different.length === 0)) return null;
  return different.length === 0 ? { kind: 'answer', say } : { kind: 'question', say, choices: different };
}

/** The clips of a reading: those that the rules have found, or that the message names, or one; null: none of these. */
function targetOf(
  option: SaidWish,
  clipWords: string,
  { whom, message, count }: ProposalTerms,
): readonly number[] | null {
  const clips = indexesOf(option);
  const found = whom.kind === 'clips' ? whom.clips : null;
  if (found !== null && ((whom.kind === 'clips' && whom.by === 'words') || clips.length === 0))
    return clips.length > 0 && clips.every((clip) => found.includes(clip)) ? clips : found;
  if (clips.length === 1) return clips;
  return clips.length > 1 && groundsFor(clips, clipWords, message, count) !== 'none' ? clips : null;
}

function choice(
  clips: readonly number[],
  words: string,
  said: Pick<Said, 'label' | 'language'>,
  { count, own }: ProposalTerms,
): Choice {
  const name = namesOf(clips, count);
  const text = `${name[0]!.toUpperCase()}${name.slice(1)}: ${words}`;
  return { label: labelFor(clips, said, own) ?? text, text };
}

const namesOf = (clips: readonly number[], count: number): string =>
  clips.length === count && count > 1 ? 'all clips' : named(clips);

const indexesOf = ({ clips }: SaidWish): number[] =>
  [...new Set(clips.map((number) => number - 1))].toSorted((one, other) => one - other);
