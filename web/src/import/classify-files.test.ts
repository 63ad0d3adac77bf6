import { classifyFiles, formatSize, rolesOf, whatIsMissing, type FileUse } from './classify-files.js';
import type { ImportLimits } from './import-api.js';

const LIMITS: ImportLimits = {
  files: 4,
  nameBytes: 20,
  totalBytes: 100,
  fileBytes: { clip: 50, song: 50, lyrics: 10, prompts: 10 },
  extensions: { clip: ['.mp4', '.mov', '.webm'], song: ['.mp3'], lyrics: ['.lrc'], prompts: ['.txt'] },
  unsupportedClips: ['.avi'],
};

const file = (name: string, sizeBytes = 5) => ({ name, sizeBytes });

function missing(...files: { name: string; sizeBytes: number }[]): string | null {
  const roles = classifyFiles(files, LIMITS).map(({ role }) => role);
  const bytes = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  return whatIsMissing(roles, bytes, LIMITS);
}

describe('classifyFiles', () => {
  it('counts clips in the order of their names as people read them, then the song, the texts, and the rest', () => {
    const names = [
      'b.txt',
      'notes',
      'clip 10.MP4',
      'a.mp3',
      'clip 2.mp4',
      'w.lrc',
      'clip (1).mp4',
      'clip.mp4. ',
    ];
    const sorted = classifyFiles(
      names.map((name) => file(name)),
      LIMITS,
    );
    expect(sorted.map(({ file: { name }, role }) => [name, role.kind, role.clipNumber])).toEqual([
      ['clip.mp4. ', 'clip', 1],
      ['clip (1).mp4', 'clip', 2],
      ['clip 2.mp4', 'clip', 3],
      ['clip 10.MP4', 'clip', 4],
      ['a.mp3', 'song', null],
      ['w.lrc', 'lyrics', null],
      ['b.txt', 'prompts', null],
      ['notes', null, null],
    ]);
  });

  it.each([
    [file('a.mp4', 0), 'This file is empty.'],
    [file('a.mp4', 51), 'Larger than 50 bytes, the most there can be.'],
    [file('a.mp4', 50), null],
    [file(`${'ü'.repeat(9)}.mp4`), 'The name is too long. Rename it.'],
    [file('a.pdf', 0), 'No clip, song, lyrics or prompts.'],
    [file('a.AVI'), 'Imports do not take this format. Save it as mp4, mov or webm.'],
  ])('says what is wrong with %j', (given, problem) => {
    expect(classifyFiles([given], LIMITS)[0]!.role.problem).toBe(problem);
  });

  it('marks the second of two files with one name', () => {
    const roles = classifyFiles([file('a.mp4'), file('a.mp4')], LIMITS).map(({ role }) => role.problem);
    expect(roles).toEqual([null, 'Another file has this name. Rename one of them.']);
  });
});

describe('what a person says', () => {
  const used = (name: string, use: FileUse | null = null) => ({ ...file(name), use });

  it('counts more than names: the order of clips, and what each file is for', () => {
    const files = [
      used('a.mp4'),
      used('b.mp4'),
      used('c.mp4', 'song'),
      used('final_video.mp4'),
      used('w.lrc'),
      used('lyric.txt', 'prompts'),
      used('x.txt', 'lyrics'),
      used('d.avi', 'unused'),
    ];
    const classified = classifyFiles(files, LIMITS, ['b.mp4']);
    expect(classified.map(({ file: { name }, role }) => [name, role.use])).toEqual([
      ['b.mp4', 'clip'],
      ['a.mp4', 'clip'],
      ['c.mp4', 'song'],
      ['x.txt', 'lyrics'],
      ['lyric.txt', 'prompts'],
      ['final_video.mp4', 'video'],
      ['d.avi', 'unused'],
      ['w.lrc', 'unused'],
    ]);
    expect(classified.map(({ role }) => role.problem).filter(Boolean)).toEqual([
      'Not sent: the video is made anew from its clips.',
      '“x.txt” is used instead.',
    ]);
    expect(rolesOf(classified)).toEqual({
      ...{ clips: ['b.mp4', 'a.mp4'], song: 'c.mp4' },
      ...{ lyrics: 'x.txt', prompts: 'lyric.txt' },
    });
  });
});

describe('several songs', () => {
  it('are all asked about; one that cannot be used says why instead', () => {
    const files = [file('a.mp4'), file('b.mp3'), file('c.mp3'), file('d.mp3', 0)];
    expect(classifyFiles(files, LIMITS).map(({ role }) => role.problem)).toEqual([
      null,
      'Which one?',
      'Which one?',
      'This file is empty.',
    ]);
    expect(classifyFiles(files.slice(0, 2), LIMITS).map(({ role }) => role.problem)).toEqual([null, null]);
  });
});

describe('whatIsMissing', () => {
  const enough = [file('a.mp4'), file('b.mp3')];

  it.each([
    [[], 'Add the clips and the song.'],
    [[file('b.mp3')], 'Add the clips (mp4, mov or webm).'],
    [[file('a.mp4')], 'Add the song (mp3).'],
    [[...enough, file('c.avi')], 'Take out or replace the files that cannot be used.'],
    [[...enough, file('c.mp3')], 'There are 2 songs. Keep the one that belongs to the clips.'],
    [[...enough, file('c.mp4', 0)], 'Take out or replace the files that cannot be used.'],
    [[...enough, file('c.mp4'), file('d.mp4'), file('e.mp4')], 'An import takes 4 files at most.'],
    [
      [...enough, file('c.mp4', 50), file('d.mp4', 50)],
      'All files together are larger than 100 bytes, the most there can be.',
    ],
  ])('of %j says: %s', (files, sentence) => {
    expect(missing(...files)).toBe(sentence);
  });

  it('is nothing where clips and a song are there, whatever else is beside them', () => {
    expect(missing(...enough, file('cover.pdf'))).toBeNull();
  });
});

describe('formatSize', () => {
  it.each([
    [0, '0 bytes'],
    [1023, '1023 bytes'],
    [1536, '1.5 KB'],
    [512 * 1024 ** 2, '512 MB'],
    [3 * 1024 ** 3, '3.0 GB'],
  ])('of %i', (bytes, words) => {
    expect(formatSize(bytes)).toBe(words);
  });
});
