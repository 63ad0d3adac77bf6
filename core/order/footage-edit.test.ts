import type { ClipRecord, JobRecord } from '../job/job-record.js';
import { chooseWork, type VideoModelOption } from './video-choice.js';

const model = (key: string, seconds: [number, number] | null): VideoModelOption => ({
  ...{
    key,
    label: key,
    provider: 'Somewhere',
    durations: [],
    takesSeed: false,
    isAvailable: true,
    sunset: null,
  },
  actions: seconds === null ? ['NEW_SHOT'] : ['EDIT_FOOTAGE'],
  footage: seconds === null ? null : { seconds, side: [1, 2000], frameRate: [1, 60], maxMegabytes: 1 },
});
const options = [model('shots', null), model('brief', [1, 5]), model('long', [3, 10])];
const job = { videoModel: 'shots' } as JobRecord;
const clipOf = (seconds: number, currentVideoKey: string | null = 'key'): ClipRecord =>
  ({ currentVideoKey, startFrame: 0, endFrame: seconds * 30 }) as ClipRecord;
const plain = { takes: 1, styleFrom: null, range: null, seed: null };

const chosen = (clip: ClipRecord, videoModel: string | null = null): string =>
  chooseWork({ ...plain, action: 'EDIT_FOOTAGE', videoModel }, job, clip, { options, forJob: () => 'shots' })
    .videoModel;

describe('the model that edits a clip', () => {
  it.each([
    // Shorter than the model takes: what comes after the slot, or the last picture, is sent along.
    [0.2, 'brief'],
    [5, 'brief'],
    [5.1, 'brief'],
    [5.2, 'long'],
    [10.1, 'long'],
  ])('of %s s is the first that takes all of it: %s', (seconds, key) => {
    expect(chosen(clipOf(seconds))).toBe(key);
  });

  it('is the one that is asked for, if it takes all of it', () => {
    expect(chosen(clipOf(4), 'long')).toBe('long');
    expect(() => chosen(clipOf(8), 'brief')).toThrow(
      'brief edits 1 to 5 s of footage, and this clip lasts 8 s. Ask for a model that takes more (long), or for NEW_SHOT or ADJUST_FOOTAGE.',
    );
  });

  it('is none for what all of them would cut, and for a clip without footage', () => {
    expect(() => chosen(clipOf(10.2))).toThrow(
      /^brief edits 1 to 5 s.*10\.2 s\. Ask for NEW_SHOT or ADJUST_FOOTAGE\.$/,
    );
    expect(() => chosen(clipOf(4, null))).toThrow(
      'This clip has no footage that could be edited. Ask for NEW_SHOT.',
    );
  });
});
