import { loadJobData } from '../../job/job-data.js';
import type { ClipRecord, JobRecord } from '../../job/job-record.js';
import { neonStages } from '../../../test/kit/rows/pipeline-stages.js';
import { asWishes, wishesOf } from './clips-meant.js';
import { parseChanges } from '../changes-request.js';

const data = loadJobData({ aspectRatio: null }, neonStages());
/** Six clips; the second chorus is clip 5, the first clips 3 and 4. */
const job = { data, clips: data.clips as ClipRecord[] } as JobRecord;

const asked = (...changes: [number, string][]) =>
  parseChanges('u', {
    jobId: 'j',
    changes: changes.map(([number, instruction]) => ({ clipIndex: number - 1, instruction })),
  });
const wishes = (...changes: [number, string][]) => wishesOf(job, asked(...changes)).map(({ text }) => text);

it.each<[string, string, string]>([
  ['names it', 'make clip 5 night', 'make it night'],
  ['names what may be it', 'make the chorus night', 'make it night'],
  ['names its part of the song', 'Second chorus: warmer', 'warmer'],
  ['names no clip', 'make it night', 'make it night'],
  ['speaks of it', 'make this clip brighter', 'make this clip brighter'],
  ['has numbers that name no clip', 'add 2 dancers, 30% brighter', 'add 2 dancers, 30% brighter'],
])('a wish for clip 5 that %s is for clip 5', (_how, instruction, wish) => {
  expect(wishes([5, instruction])).toEqual([wish]);
});

it.each<[string, string, string]>([
  ['another clip', 'change clip 1 to sunset', 'Clip 5 is picked, and your words name clip 1.'],
  ['another besides', 'make clips 4 and 5 night', 'Clip 5 is picked, and your words name clips 4 and 5.'],
  ['all clips', 'make all clips darker', 'Clip 5 is picked, and your words name clips 1, 2, 3, 4, 5 and 6.'],
  ['another part of the song', 'make the intro darker', 'Clip 5 is picked, and your words name clip 1.'],
  ['a clip that is not there', 'make clip 99 night', 'There is no clip 99: this video has clips 1 to 6.'],
  ['a part that is not there', 'make the third chorus night', 'This video has 2 choruses'],
  ['clips with a wish each', 'make clip 5 night and clip 2 day', 'Those are wishes for different clips'],
  ['its own look', 'make it like clip 5', 'Clip 5 has that look already'],
  ['it and no wish', 'clip 5', 'Say what should change in clip 5'],
])('a wish for clip 5 that names %s is refused', (_what, instruction, sentence) => {
  expect(() => wishes([5, instruction])).toThrow(
    expect.objectContaining({ code: 'BAD_USER_INPUT', message: expect.stringContaining(sentence) as string }),
  );
});

it.each<[string, string, number]>([
  ['make it like clip 1', '', 1],
  ['same colors as clip 1', '', 1],
  ['match it to clip 3', '', 3],
  ['make clip 5 look like clip 2', '', 2],
  ['Like clip 1', '', 1],
  ['like clip 1, a bit darker', 'a bit darker', 1],
])('“%s” for clip 5 asks for the look of another', (instruction, text, from) => {
  const styleFrom = { clipIndex: from - 1, versionNumber: null, strength: 1 };
  const kept = `like clip ${from}${text === '' ? '' : `, ${text}`}`;
  expect(wishesOf(job, asked([5, instruction]))).toEqual([{ text, styleFrom, range: null, kept }]);
  // What is kept is tried again as the same.
  const again = { ...asked([5, kept]), retryOf: 'r' };
  again.changes[0]!.styleFrom = styleFrom;
  expect(wishesOf(job, again)).toEqual([{ text, styleFrom, range: null, kept }]);
});

