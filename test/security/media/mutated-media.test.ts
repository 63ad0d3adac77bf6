import { createLocalDiskStorage } from '../../../core/storage/disk/local-disk.js';
import { concurrently } from '../../../runner/compose/concurrently.js';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { spread } from '../../kit/effort.js';
import { eachFfmpeg } from '../../kit/media/ffmpegs.js';
import { mediaSamples, type MediaSample } from './media-samples.js';
import { isInHalf, mutatedFile, roundOf } from './mutated-file.js';
import { verdictOn, type Verdict } from './mutated-verdict.js';
import { createMutatedFixture, type MutatedFixture } from './mutated-fixture.js';

/**
 * Damaged media go through every import step. `MUTATED_MEDIA=2000 npm test --
 * test/security/media/mutated-media.test.ts` sends that many through each available ffmpeg, `MUTATED_MEDIA=17-18`
 * only number 17; the default takes about a minute.
 */
const ASKED = process.env['MUTATED_MEDIA'];
/** How many of them at quick effort. */
const QUICK = 32;
/** Numbers of later rounds that once found a bug: a display matrix without an angle. */
const FOUND = [1672];
const AT_ONCE = 3;
/** Far beyond the time for a file of ten kilobytes on any machine; the product's own limits add up to this. */
const LONGEST_SECONDS = 120;

let fixture: MutatedFixture;
let samples: MediaSample[];

beforeAll(async () => {
  fixture = await createMutatedFixture();
  samples = await mediaSamples(fixture.work);
}, 120_000);
afterAll(async () => {
  await fixture.drop();
});

eachFfmpeg((tools) => {
  it('damaged media are refused in words or become a video, and reach nothing outside', async () => {
    // A process of Debian's ffmpeg costs six times as much as one of npm's.
    const round = numbersOf(String(roundOf(samples))).filter(
      (number) => tools().source !== 'path' || isInHalf(number),
    );
    const numbers = ASKED === undefined ? [...FOUND, ...spread(round, QUICK)] : numbersOf(ASKED);
    const before = await fixture.listing();
    const storage = createLocalDiskStorage(join(fixture.work, 'storage'));
    const where = { work: fixture.work, storage, ffmpeg: tools() };
    const verdicts = await concurrently(numbers, AT_ONCE, new AbortController().signal, async (number) =>
      verdictOn(mutatedFile(number, samples, fixture.targets), where),
    );
    await rm(join(fixture.work, 'storage'), { recursive: true, force: true });
    console.info(summary(verdicts));
    expect(verdicts.flatMap(({ wrong }) => wrong)).toEqual([]);
    expect(Math.max(...verdicts.map(({ seconds }) => seconds))).toBeLessThan(LONGEST_SECONDS);
    expect(fixture.contacts()).toBe(0);
    expect(await fixture.listing()).toEqual(before);
    if (ASKED !== undefined && numbers.length < roundOf(samples)) return;
    // Without both, the test would prove nothing for one of them.
    expect(verdicts.map(({ outcome }) => outcome)).toEqual(expect.arrayContaining(['composed', 'refused']));
  }, 7_200_000);
});

/** `2000`, or `from-to` without the last. */
function numbersOf(asked: string): number[] {
  const [from, to] = asked.includes('-') ? asked.split('-').map(Number) : [0, Number(asked)];
  return Array.from({ length: to! - from! }, (_, index) => from! + index);
}

function summary(verdicts: Verdict[]): string {
  const of = (outcome: Verdict['outcome']) => verdicts.filter((each) => each.outcome === outcome).length;
  const counts = (['refused', 'composed', 'not composed'] as const).map((each) => `${of(each)} ${each}`);
  const slowest = Math.max(...verdicts.map(({ seconds }) => seconds)).toFixed(1);
  const notes = verdicts.flatMap(({ note }) => (note === null ? [] : [`\n  ${note}`]));
  return `${verdicts.length} damaged files: ${counts.join(', ')}; the slowest took ${slowest} s${notes.join('')}`;
}
