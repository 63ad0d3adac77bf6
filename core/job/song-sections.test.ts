import { neonStages, neonWith, type Json } from '../../test/kit/rows/pipeline-stages.js';
import { loadJobData } from './job-data.js';
import { lyricLines } from './lyrics.js';
import { songSections } from './song-sections.js';

/** Clips of 4 s each. */
const slots = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ startFrame: at * 120, endFrame: (at + 1) * 120 }));

/** Lines of one word a second, by the time at which they begin. */
const sung = (...lines: [number, string][]) =>
  lyricLines(
    lines.flatMap(([start, line]) =>
      line.split(' ').map((text, at) => ({ text, timestamp: start + at, formatted_text: line })),
    ),
  );

const named = (sections: ReturnType<typeof songSections>) =>
  sections.map(({ label, occurrence, start, end }) => [`${label} ${occurrence}`, start, end]);

/** The neon city with another analysis of its song. */
const ofNeon = (change: Json) => {
  const audio = neonStages().find(({ stageName }) => stageName === 'audio_parser')!.metadata as {
    audio_analysis: Json;
  };
  const analysis = { ...audio.audio_analysis, ...change };
  return loadJobData({ aspectRatio: null }, neonWith({ audio_parser: { audio_analysis: analysis } }));
};

describe('the sections of a song', () => {
  it('are those that the pipeline delivers, counted by their label, with the clips that lie in them', () => {
    expect(loadJobData({ aspectRatio: null }, neonStages()).sections).toEqual([
      { label: 'intro', occurrence: 1, start: 0, end: 5.12, clipIndexes: [0], isGuess: false },
      { label: 'verse', occurrence: 1, start: 5.12, end: 9.6, clipIndexes: [1], isGuess: false },
      { label: 'chorus', occurrence: 1, start: 9.6, end: 19.2, clipIndexes: [2, 3], isGuess: false },
      { label: 'chorus', occurrence: 2, start: 19.2, end: 23.68, clipIndexes: [4], isGuess: false },
      { label: 'outro', occurrence: 1, start: 23.68, end: 30.72, clipIndexes: [5], isGuess: false },
    ]);
  });

  it('hold a clip of which more than half lies inside, and no clip of which half does', () => {
    const parts = [
      { type: 'verse', start: 0, end: 6 },
      { type: 'chorus', start: 6, end: 9.9 },
      { type: 'outro', start: 9.9, end: 12 },
    ];
    const clips = songSections(parts, [], slots(3)).map(({ clipIndexes }) => clipIndexes);
    expect(clips).toEqual([[0], [], [2]]);
  });

  it('stand in the order of the song, end with it, and count parts that were numbered by their order', () => {
    const parts = [
      { type: 'Verse_2', start: 8, end: 99 },
      { type: ' Verse 1', start: 0, end: 4 },
      { type: 'pre-chorus', start: 4, end: 8 },
    ];
    expect(named(songSections(parts, [], slots(3)))).toEqual([
      ['verse 1', 0, 4],
      ['pre-chorus 1', 4, 8],
      ['verse 2', 8, 12],
    ]);
  });

  it.each<[string, unknown]>([
    ['is no list', 'verse, chorus'],
    ['is an object', { verse: [0, 4] }],
    ['is null', null],
    ['is empty', []],
    ['holds no parts', [7, null, 'chorus', [], { start: 0, end: 4 }]],
    ['has times that are no times', [{ type: 'verse', start: '0', end: 4 }]],
    ['has times that are none', [{ type: 'verse', start: -1, end: 4 }]],
    ['has parts without length', [{ type: 'verse', start: 4, end: 4 }]],
    ['has parts behind the song', [{ type: 'verse', start: 90, end: 95 }]],
    ['has parts without a name', [{ type: ' 2', start: 0, end: 4 }]],
  ])('are guessed where song_structure %s, and the job stays readable', (_how, song_structure) => {
    const { sections, clips } = ofNeon({ song_structure });
    expect(clips).toHaveLength(6);
    expect(sections.map(({ label, isGuess }) => [label, isGuess])).toEqual([
      ['chorus', true],
      ['verse', true],
      ['chorus', true],
      ['verse', true],
      ['outro', true],
    ]);
  });

  it('keep what can be read beside what cannot', () => {
    const good = { type: 'Bridge', start: 5, end: 10, energy: 7 };
    const { sections } = ofNeon({ song_structure: [{ type: 'verse', start: 'soon', end: 1 }, good] });
    expect(named(sections)).toEqual([['bridge 1', 5, 10]]);
  });

  it('are none where nothing is known', () => {
    expect(ofNeon({ song_structure: null, lyrics: null }).sections).toEqual([]);
    expect(songSections([], [], [])).toEqual([]);
    expect(songSections([], sung([0, 'one'], [4, 'two']), slots(2))).toEqual([]);
  });
});

describe('a guess from the lyrics', () => {
  it('takes lines that come back for the chorus, and what is around them for verses, intro and outro', () => {
    const lines = sung(
      ...([
        [4, 'once I walked'],
        [8, 'into the night'],
        [12, 'Hold on, hold on'],
        [16, 'to the wire'],
        [20, 'twice I fell'],
        [24, 'hold on hold on'],
        [28, 'To the wire'],
      ] as [number, string][]),
    );
    const sections = songSections([], lines, slots(10));
    expect(named(sections)).toEqual([
      ['intro 1', 0, 4],
      ['verse 1', 4, 12],
      ['chorus 1', 12, 20],
      ['verse 2', 20, 24],
      ['chorus 2', 24, 31],
      ['outro 1', 31, 40],
    ]);
    expect(sections.map(({ clipIndexes }) => clipIndexes)).toEqual([
      [0],
      [1, 2],
      [3, 4],
      [5],
      [6, 7],
      [8, 9],
    ]);
    expect(sections.every(({ isGuess }) => isGuess)).toBe(true);
  });

  it('takes a line that is only sung several times in a row for no chorus', () => {
    expect(songSections([], sung([0, 'la la'], [2, 'la la'], [4, 'la la'], [6, 'gone']), slots(3))).toEqual(
      [],
    );
  });

  it('leaves no sliver of a second at either end of the song', () => {
    const lines = sung([0.5, 'hold on'], [4, 'I fell'], [9.5, 'hold on']);
    expect(named(songSections([], lines, slots(3)))).toEqual([
      ['chorus 1', 0, 4],
      ['verse 1', 4, 9.5],
      ['chorus 2', 9.5, 12],
    ]);
  });
});