it.each<[string, number, number, string]>([
  ['like version 2', 4, 2, ''],
  ['clip 5: the colors of version 1, a bit darker', 4, 1, 'a bit darker'],
  ['like clip 3 was before', 2, 6, ''],
  ['make it look like clip 3 in version 4, warmer', 2, 4, 'warmer'],
])('“%s” for clip 5 asks for an earlier look', (instruction, from, versionNumber, text) => {
  const changed = { ...job, clips: job.clips.map((clip) => ({ ...clip, versionNumber: 7, rootVersion: 7 })) };
  const styleFrom = { clipIndex: from, versionNumber, strength: 1 };
  const look = from === 4 ? `like version ${versionNumber}` : `like clip ${from + 1}`;
  const kept = text === '' ? look : `${look}, ${text}`;
  expect(wishesOf(changed, asked([5, instruction]))).toEqual([{ text, styleFrom, range: null, kept }]);
});

it('an earlier look of a clip that has none, and another than was picked, are refused', () => {
  expect(() => wishesOf(job, asked([5, 'like clip 3 was before']))).toThrow('Clip 3 is as it was first made');
  const { changes, ...request } = asked([5, 'like version 2']);
  const styleFrom = { clipIndex: 4, versionNumber: 1, strength: 1 };
  const picked = { ...request, changes: changes.map((change) => ({ ...change, styleFrom })) };
  expect(() => wishesOf(job, picked)).toThrow(
    'The look of clip 5, version 1 is picked, and your words name that of clip 5, version 2.',
  );
});

it('a look that is picked beside the words is that of its strength, and no other than they name', () => {
  const picked = (instruction: string) => ({
    ...asked([5, instruction]),
    changes: asked([5, instruction]).changes.map((change) => ({ ...change, styleFrom })),
  });
  const styleFrom = { clipIndex: 0, versionNumber: 2, strength: 0.5 };
  expect(wishesOf(job, picked('like clip 1'))).toMatchObject([{ text: '', styleFrom, kept: 'like clip 1' }]);
  expect(wishesOf(job, picked('darker'))).toMatchObject([
    { text: 'darker', styleFrom, kept: 'like clip 1, darker' },
  ]);
  expect(() => wishesOf(job, picked('like clip 2'))).toThrow(
    'The look of clip 1, version 2 is picked, and your words name',
  );
});

it('an earlier look of the clip itself is kept in words that are tried again', () => {
  const styleFrom = { clipIndex: 4, versionNumber: 2, strength: 1 };
  const picked = { ...asked([5, 'darker']) };
  picked.changes[0]!.styleFrom = styleFrom;
  const [wish] = wishesOf(job, picked);
  expect(wish).toEqual({ text: 'darker', styleFrom, range: null, kept: 'like version 2, darker' });
  const again = { ...asked([5, wish!.kept]), retryOf: 'r' };
  again.changes[0]!.styleFrom = styleFrom;
  expect(wishesOf(job, again)).toEqual([wish]);
});

it('a wish for a clip that names one of several parts, none of which is this clip, is refused', () => {
  expect(() => wishes([3, 'make the chorus night'])).toThrow('Which do you mean?');
});

it('words that several clips are asked for in mean these together', () => {
  expect(wishes([3, 'make the first chorus night'], [4, 'make the first chorus night'])).toEqual([
    'make it night',
    'make it night',
  ]);
  expect(() => wishes([3, 'make clip 3 night'], [4, 'make clip 3 night'])).toThrow(
    'Clips 3 and 4 are picked, and your words name clip 3.',
  );
});

it('the part of a change that failed is tried again, though its words name the other part too', () => {
  const retried = { ...asked([4, 'make clips 3 and 4 night']), retryOf: 'r' };
  expect(wishesOf(job, retried)).toMatchObject([{ text: 'make it night', styleFrom: null }]);
});

it('"a bit more" refers to what was said before as if it had named no clip', () => {
  const said = {
    ...asked([5, 'clip 5: a bit more']),
    history: [
      { role: 'USER' as const, content: 'make clip 5 night' },
      { role: 'ASSISTANT' as const, content: 'Clip 5 as a night scene.' },
    ],
  };
  expect(asWishes(job, said, wishesOf(job, said))).toMatchObject({
    changes: [{ instruction: 'a bit more' }],
    history: [{ content: 'make it night' }, { content: 'Clip 5 as a night scene.' }],
  });
});
