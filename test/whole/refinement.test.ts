import { confirmChange, followToEnd } from '../kit/server/editing.js';
import { openSetup, type Setup } from '../faults/fault-fixture.js';
import { REGENERATE, type RegenerateAnswer } from '../kit/server/operations.js';

const QUOTE = `query ($jobId: ID!, $clipIndex: Int!, $instruction: String!, $history: [MessageInput!]) {
  regenerationQuote(jobId: $jobId, clipIndex: $clipIndex, instruction: $instruction, conversationHistory: $history) {
    token reply templates { id }
  }
}`;
const SEVERAL = `query ($jobId: ID!, $changes: [ClipChangeInput!]!, $history: [MessageInput!]) {
  changesQuote(jobId: $jobId, changes: $changes, conversationHistory: $history) { changes { templates { id } } }
}`;
const CHANGES = `query ($jobId: ID!) {
  job(id: $jobId) { videoUrl totalCost costBeforeChanges }
  regenerations(jobId: $jobId) { id previousVideoUrl cost { total } templates { id } events { videoUrl clipIndex }
    changes { clipIndex instruction modifiedPrompt action videoModel status progress cost { total } error { code } templates { id } removed { id } } }
}`;
const RESULT = `query ($id: ID!) { regeneration(id: $id) { changes { versions {
  kept { score edges motion changedMoreThanAsked }
  seams { side neighbor match light { before after isJump } warmth { before after } contrast { before after } }
} } } }`;
const CLIP = 1;

interface Said {
  role: 'USER' | 'ASSISTANT';
  content: string;
}
interface Quoted {
  regenerationQuote: { token: string; reply: string; templates: { id: string }[] };
}
interface QuotedTogether {
  changesQuote: { changes: { templates: { id: string }[] }[] };
}
interface Result {
  regeneration: {
    changes: {
      versions: {
        kept: { score: number; edges: number; motion: number; changedMoreThanAsked: boolean } | null;
        seams: {
          side: string;
          neighbor: number;
          match: string | null;
          light: { before: number; after: number; isJump: boolean };
        }[];
      }[];
    }[];
  };
}
interface Changes {
  job: { videoUrl: string; totalCost: string; costBeforeChanges: string };
  regenerations: {
    id: string;
    previousVideoUrl: string | null;
    cost: { total: string };
    templates: { id: string }[];
    events: { videoUrl: string | null; clipIndex: number | null }[];
    changes: Record<string, unknown>[];
  }[];
}

let setup: Setup;
let original: Changes;

const changes = async (): Promise<Changes> => await setup.api.data<Changes>(CHANGES, { jobId: setup.jobId });
const quote = async (
  instruction: string,
  history: Said[] = [],
  clipIndex = CLIP,
): Promise<Quoted['regenerationQuote']> =>
  (await setup.api.data<Quoted>(QUOTE, { jobId: setup.jobId, clipIndex, instruction, history }))
    .regenerationQuote;
const ids = ({ templates }: { templates: { id: string }[] }): string[] => templates.map(({ id }) => id);
const objectAt = (url: string | null | undefined): string | undefined => url?.split('?')[0];

beforeAll(async () => {
  setup = await openSetup();
  original = await changes();
  await followToEnd(setup.api, await confirmChange(setup.api, setup.jobId, CLIP, 'make it brighter'));
}, 120_000);
afterAll(async () => await setup?.close());

describe('the parts of a change', () => {
  it('tells what became of its clip, by events too', async () => {
    const [change] = (await changes()).regenerations.slice(-1);
    expect(change!.changes).toEqual([
      expect.objectContaining({
        clipIndex: CLIP,
        instruction: 'make it brighter',
        modifiedPrompt: expect.any(String) as string,
        action: 'ADJUST_FOOTAGE',
        status: 'COMPLETED',
        progress: 100,
        cost: change!.cost,
        error: null,
        templates: change!.templates,
        removed: [],
      }),
    ]);
    expect(new Set(change!.events.map(({ clipIndex }) => clipIndex))).toEqual(new Set([null, CLIP]));
  });
});

describe('what a change has kept of its clip, and done to its cuts', () => {
  it('is measured by its runner, and told with the version', async () => {
    const [change] = (await changes()).regenerations.slice(-1);
    const { regeneration } = await setup.api.data<Result>(RESULT, { id: change!.id });
    const { kept, seams } = regeneration.changes[0]!.versions[0]!;
    // A fractal, whose colors are clipped; another clip keeps 0.1.
    expect(kept!.score).toBeGreaterThan(0.8);
    expect(kept!.score).toBeLessThanOrEqual(1);
    expect(kept!.changedMoreThanAsked).toBe(false);
    expect(seams.map(({ side, neighbor }) => [side, neighbor])).toEqual([
      ['START', CLIP - 1],
      ['END', CLIP + 1],
    ]);
    for (const { neighbor, light, match } of seams) {
      expect(light.after - light.before).toBeGreaterThan(10);
      // A look that was asked for stays, and the neighbor follows.
      expect(match).toBe(light.isJump ? `make clip ${neighbor + 1} look like clip ${CLIP + 1}` : match);
    }
    expect(seams.some(({ light }) => light.isJump)).toBe(true);
  });
});

