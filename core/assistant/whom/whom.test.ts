import { readFileSync } from 'node:fs';
import { songSections } from '../../job/song-sections.js';
import { packagePath } from '../../util/package-path.js';
import { whomMeant, type VideoFacts, type Whom } from './whom.js';

interface Video {
  clips: { start: number; end: number; lyrics: VideoFacts['clips'][number]['lyrics']; names: string[] }[];
  sections: { label: string; start: number; end: number }[];
  picked: number[];
}
/** What is wanted: one of `clips` with `rest`, `question` (its options), `unknown` (words of the sentence). */
interface Sentence {
  text: string;
  video?: string;
  picked?: number[];
  clips?: number[] | 'picked';
  by?: 'words' | 'picked';
  rest?: string;
  styleFrom?: number;
  same?: boolean;
  question?: number[][];
  unknown?: string;
}

const { videos, sentences } = JSON.parse(
  readFileSync(packagePath('test/fixtures/sentences/whom.json'), 'utf8'),
) as { videos: Record<string, Video>; sentences: Sentence[] };

const fromZero = (numbers: readonly number[]): number[] => numbers.map((number) => number - 1);
const fromOne = (clips: readonly number[]): number[] => clips.map((clip) => clip + 1);

function factsOf({ video = 'song', picked }: Sentence): VideoFacts {
  const { clips, sections, picked: usual } = videos[video]!;
  const slots = clips.map(({ start, end }) => ({ startFrame: start * 30, endFrame: end * 30 }));
  return {
    clips: clips.map((clip, clipIndex) => ({ clipIndex, ...clip })),
    sections: songSections(
      sections.map(({ label, ...times }) => ({ type: label, ...times })),
      [],
      slots,
    ),
    picked: fromZero(picked ?? usual),
  };
}

function wanted(sentence: Sentence): object {
  const { clips, by = 'words', rest = '', styleFrom = null, same = false, question, unknown } = sentence;
  if (unknown !== undefined) return { kind: 'unknown', says: unknown };
  if (question !== undefined) return { kind: 'question', options: question };
  const named = clips === 'picked' ? fromOne(factsOf(sentence).picked) : clips;
  return { kind: 'clips', clips: named, by, rest, styleFrom, same };
}

/** In the terms of the fixture. */
function got(whom: Whom, { unknown, question }: Sentence): object {
  if (whom.kind === 'unknown')
    return {
      kind: 'unknown',
      says: unknown !== undefined && whom.sentence.includes(unknown) ? unknown : whom.sentence,
    };
  // An empty list of options asks for any sentence that asks.
  if (whom.kind === 'question')
    return { kind: 'question', options: question?.length === 0 ? [] : whom.options.map(fromOne) };
  const { styleFrom } = whom;
  return { ...whom, clips: fromOne(whom.clips), styleFrom: styleFrom === null ? null : styleFrom + 1 };
}

const show = (text: string, value: object): string => `${text} → ${JSON.stringify(value)}`;

describe('sentences as people type them', () => {
  it('are at least 250, each its own', () => {
    const different = new Set(
      sentences.map(({ text, picked, video }) => JSON.stringify([text, picked, video])),
    );
    expect(different.size).toBe(sentences.length);
    expect(sentences.length).toBeGreaterThanOrEqual(250);
  });

  it.each(sentences.map((sentence) => [sentence.text, sentence] as const))('%s', (text, sentence) => {
    const whom = got(whomMeant(text, factsOf(sentence)), sentence);
    const order = (value: object): object =>
      Object.fromEntries(Object.entries(value).sort(([one], [other]) => one.localeCompare(other)));
    expect(show(text, order(whom))).toBe(show(text, order(wanted(sentence))));
  });
});
