import fc from 'fast-check';
import { songSections } from '../../job/song-sections.js';
import { readInstruction } from '../../templates/templates.js';
import { anyCharacter } from '../../../test/kit/any-character.js';
import { byEffort } from '../../../test/kit/effort.js';
import { whomMeant, type VideoFacts } from './whom.js';

/** Clips of 4 s and a song of parts that begin anywhere. */
function video(count: number, parts: readonly [string, number][]): VideoFacts {
  const slots = Array.from({ length: count }, (_, at) => ({
    startFrame: at * 120,
    endFrame: (at + 1) * 120,
  }));
  const delivered = parts.map(([type, start], at) => ({ type, start, end: parts[at + 1]?.[1] ?? count * 4 }));
  return {
    clips: slots.map((_, clipIndex) => ({
      ...{ clipIndex, start: clipIndex * 4, end: clipIndex * 4 + 4 },
      lyrics: [
        { text: `hold on to the light of day ${clipIndex}`, start: clipIndex * 4, end: clipIndex * 4 + 3 },
      ],
      names: clipIndex % 2 === 0 ? ['Mara'] : ['rooftop'],
    })),
    sections: songSections(delivered, [], slots),
    picked: [0],
  };
}

const videos = fc
  .array(fc.tuple(fc.constantFrom('verse', 'chorus', 'bridge'), fc.integer({ min: 1, max: 12 })), {
    minLength: 2,
    maxLength: 10,
  })
  .map((lengths) => {
    let start = 0;
    const parts = lengths.map(([label, seconds]): [string, number] => {
      start += seconds;
      return [label, start - seconds];
    });
    return video(Math.ceil(start / 4) + 1, parts);
  });

const PLACES = [
  'first',
  'second',
  'third',
  'fourth',
  'fifth',
  'sixth',
  'seventh',
  'eighth',
  'ninth',
  'tenth',
];
const numRuns = byEffort({ quick: 100, full: 2000 });

it('the n-th occurrence of a section lies inside it', () => {
  fc.assert(
    fc.property(videos, fc.nat(), (facts, which) => {
      const { label, occurrence, start, end } = facts.sections[which % facts.sections.length]!;
      const said = [`the ${PLACES[occurrence - 1]} ${label}`, `${label} ${occurrence}`];
      for (const whom of said.map((part) => whomMeant(`make ${part} night`, facts))) {
        const inside = facts.clips.filter(
          (clip) => Math.min(clip.end, end) - Math.max(clip.start, start) > (clip.end - clip.start) / 2,
        );
        if (inside.length === 0) expect(whom.kind).toBe('unknown');
        else
          expect(whom).toMatchObject({
            clips: inside.map(({ clipIndex }) => clipIndex),
            rest: 'make it night',
          });
      }
    }),
    { numRuns },
  );
});

const song = video(12, [
  ['intro', 0],
  ['verse', 4],
  ['chorus', 12],
  ['bridge', 20],
  ['chorus', 28],
  ['outro', 44],
]);
const REFERENCES = [
  ...[
    'clip 3',
    'clips 2, 4 and 6',
    'clips 2-4',
    'the last two clips',
    'the second chorus',
    'every other clip',
  ],
  ...[
    'the first clip of the bridge',
    'all clips except clip 3',
    'the intro and the outro',
    'clip 2 and the last clip',
  ],
  ...[
    'the next clip',
    'both choruses',
    'the clips with Mara',
    'the rooftop clips',
    'clip #7',
    'the 5th clip',
  ],
];
/** Wishes that templates are the whole meaning of, about "it". */
const WISHES = [
  ...[
    'make it night',
    'make it brighter',
    'make it a bit darker',
    'change it to sunset',
    'give it more contrast',
  ],
  ...['make it warmer and more dramatic', 'can you make it dreamy please', 'I want it to be at night'],
  ...['it should be at dawn', 'it needs more contrast', 'it is too dark', 'turn it into night'],
];
const SHORT = ['night', 'warmer', 'more contrast', 'at sunset', 'make it night', 'less saturated, please'];

