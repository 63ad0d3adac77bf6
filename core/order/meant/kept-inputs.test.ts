import { neonStages } from '../../../test/kit/rows/pipeline-stages.js';
import { queueRequest } from '../../../test/kit/rows/queue-request.js';
import { loadJobData } from '../../job/job-data.js';
import type { ClipRecord, JobRecord } from '../../job/job-record.js';
import { withKeptInputs } from './kept-inputs.js';

const data = loadJobData({ aspectRatio: null }, neonStages());
const job = { data, clips: data.clips as ClipRecord[] } as JobRecord;

const styleFrom = { clipIndex: 0, versionNumber: 2, strength: 0.5 };
const range = { from: 0, to: 1 };
const queued = (instruction: string, inputs: object) =>
  queueRequest('u', 'j', [4], { instruction }).changes.map((change) => ({ ...change, ...inputs }));
const reworded = (instruction: string, more = {}) => [{ clipIndex: 4, instruction, ...more }];
const NOTHING = { styleFrom: null, range: null };

it.each<[string, string, object, string, object]>([
  ['a look stays with other words', 'darker', { styleFrom }, 'brighter', { styleFrom, range: null }],
  ['a part stays with other words', 'darker', { range }, 'make it night', { styleFrom: null, range }],
  ['the same look stays as it is', 'Like clip 1', { styleFrom }, 'like clip 1, warmer', { styleFrom }],
  ['the look of the same version stays', 'darker', { styleFrom }, 'like clip 1 in version 2', { styleFrom }],
  ['that of another version comes instead', 'darker', { styleFrom }, 'like clip 1 in version 1', NOTHING],
  ['another look comes instead', 'darker', { styleFrom }, 'like clip 3', NOTHING],
  ['a look comes instead of a part', 'darker', { range }, 'like clip 3', NOTHING],
  ['another part comes instead', 'darker', { range }, 'brighter in the second half', NOTHING],
  ['a part comes instead of a look', 'darker', { styleFrom }, 'brighter in the second half', NOTHING],
  ['a look goes with its words', 'Like clip 1', { styleFrom }, 'make it night', NOTHING],
  ['a part goes with its words', 'darker in the first second', { range }, 'brighter', NOTHING],
])('%s', (_what, before, inputs, after, kept) => {
  expect(withKeptInputs(job, queued(before, inputs), reworded(after))).toMatchObject([kept]);
});

it('what is asked for beside the new words counts, also that there is to be none', () => {
  const given = { styleFrom: null, range: { from: 1, to: 2 } };
  expect(withKeptInputs(job, queued('darker', { styleFrom, range }), reworded('brighter', given))).toEqual(
    reworded('brighter', given),
  );
});

it('a clip that was not in the change keeps nothing', () => {
  const change = { clipIndex: 3, instruction: 'brighter' };
  expect(withKeptInputs(job, queued('darker', { styleFrom, range }), [change])).toEqual([change]);
});