describe('"a bit more"', () => {
  const history: Said[] = [
    { role: 'USER', content: 'make it warmer' },
    { role: 'ASSISTANT', content: 'I make it warmer.' },
  ];

  it('is what was asked for before it in the conversation', async () => {
    const { templates, reply } = await quote('a bit more', history);
    expect(ids({ templates })).toEqual(['warmer']);
    expect(reply).toMatch(/^More of the same/);
    expect(ids(await quote('even more', [...history, { role: 'USER', content: 'a bit more' }]))).toEqual([
      'warmer',
    ]);
  });

  it('is what changed the clip last where the conversation says nothing', async () => {
    expect(ids(await quote('a bit more'))).toEqual(['brighter']);
    const first = { jobId: setup.jobId, clipIndex: 0, instruction: 'a bit more' };
    expect(await setup.api.rejection(QUOTE, first)).toBe('BAD_USER_INPUT');
  });

  it('is not guessed after an instruction that no template matches', async () => {
    const said = [...history, { role: 'USER', content: 'add a red car' }];
    const asked = { jobId: setup.jobId, clipIndex: CLIP, instruction: 'a bit more', history: said };
    expect(await setup.api.rejection(QUOTE, asked)).toBe('BAD_USER_INPUT');
  });

  it('is for each of several clips what changed it last, whatever was said about others', async () => {
    await followToEnd(setup.api, await confirmChange(setup.api, setup.jobId, 0, 'make clip 1 darker'));
    const more = (clips: number[]) => ({
      ...{ jobId: setup.jobId, history },
      changes: clips.map((clipIndex) => ({ clipIndex, instruction: 'a bit more' })),
    });
    const { changesQuote } = await setup.api.data<QuotedTogether>(SEVERAL, more([0, CLIP]));
    expect(changesQuote.changes.map(ids)).toEqual([['darker'], ['brighter']]);
    const { errors } = await setup.api.send(SEVERAL, more([0, 2]));
    expect(errors).toMatchObject([
      { message: /^Clip 3: I can't show “a bit more”/, extensions: { code: 'BAD_USER_INPUT' } },
    ]);
    // Of one clip, also where several takes or what waits for its turn is quoted.
    const alone = await setup.api.data<QuotedTogether>(SEVERAL, more([CLIP]));
    expect(alone.changesQuote.changes.map(ids)).toEqual([['warmer']]);
  }, 60_000);

  it('is confirmed with the conversation that it was quoted with, and with no other', async () => {
    const { token } = await quote('a bit more', history);
    const input = { jobId: setup.jobId, clipIndex: CLIP, instruction: 'a bit more', quoteToken: token };
    expect(await setup.api.rejection(REGENERATE, { input })).toBe('QUOTE_STALE');
    const { regenerateClip } = await setup.api.data<RegenerateAnswer>(REGENERATE, {
      input: { ...input, conversationHistory: history },
    });
    await followToEnd(setup.api, regenerateClip.regenerationId);
    const [last] = (await changes()).regenerations;
    expect(ids(last!)).toEqual(['warmer']);
  }, 60_000);

  it('a change tells which look it took away', async () => {
    await followToEnd(
      setup.api,
      await confirmChange(setup.api, setup.jobId, CLIP, 'without the warmer look'),
    );
    const [last] = (await changes()).regenerations;
    expect(last!.changes).toEqual([expect.objectContaining({ removed: [{ id: 'warmer' }] })]);
  }, 60_000);
});

describe('an instruction that names clips', () => {
  it('is understood and kept without its own clip: no model reads which one that is', async () => {
    expect(ids(await quote('Clip 2: warmer'))).toEqual(['warmer']);
    // Said of clip 1 in the test above.
    const [said] = (await changes()).regenerations.filter(({ changes: [one] }) => one?.['clipIndex'] === 0);
    expect(said!.changes).toMatchObject([{ instruction: 'make it darker', templates: [{ id: 'darker' }] }]);
  });

  it('is refused where they are others, or not there', async () => {
    const refusal = async (instruction: string): Promise<unknown> =>
      (await setup.api.send(QUOTE, { jobId: setup.jobId, clipIndex: CLIP, instruction })).errors;
    expect(await refusal('make clip 1 darker')).toMatchObject([
      { message: /^Clip 2 is picked, and your words name clip 1\./, extensions: { code: 'BAD_USER_INPUT' } },
    ]);
    expect(await refusal('make clip 99 darker')).toMatchObject([
      { message: /^There is no clip 99: this video has clips 1 to /, extensions: { code: 'BAD_USER_INPUT' } },
    ]);
    const input = { jobId: setup.jobId, clipIndex: CLIP, instruction: 'make clip 1 darker' };
    expect(await setup.api.rejection(REGENERATE, { input })).toBe('BAD_USER_INPUT');
  });
});

describe('the history of a job', () => {
  it('names the whole video before each, the original before the first', async () => {
    const { regenerations } = await changes();
    const [second, first] = regenerations.slice(-2);
    expect(objectAt(first!.previousVideoUrl)).toBe(objectAt(original.job.videoUrl));
    expect(objectAt(second!.previousVideoUrl)).toBe(objectAt(first!.events.at(-1)!.videoUrl));
    const answer = await fetch(new URL(first!.previousVideoUrl!, setup.server.url), { method: 'HEAD' });
    expect(answer.status).toBe(200);
  });

  it('names no video that the retention has removed', async () => {
    await setup.db.job.update({
      where: { id: setup.jobId },
      data: { mediaExpiredAt: new Date(), videoUrl: null },
    });
    const { regenerations } = await changes();
    expect(regenerations.map(({ previousVideoUrl }) => previousVideoUrl)).toEqual([null, null, null, null]);
  });

  it('says what the video cost before them, so that the sum is the total', async () => {
    const { job, regenerations } = await changes();
    expect(job.costBeforeChanges).toBe(original.job.totalCost);
    const spent = regenerations.reduce((sum, { cost }) => sum + Number(cost.total), 0);
    expect(spent).toBeGreaterThan(0);
    expect(Number(job.costBeforeChanges) + spent).toBeCloseTo(Number(job.totalCost), 4);
  });
});
