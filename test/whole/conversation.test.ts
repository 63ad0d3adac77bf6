import { randomUUID } from 'node:crypto';
import { DEMO_USER_ID } from '../../core/import/demo-user.js';
import { createPrismaClient, type PrismaClient } from '../../prisma/client.js';
import { brokenInvariants } from '../kit/database/invariants.js';
import { ApiClient } from '../kit/server/client.js';
import { createShortFixture, type DemoFixture } from '../kit/server/demo-fixture.js';
import { demoJobId, followToEnd } from '../kit/server/editing.js';
import { startServer, type TestServer } from '../kit/server/server.js';
import { JWT_SECRET, tokenFor } from '../kit/server/tokens.js';
import { until } from '../kit/server/until.js';

const MESSAGE = `id role text clipIndex clipIndexes cost attachment { __typename
  ... on Offer { id kind state expiresAt restores { versionNumber summary }
    quote { reply estimatedCost { total } changes { clipIndex instruction templates { id } alternatives { videoModel } } } }
  ... on Choices { options { label text } }
  ... on Regeneration { id work: kind } }`;
const SEND = `mutation ($input: SendMessageInput!) { sendMessage(input: $input) { message { ${MESSAGE} } reply { ${MESSAGE} } } }`;
const ACCEPT = 'mutation ($id: ID!) { acceptOffer(input: { offerId: $id }) { regeneration { id kind } } }';
const QUEUE = `mutation ($id: ID!) { queueOffer(input: { offerId: $id }) {
  queuedChange { id offerId } regeneration { id work: kind } } }`;
const RENEW = `mutation ($id: ID!) { renewOffer(input: { offerId: $id }) { message { ${MESSAGE} } } }`;
const DECLINE = 'mutation ($id: ID!) { declineOffer(input: { offerId: $id }) { offer { id state } } }';
const CONVERSATION = `query ($id: ID!, $first: Int, $after: String) { job(id: $id) {
  conversation(first: $first, after: $after) { edges { cursor node { ${MESSAGE} } } pageInfo { hasNextPage endCursor } } } }`;

interface Said {
  id: string;
  role: string;
  text: string;
  attachment: {
    __typename: string;
    id?: string;
    kind?: string;
    state?: string;
    restores?: { versionNumber: number } | null;
    quote?: object | null;
    options?: { label: string; text: string }[];
  } | null;
}
interface Exchange {
  message: Said;
  reply: Said;
}

let fixture: DemoFixture;
let server: TestServer;
let db: PrismaClient;
let api: ApiClient;
let jobId: string;

beforeAll(async () => {
  fixture = await createShortFixture();
  server = await startServer({
    ...{ DATABASE_URL: fixture.databaseUrl, DATA_DIR: fixture.dataDir },
    ...{ AUTH_JWT_SECRET: JWT_SECRET, MEDIA_URL_SECRET: JWT_SECRET },
  });
  db = createPrismaClient(fixture.databaseUrl, { poolSize: 2 });
  api = new ApiClient(server.url, await tokenFor(DEMO_USER_ID));
  jobId = await demoJobId(api);
}, 120_000);
afterEach(async () => {
  expect(await brokenInvariants(db)).toEqual([]);
});
afterAll(async () => {
  await api.close();
  await db.$disconnect();
  await server.stop();
  await fixture.drop();
});

const send = async (text: string, clipIndex: number | null = null, more = {}): Promise<Exchange> =>
  (await api.data<{ sendMessage: Exchange }>(SEND, { input: { jobId, text, clipIndex, ...more } }))
    .sendMessage;
const answerTo = async (text: string, clipIndex: number | null = null): Promise<string> => {
  const { reply } = await send(text, clipIndex);
  expect(reply.attachment).toBeNull();
  return reply.text;
};
const accept = async (id: string): Promise<{ id: string; kind: string }> =>
  (await api.data<{ acceptOffer: { regeneration: { id: string; kind: string } } }>(ACCEPT, { id }))
    .acceptOffer.regeneration;

