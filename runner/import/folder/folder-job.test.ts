import type { FfmpegTools } from '../../ffmpeg/binaries.js';
import type { ImportReport } from '../output.js';
import { planFolderJob } from './folder-job.js';
import type { FolderFiles } from './folder-files.js';

const NONE: FolderFiles = {
  ...{ clips: [], songs: [], lyrics: [], prompts: [], unsupportedClips: [], unsupportedSongs: [] },
  ...{ jobs: [], others: [], folders: [], missing: [] },
};

/** Nothing here is read: what is wrong shows in the names. */
async function rejection(files: Partial<FolderFiles>): Promise<{ sentence: string; problems: string[] }> {
  const problems: string[] = [];
  const report: ImportReport = {
    problem: (_file, sentence) => void problems.push(sentence),
    warn: () => undefined,
    progress: () => undefined,
  };
  const plan = planFolderJob(
    '/my/film',
    { ...NONE, ...files },
    { ffmpeg: {} as FfmpegTools, report },
    new AbortController().signal,
  );
  const sentence = await plan.then(
    () => 'none',
    (error: Error) => error.message,
  );
  return { sentence, problems };
}

it.each<[string, Partial<FolderFiles>, string[], string]>([
  [
    'a clip of a format that imports do not take, and all that come after it would move up',
    { clips: ['/my/film/2.mp4'], songs: ['/my/film/song.mp3'], unsupportedClips: ['/my/film/1.avi'] },
    ['1.avi cannot be used: imports do not take this format. Save it as mp4, m4v, mov, webm or mkv.'],
    'Nothing was imported: 1.avi cannot be used.',
  ],
  [
    'only a song of such a format',
    { clips: ['/my/film/1.mp4'], unsupportedSongs: ['/my/film/song.aiff'] },
    [
      'song.aiff cannot be used: imports do not take this format. Save it as mp3, m4a, wav, aac, flac, ogg, oga or opus.',
    ],
    'Nothing was imported: song.aiff cannot be used.',
  ],
  [
    'a clip that is not there, and a song that is missed by nobody',
    {
      clips: ['/my/film/2.mp4'],
      songs: ['/my/film/song.mp3'],
      missing: [
        { name: '1.mp4', kind: 'clip', why: 'it is no file. Take it away.' },
        { name: 'old.mp3', kind: 'song', why: 'it is no file. Take it away.' },
      ],
    },
    ['1.mp4 cannot be used: it is no file. Take it away.'],
    'Nothing was imported: 1.mp4 cannot be used.',
  ],
  [
    'its clips in another folder',
    { songs: ['/my/film/song.mp3'], folders: ['/my/film/clips'] },
    [],
    'The folder film holds no clips (mp4, m4v, mov, webm or mkv). Folders in it, such as clips, are not looked into.',
  ],
  [
    'no song',
    { clips: ['/my/film/1.mp4'] },
    [],
    'The folder film holds no song (mp3, m4a, wav, aac, flac, ogg, oga or opus).',
  ],
  [
    'two songs',
    { clips: ['/my/film/1.mp4'], songs: ['/my/film/other.wav', '/my/film/song.mp3'] },
    [],
    'The folder film holds 2 songs (other.wav, song.mp3); leave the one that belongs to the clips.',
  ],
  ['nothing', {}, [], 'The folder film has no clips and no song.'],
])('says what is wrong with a folder that has %s', async (_, files, problems, sentence) => {
  expect(await rejection(files)).toEqual({ sentence, problems });
});
