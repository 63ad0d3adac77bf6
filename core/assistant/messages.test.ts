import { readFileSync } from 'node:fs';
import type { Adjustment } from '../adjustments/adjustment.js';
import { mergeAdjustments } from '../adjustments/merge.js';
import { readEdits } from '../adjustments/read-edits.js';
import { songSections } from '../job/song-sections.js';
import { templateById, type TemplateId } from '../templates/definitions.js';
import { packagePath } from '../util/package-path.js';
import { routeName } from '../../test/kit/route-name.js';
import { isLyrics, noWishIn } from './no-wish.js';
import { routeOf } from './route.js';
import { type VideoFacts, type Whom } from './whom/whom.js';
import { clipsMeant } from './parts/part-meant.js';

type Strengths = Partial<Record<TemplateId, number>>;
/** A message with what it means, in the terms of the fixture. */
interface Message {
  text: string;
  picked?: number[];
  before?: Strengths;
  last?: TemplateId[];
  route?: string;
  clips?: number[] | 'ask' | 'none';
  styleFrom?: number;
  same?: boolean;
  adjustments?: Strengths;
  rest?: string;
}

const read = (name: string): unknown =>
  JSON.parse(readFileSync(packagePath(`test/fixtures/sentences/${name}.json`), 'utf8'));
const { messages } = read('messages') as { messages: Message[] };
const { song } = (
  read('whom') as { videos: Record<string, Pick<VideoFacts, 'clips'> & { sections: Part[] }> }
).videos;
interface Part {
  label: string;
  start: number;
  end: number;
}

function factsOf({ picked = [5] }: Message): VideoFacts {
  const { clips, sections } = song!;
  const slots = clips.map(({ start, end }) => ({ startFrame: start * 30, endFrame: end * 30 }));
  return {
    clips: clips.map((clip, clipIndex) => ({ ...clip, clipIndex })),
    sections: songSections(
      sections.map(({ label, ...times }) => ({ type: label, ...times })),
      [],
      slots,
    ),
    picked: picked.map((clip) => clip - 1),
  };
}

const listOf = (strengths: Strengths): Adjustment[] =>
  Object.entries(strengths).map(([id, strength]) => ({ id: id as TemplateId, strength }));

/** What the assistant understands, as it does before anything is priced. */
function understood(message: Message): object {
  const { text } = message;
  const facts = factsOf(message);
  const route = routeName(routeOf(text));
  if (route !== 'wish') return { route };
  if (isLyrics(text, facts)) return { route: 'unclear' };
  const whom = clipsMeant(text, facts);
  if (whom.kind === 'question' && whom.rest !== '' && noWishIn(whom.rest, facts) !== null)
    return { route: 'unclear' };
  if (whom.kind !== 'clips') return { clips: whom.kind === 'unknown' ? 'none' : 'ask' };
  return { clips: whom.clips.map((clip) => clip + 1), ...meaning(message, whom, facts) };
}

function meaning(message: Message, whom: Extract<Whom, { kind: 'clips' }>, facts: VideoFacts): object {
  if (whom.styleFrom !== null) return { styleFrom: whom.styleFrom + 1 };
  if (whom.same) return { same: true };
  const wish = whom.by === 'picked' ? message.text : whom.rest;
  const noWish = noWishIn(wish, facts);
  if (noWish !== null) return { clips: undefined, route: noWish === 'unknown' ? 'of nothing known' : noWish };
  const before = listOf(message.before ?? {});
  const last = (message.last ?? []).map((id) => templateById(id)!);
  const { edits, rest } = readEdits(wish, before, last);
  const adjustments = mergeAdjustments(before, edits).map(({ id, strength }) => [id, strength]);
  return { adjustments: Object.fromEntries(adjustments) as Strengths, rest: rest.join('; ') };
}

function wanted({ route, clips, picked = [5], before = {}, ...wish }: Message): object {
  if (route !== undefined) return { route };
  if (clips === 'ask' || clips === 'none') return { clips };
  const { styleFrom, same, adjustments = before, rest = '' } = wish;
  const named = { clips: clips ?? picked };
  if (styleFrom !== undefined) return { ...named, styleFrom };
  return same === true ? { ...named, same } : { ...named, adjustments, rest };
}

it('holds messages of their own, and 600 sentences with the other lists', () => {
  const own = new Set(messages.map(({ text, picked, before }) => JSON.stringify([text, picked, before])));
  expect(own.size).toBe(messages.length);
  const others = (read('whom') as { sentences: unknown[] }).sentences.length;
  expect(messages.length + others).toBeGreaterThanOrEqual(600);
});

it.each(messages.map((message) => [message.text, message] as const))('%j', (_, message) => {
  expect(understood(message)).toEqual(wanted(message));
});