const renew = async (id: string): Promise<Said> =>
  (await api.data<{ renewOffer: { message: Said } }>(RENEW, { id })).renewOffer.message;
interface Queued {
  queuedChange: { id: string; offerId: string } | null;
  regeneration: { id: string } | null;
}
const queue = async (id: string): Promise<Queued> =>
  (await api.data<{ queueOffer: Queued }>(QUEUE, { id })).queueOffer;

interface Page {
  edges: { cursor: string; node: Said }[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}
const conversation = async (first = 50, after: string | null = null): Promise<Page> =>
  (await api.data<{ job: { conversation: Page } }>(CONVERSATION, { id: jobId, first, after })).job
    .conversation;
async function refusal(document: string, variables: object, as = api): Promise<string | undefined> {
  const { errors } = await as.send(document, variables as Record<string, unknown>);
  return errors?.[0]?.extensions?.code;
}

it('answers what is no wish, without an offer', async () => {
  expect(await answerTo('hi')).toMatch(/^Hello!/);
  expect(await answerTo('what can you do?')).toMatch(/^I can change the light/);
  expect(await answerTo('I don’t like it', 0)).toMatch(/^Tell me what should be different/);
  expect(await answerTo('clip 2: I have a headache')).toMatch(/^I did not understand/);
  expect(await answerTo('undo')).toBe('There is nothing to undo: this is the video as it was first made.');
  expect(await answerTo('yes')).toMatch(/^Nothing is open/);
  expect(await answerTo('cancel')).toBe('Nothing is under way.');
  expect(await answerTo('who are your parents?')).toMatch(/^I can’t answer that/);
  expect(await answerTo('how long is clip 2?', 0)).toMatch(
    /^Clip 2 is .* The video is 0:03 long and has 3 clips\.$/,
  );
  expect(await answerTo('remove the look of clip 2', 0)).toMatch(/^There is no look to take away/);
});

it('asks which clip is meant, with ready answers', async () => {
  const { reply } = await send('make it nighttime');
  expect(reply).toMatchObject({
    text: expect.stringMatching(/^Which clip/),
    attachment: { __typename: 'Choices' },
  });
  expect(reply.attachment!.options!.map(({ text }) => text)).toEqual(
    [1, 2, 3].map((number) => `Clip ${number}: make it nighttime`),
  );
});

/** What was said so far no longer counts toward the messages of a minute. */
const letAMinutePass = async (): Promise<number> =>
  await db.$executeRaw`UPDATE chat_messages SET created_at = created_at - interval '1 minute' WHERE job_id = ${jobId}::uuid`;

it('asks which clips are meant by how they look, as they were measured', async () => {
  const grays = (of: number) => JSON.stringify({ red: of, green: of, blue: of });
  const clips = await db.$executeRaw`UPDATE media_measurements SET measured = measured || ${grays(100)}::jsonb
    WHERE job_id = ${jobId}::uuid AND measured ? 'red'`;
  expect(clips).toBeGreaterThan(2);
  expect(await answerTo('make the dark ones brighter')).toMatch(/^No clip of this video is darker than the/);
  await db.$executeRaw`UPDATE media_measurements SET measured = measured || ${grays(50)}::jsonb
    WHERE job_id = ${jobId}::uuid AND key = (SELECT min(key) FROM media_measurements
      WHERE job_id = ${jobId}::uuid AND measured ? 'red')`;
  const { reply } = await send('make the dark ones brighter');
  expect(reply.text).toMatch(
    /^Clip \d is darker than the others: brightness 50 of 255, usual is 100\. Which do you mean\?$/,
  );
  const [option, ...others] = reply.attachment!.options!;
  expect([option!.text, others]).toEqual([expect.stringMatching(/^Clip \d: make it brighter$/), []]);
  expect((await send(option!.text)).reply.text).toMatch(/^Clip \d: brighter, on its own footage/);
  await db.mediaMeasurement.deleteMany({ where: { jobId } });
  await letAMinutePass();
  expect(await answerTo('make the dark ones brighter')).toBe(
    "I can't tell which clips of this video are darker than the others: not all of its clips are measured yet, which the next change does. Say them by number, or pick them.",
  );
});

it('makes its offer for the clips that the words name, whatever is picked', async () => {
  const clipsOf = async (text: string, clipIndex: number | null): Promise<unknown> => {
    const { reply } = await send(text, clipIndex);
    const quote = reply.attachment?.quote as
      | { changes: { clipIndex: number; instruction: string }[] }
      | undefined;
    return quote?.changes.map((change) => [change.clipIndex, change.instruction]) ?? reply.text;
  };
  expect(await clipsOf('clip 3: warmer', 0)).toEqual([[2, 'warmer']]);
  expect(await clipsOf('make clips 1 and 3 brighter', null)).toEqual([
    [0, 'make it brighter'],
    [2, 'make it brighter'],
  ]);
  expect(await clipsOf('all but the first one darker', 1)).toEqual([
    [1, expect.stringMatching(/darker/)],
    [2, expect.stringMatching(/darker/)],
  ]);
  expect(await clipsOf('make clip 9 brighter', 1)).toMatch(/^There is no clip 9/);
  expect(await clipsOf('like clip 3', 1)).toEqual([[1, 'like clip 3']]);
  expect(await clipsOf('make clip 2 look like clip 1', null)).toEqual([[1, 'like clip 1']]);
  expect(await clipsOf('same colors as clip 1, and a bit darker', 2)).toEqual([
    [2, 'like clip 1, a bit darker'],
  ]);
  expect(await clipsOf('match all to clip 3', null)).toEqual([
    [0, 'like clip 3'],
    [1, 'like clip 3'],
  ]);
  expect(await clipsOf('like clip 2', 1)).toMatch(/has that look already/);
});

it('says what cannot be seen, without an offer', async () => {
  const { reply } = await send('add a dragon', 1);
  expect(reply).toMatchObject({
    text: expect.stringMatching(/that needs a video model/),
    attachment: { __typename: 'Choices' },
  });
});

describe('an offer says what is done how, and what it keeps', () => {
  it('without a video model: what the footage can show of a wish in two parts, and what it cannot', async () => {
    expect((await send('make clips 1 and 3 darker')).reply.text).toMatch(
      /^Clips 1 and 3: darker, on their own footage, which keeps every movement\. Free, about \d+ s\.$/,
    );
    expect((await send('make it night and add a dragon', 0)).reply.text).toMatch(
      /^I can't show “add a dragon” in this footage: that needs a video model\. Clip 1: nighttime, on its own footage/,
    );
  });

  it('with one: an adjustment is free on the footage, and the model makes what is more, for a price', async () => {
    const paid = await startServer({
      ...{ DATABASE_URL: fixture.databaseUrl, DATA_DIR: fixture.dataDir },
      ...{ AUTH_JWT_SECRET: JWT_SECRET, MEDIA_URL_SECRET: JWT_SECRET },
      ...{ REPLICATE_API_TOKEN: 'never used', VIDEO_MODEL: 'kling_v21' },
    });
    const asPaid = new ApiClient(paid.url, await tokenFor(DEMO_USER_ID));
    const textOf = async (text: string): Promise<string> => {
      const input = { jobId, text, clipIndex: 1 };
      return (await asPaid.data<{ sendMessage: Exchange }>(SEND, { input })).sendMessage.reply.text;
    };
    try {
      expect(await textOf('a bit darker')).toMatch(
        /^Clip 2: darker at 50 %, on its own footage, which keeps every movement\. Free, about \d+ s\. A new shot by \S.+ instead: \$0\.\d+\.$/,
      );
      const input = { jobId, text: 'add a dragon', clipIndex: 1 };
      const { reply } = (await asPaid.data<{ sendMessage: Exchange }>(SEND, { input })).sendMessage;
      const renewed = async (own: object): Promise<object> => {
        const document = `mutation ($input: RenewOfferInput!) { renewOffer(input: $input) { message { attachment {
          ... on Offer { quote { changes { prompt seed takes } } } } } } }`;
        const { data, errors } = await asPaid.send(document, {
          input: { offerId: reply.attachment!.id, ...own },
        });
        return errors?.[0] ?? (data as object);
      };
      const quoted = (change: object): object => ({
        renewOffer: { message: { attachment: { quote: { changes: [change] } } } },
      });
      const prompt = 'A dragon over a lane';
      expect(await renewed({ prompt })).toEqual(quoted({ prompt, seed: null, takes: 1 }));
      expect(await renewed({ takes: 2 })).toEqual(quoted({ prompt, seed: null, takes: 2 }));
      expect(await renewed({ prompt: null })).not.toEqual(quoted({ prompt, seed: null, takes: 2 }));
      expect(await renewed({ prompt: ' ' })).toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } });
      expect(await textOf('night, and add a dragon')).toMatch(
        /^Clip 2: “night, and add a dragon”, as an edit of its footage by Kling O1 Edit, since it changes something in the shot; it keeps motion and framing\. Only “add a dragon” needs that: “nighttime” alone is done on the footage, free\. \$0\.\d+, about \d+ s\./,
      );
      expect(await textOf('the girl from another angle')).toMatch(
        /^Clip 2: “the girl from another angle”, as a new shot by Kling 2\.1, since it asks for another shot; it begins with the same picture/,
      );
    } finally {
      await asPaid.close();
      await paid.stop();
    }
  });
});