it('a wish without the clips that it named reads as if it had named none', () => {
  const read = (text: string): object => ({ ...readInstruction(text) });
  for (const reference of REFERENCES) {
    for (const wish of WISHES) {
      const whom = whomMeant(wish.replace('it', reference), song);
      expect(whom).toMatchObject({ kind: 'clips', by: 'words', same: false, styleFrom: null });
      expect([reference, wish, read((whom as { rest: string }).rest)]).toEqual([reference, wish, read(wish)]);
      expect(read(wish)).toMatchObject({ rest: [] });
    }
    for (const wish of SHORT)
      for (const text of [`${reference}: ${wish}`, `${wish} in ${reference}`, `In ${reference}, ${wish}`]) {
        const whom = whomMeant(text, song);
        expect([text, read((whom as { rest: string }).rest)]).toEqual([text, read(wish)]);
      }
  }
});

it('a wish names its clips once: what is left names none', () => {
  for (const reference of REFERENCES)
    for (const wish of WISHES) {
      const first = whomMeant(wish.replace('it', reference), song) as { rest: string };
      expect(whomMeant(first.rest, song)).toMatchObject({ by: 'picked', clips: [0], rest: first.rest });
    }
});

it('any text has an answer, the same each time, with clips of the video alone', () => {
  const word = fc.constantFrom(
    ...'make clip clips 1 2 3 99 0 the second last chorus verse except but all every other from to and , : " - like match too same at 0:10 1:00 before after where she sings hold on Mara rooftop with not next this in of night it'.split(
      ' ',
    ),
  );
  const text = fc.oneof(
    fc.array(word, { maxLength: 30 }).map((words) => words.join(' ')),
    fc.string({ unit: anyCharacter }),
  );
  fc.assert(
    fc.property(text, fc.subarray([0, 3, 5]), (said, picked) => {
      const facts = { ...song, picked };
      const whom = whomMeant(said, facts);
      expect(whomMeant(said, facts)).toEqual(whom);
      const clips = whom.kind === 'clips' ? whom.clips : whom.kind === 'question' ? whom.options.flat() : [];
      expect(clips.every((clip) => facts.clips.some(({ clipIndex }) => clipIndex === clip))).toBe(true);
      if (whom.kind === 'clips') expect(whom.clips.length).toBeGreaterThan(0);
      if (whom.kind !== 'clips') expect(whom.sentence).toMatch(/[.?]$/);
    }),
    { numRuns: numRuns * 5 },
  );
});

describe('the work for 1,000 characters', () => {
  const long = video(60, [
    ['verse', 0],
    ['chorus', 60],
    ['verse', 120],
    ['chorus', 180],
  ]);
  const ROWS = [
    ...[',', '1,', '"', "'", '-', '(', ' ', 'a', '1 to ', 'clip 1, ', 'clip 1 to ', 'clips 1-999,', 'the '],
    ...[
      'all all ',
      'not ',
      'from ',
      'like ',
      'match ',
      'same for ',
      'the line on ',
      'when it goes hold on ',
      '0:30 ',
    ],
    ...[
      'where she sings ',
      'make the clip after ',
      'the clip before ',
      'first, second, ',
      'the look and style and ',
    ],
    ...[
      'every other ',
      'from clip 1 to clip 2 ',
      'make clip 1 night and clip 2 day. ',
      'the clips with Mara ',
    ],
  ];

  /** CPU milliseconds of the fastest of some runs: what else the machine does counts for nothing. */
  const cost = (text: string): number => {
    const runs = Array.from({ length: 5 }, () => {
      const before = process.cpuUsage();
      whomMeant(text, long);
      const { user, system } = process.cpuUsage(before);
      return (user + system) / 1000;
    });
    return Math.min(...runs);
  };

  // Ten times what the slowest takes; one that grew with the square took 80 to 300 ms.
  it.each(ROWS)('is bounded, however often %j comes', (part) => {
    expect(cost(part.repeat(1000).slice(0, 1000))).toBeLessThan(50);
  });
});