it('answers a question where an instruction is asked for, too', async () => {
  const quote =
    'query ($id: ID!, $text: String!) { regenerationQuote(jobId: $id, clipIndex: 0, instruction: $text) { reply } }';
  const { errors } = await api.send(quote, { id: jobId, text: 'How long is this clip?' });
  expect(errors).toEqual([
    expect.objectContaining({
      message: 'Clip 1 is 1.0 s long, from 0:00 to 0:01. The video is 0:03 long and has 3 clips.',
      extensions: expect.objectContaining({ code: 'BAD_USER_INPUT' }),
    }),
  ]);
  const order = 'mutation ($input: RegenerateClipInput!) { regenerateClip(input: $input) { status } }';
  const input = { jobId, clipIndex: 0, instruction: 'what did that cost' };
  expect(await refusal(order, { input })).toBe('BAD_USER_INPUT');
});

describe('an offer', () => {
  let offer: Said;

  it('has its quote, price and time, and is the same after a reload', async () => {
    offer = (await send('make it nighttime', 1)).reply;
    expect(offer.text).toMatch(
      /^Clip 2: nighttime, on its own footage, which keeps every movement\. Free, about \d+ s\.$/,
    );
    expect(offer.attachment).toMatchObject({
      ...{ __typename: 'Offer', kind: 'CHANGE', state: 'OPEN', restores: null },
      quote: {
        estimatedCost: { total: '0.0000' },
        changes: [{ clipIndex: 1, instruction: 'make it nighttime', templates: [{ id: 'nighttime' }] }],
      },
    });
    const { edges } = await conversation(2);
    expect(edges[0]!.node).toEqual(offer);
    expect(edges[1]!.node).toMatchObject({ role: 'USER', text: 'make it nighttime', clipIndex: 1 });
  });

  it('becomes one change, however often it is accepted, and the change stands in its place', async () => {
    const both = await Promise.all([accept(offer.attachment!.id!), accept(offer.attachment!.id!)]);
    expect(both[0]).toEqual(both[1]);
    await followToEnd(api, both[0].id);
    expect(await accept(offer.attachment!.id!)).toEqual(both[0]);
    const { edges } = await conversation(1);
    expect(edges[0]!.node.attachment).toEqual({ __typename: 'Regeneration', id: both[0].id, work: 'CHANGE' });
    expect(await answerTo('what did that cost?')).toBe('The last change was free.');
    expect(await answerTo('how much have I spent?')).toMatch(/^You have spent \$0\.00 on this video/);
    expect(await answerTo('how long did it take?')).toMatch(/^The last change took \d+ s\.$/);
    expect(await answerTo('what did I change?')).toMatch(/^Newest first: Clip 2: make it nighttime\./);
    expect(await answerTo('why does it look like that?', 1)).toMatch(
      /^Clip 2 was made by the built-in renderer after you asked for “make it nighttime”\./,
    );
  }, 60_000);

  it('to undo is accepted by a yes, once', async () => {
    const { reply } = await send('undo that');
    expect(reply.attachment).toMatchObject({
      kind: 'UNDO',
      state: 'OPEN',
      quote: null,
      restores: { versionNumber: 1 },
    });
    const { reply: done } = await send('yes please');
    expect(done.attachment).toMatchObject({ __typename: 'Regeneration', work: 'RESTORE' });
    expect(await answerTo('yes')).toMatch(/^Nothing is open/);
    expect(await answerTo('undo')).toMatch(/^There is nothing to undo/);
    const { reply: again } = await send('redo it');
    expect(again.attachment).toMatchObject({ kind: 'REDO', restores: { versionNumber: 2 } });
    await accept(again.attachment!.id!);
  }, 60_000);

  it('to bring back a version is the picked clip’s, else the video’s', async () => {
    const { reply: ofClip } = await send('start over', 1);
    expect(ofClip).toMatchObject({ text: expect.stringMatching(/^Clip 2 gets its original back/) });
    await accept(ofClip.attachment!.id!);
    const { reply: ofVideo } = await send('back to version 2');
    expect(ofVideo.attachment).toMatchObject({ kind: 'RESTORE', restores: { versionNumber: 2 } });
    await accept(ofVideo.attachment!.id!);
    const { reply: ofNamed } = await send('undo the last change of clip 2', 0);
    expect(ofNamed).toMatchObject({
      text: 'Before its last change clip 2 had its original: it gets that back, and the other clips stay. Free.',
      attachment: { kind: 'RESTORE', state: 'OPEN' },
    });
    expect(await answerTo('undo the last change of clip 1')).toBe(
      'Clip 1 is as it was first made: there is nothing to undo.',
    );
    expect(await answerTo('undo the last change of clips 1 and 2')).toMatch(
      /that of one clip: say its number\.$/,
    );
    expect(await answerTo('undo the last change of clip 12')).toMatch(
      /^There is no clip 12|^I can take back/,
    );
    const { reply: either } = await send('make it look like clip 2 was before');
    expect(either.text).toBe('Should clip 2 get its version 1 back, or only the light and color of that?');
    const [back, look] = either.attachment!.options!;
    expect((await send(back!.text)).reply).toMatchObject({
      text: expect.stringMatching(/^Clip 2 gets its original back/),
      attachment: { kind: 'RESTORE' },
    });
    expect((await send(look!.text)).reply).toMatchObject({
      text: expect.stringMatching(/^I'll give this clip the light, color and contrast of its version 1\./),
      attachment: { kind: 'CHANGE', quote: { changes: [{ clipIndex: 1 }] } },
    });
    expect((await send('like clip 2 was before', 0)).reply.text).toMatch(
      /^Like clip 2 in version 1: I'll give this clip/,
    );
    const { reply: whole } = await send('back to the original video', 1);
    expect(whole.attachment).toMatchObject({ kind: 'RESTORE', restores: { versionNumber: 1 } });
    expect(await answerTo('use version 99')).toBe('This video has no version 99.');
    expect(await answerTo('use version 1', 0)).toBe('Clip 1 shows version 1 already.');
  }, 60_000);

  it('that is declined, has expired, or whose clip has changed does nothing', async () => {
    const declined = (await send('make it warmer', 0)).reply.attachment!.id!;
    expect(await answerTo('no')).toMatch(/nothing was changed/);
    expect(await refusal(ACCEPT, { id: declined })).toBe('OFFER_EXPIRED');
    const asked = (await send('make it warmer', 0)).reply.attachment!.id!;
    expect(await api.data(DECLINE, { id: asked })).toEqual({
      declineOffer: { offer: { id: asked, state: 'DECLINED' } },
    });
    const late = (await send('make it warmer', 0)).reply.attachment!.id!;
    await db.chatOffer.update({ where: { id: late }, data: { expiresAt: new Date(Date.now() - 1000) } });
    expect(await refusal(ACCEPT, { id: late })).toBe('OFFER_EXPIRED');
    expect((await conversation(1)).edges[0]!.node.attachment).toMatchObject({ state: 'EXPIRED' });
    const [first, second] = [await send('make it warmer', 0), await send('make it cooler', 0)];
    await followToEnd(api, (await accept(second.reply.attachment!.id!)).id);
    expect(await refusal(ACCEPT, { id: first.reply.attachment!.id! })).toBe('QUOTE_STALE');
  }, 60_000);
});

it('a message is about all clips that are picked', async () => {
  const { message, reply } = await send('make it warmer', null, { clipIndexes: [2, 0, 2] });
  expect(message).toMatchObject({ clipIndex: null, clipIndexes: [0, 2] });
  expect(reply.attachment).toMatchObject({
    quote: {
      changes: [
        { clipIndex: 0, instruction: 'make it warmer' },
        { clipIndex: 2, instruction: 'make it warmer' },
      ],
    },
  });
  expect((await conversation(2)).edges[1]!.node).toEqual(message);
  expect((await send('hi', 1)).message).toMatchObject({ clipIndex: 1, clipIndexes: [1] });
  const input = { jobId, text: 'warmer', clipIndexes: Array.from({ length: 61 }, (_, clip) => clip) };
  expect(await refusal(SEND, { input })).toBe('BAD_USER_INPUT');
});

it('an offer that has expired, or whose clip has changed, is made anew in its place', async () => {
  const stale = (await send('make it brighter', 0)).reply;
  const { id } = stale.attachment!;
  await followToEnd(api, (await accept((await send('make it warmer', 0)).reply.attachment!.id!)).id);
  expect(await refusal(ACCEPT, { id })).toBe('QUOTE_STALE');
  const renewed = await renew(id!);
  expect(renewed).toMatchObject({ id: stale.id, attachment: { id, state: 'OPEN' } });
  await db.chatOffer.update({ where: { id }, data: { expiresAt: new Date(Date.now() - 1000) } });
  expect(await refusal(ACCEPT, { id })).toBe('OFFER_EXPIRED');
  expect(await renew(id!)).toMatchObject({ attachment: { state: 'OPEN' } });
  await followToEnd(api, (await accept(id!)).id);
  expect(await refusal(RENEW, { id })).toBe('OFFER_EXPIRED');
  const { id: undo } = (await send('undo')).reply.attachment!;
  await db.chatOffer.update({ where: { id: undo }, data: { expiresAt: new Date(Date.now() - 1000) } });
  expect(await renew(undo!)).toMatchObject({
    text: expect.stringMatching(/^Undo brings back/),
    attachment: { id: undo },
  });
  await accept(undo!);
  const { id: redo } = (await send('redo')).reply.attachment!;
  await accept((await send('redo')).reply.attachment!.id!);
  expect(await refusal(RENEW, { id: redo })).toBe('BAD_USER_INPUT');
}, 60_000);

it('an offer that is accepted while the video is being changed waits for its turn', async () => {
  const first = (await send('make it darker', 1)).reply.attachment!.id!;
  const second = (await send('make it cooler', 2)).reply.attachment!.id!;
  const [running, waiting] = [await queue(first), await queue(second)];
  expect(running).toMatchObject({ queuedChange: null, regeneration: { work: 'CHANGE' } });
  expect(waiting).toMatchObject({ queuedChange: { offerId: second }, regeneration: null });
  expect(await queue(second)).toEqual(waiting);
  expect((await conversation(1)).edges[0]!.node.attachment).toMatchObject({ id: second, state: 'ACCEPTED' });
  await followToEnd(api, running.regeneration!.id);
  const attached = async (): Promise<Said['attachment']> => (await conversation(1)).edges[0]!.node.attachment;
  await until(async () => (await attached())?.__typename === 'Regeneration', { what: 'its turn' });
  await followToEnd(api, (await attached())!.id!);
  const removed = (await send('make it dreamy', 1)).reply.attachment!.id!;
  const again = (await send('make it gritty', 2)).reply.attachment!.id!;
  const busy = await queue(removed);
  const { queuedChange } = await queue(again);
  await api.data('mutation ($id: ID!) { removeQueuedChange(input: { id: $id }) { job { id } } }', {
    id: queuedChange!.id,
  });
  expect(await refusal(QUEUE, { id: again })).toBe('OFFER_EXPIRED');
  await followToEnd(api, busy.regeneration!.id);
}, 90_000);

it('a message that is sent twice is kept once', async () => {
  const idempotencyKey = randomUUID();
  const [one, other] = await Promise.all(
    [1, 2].map(async () => await send('brighter', 2, { idempotencyKey })),
  );
  expect(one).toEqual(other);
  expect(await send('brighter', 2, { idempotencyKey })).toEqual(one);
  expect(await db.chatMessage.count({ where: { idempotencyKey } })).toBe(1);
  const input = { jobId, text: 'darker', clipIndex: 2, idempotencyKey };
  expect(await refusal(SEND, { input })).toBe('IDEMPOTENCY_KEY_REUSED');
});

it('the conversation has pages, each message once and in order', async () => {
  const all = (await conversation(100)).edges.map(({ node }) => node.id);
  const paged: string[] = [];
  for (let after: string | null = null; ;) {
    const { edges, pageInfo } = await conversation(7, after);
    paged.push(...edges.map(({ node }) => node.id));
    if (!pageInfo.hasNextPage) break;
    after = pageInfo.endCursor;
  }
  expect(paged.slice(0, 100)).toEqual(all);
  expect(new Set(paged).size).toBe(await db.chatMessage.count({ where: { jobId } }));
  expect(await refusal(CONVERSATION, { id: jobId, after: 'bm90IGEgY3Vyc29y' })).toBe('BAD_USER_INPUT');
});

it('refuses what is no message, and what is not one’s own', async () => {
  for (const text of ['', '  \u200b ', 'a'.repeat(1001)])
    expect(await refusal(SEND, { input: { jobId, text } })).toBe('BAD_USER_INPUT');
  expect(await refusal(SEND, { input: { jobId, text: 'darker', clipIndex: 3 } })).toBe('NOT_FOUND');
  expect(await refusal(SEND, { input: { jobId: randomUUID(), text: 'darker' } })).toBe('NOT_FOUND');
  expect(await refusal(ACCEPT, { id: randomUUID() })).toBe('NOT_FOUND');
  const { id } = (await send('make it dreamy', 2)).reply.attachment!;
  const stranger = new ApiClient(server.url, await tokenFor(randomUUID()));
  expect(await refusal(SEND, { input: { jobId, text: 'darker' } }, stranger)).toBe('FORBIDDEN');
  expect(await refusal(ACCEPT, { id }, stranger)).toBe('FORBIDDEN');
  expect(await refusal(DECLINE, { id }, stranger)).toBe('FORBIDDEN');
  await stranger.close();
});
