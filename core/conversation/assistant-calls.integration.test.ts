import { randomUUID } from 'node:crypto';
import { createPrismaClient } from '../../prisma/client.js';
import type { PrismaClient } from '../../prisma/generated/client.js';
import { brokenInvariants } from '../../test/kit/database/invariants.js';
import { createTestDatabase, type TestDatabase } from '../../test/kit/database/postgres.js';
import { admit } from '../../test/kit/rows/admit.js';
import { insertJob } from '../../test/kit/rows/job-rows.js';
import {
  openAssistantCall,
  settleAssistantCall,
  type OpenedCall,
  type PlannedCall,
} from './assistant-calls.js';
import { ConversationRepository } from './conversation-repository.js';
import { keepExchange, type Said } from './keep-exchange.js';

let database: TestDatabase;
let db: PrismaClient;
let jobId: string;
const userId = randomUUID();
const ANSWER = { said: { kind: 'answer' }, mark: 'a1b2' };

beforeAll(async () => {
  database = await createTestDatabase();
  db = createPrismaClient(database.databaseUrl, { poolSize: 4 });
});
afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});
beforeEach(async () => {
  jobId = await insertJob(db, { userId });
});
afterEach(async () => {
  expect(await brokenInvariants(db)).toEqual([]);
});

const open = async (change: Partial<PlannedCall> = {}): Promise<OpenedCall> =>
  await openAssistantCall(db, {
    ...{ jobId, userId, idempotencyKey: null, api: 'openai', model: 'gpt-4o', estimatedUsd: '0.0100' },
    ...{ secondsAtMost: 60, hourUsd: '0.50', budgetUsd: '50', ...change },
  });
const settle = async (
  { call }: OpenedCall,
  costUsd = '0.0080',
  outcome = 'succeeded' as const,
): Promise<boolean> =>
  await settleAssistantCall(db, call!.id, {
    ...{ outcome, costUsd, inputTokens: 1500, outputTokens: 90, answer: ANSWER },
  });
const said = (idempotencyKey: string | null = null): Said => ({
  ...{ jobId, userId, text: 'zrób noc', clipIndex: null, clipIndexes: [], idempotencyKey, inputHash: 'hash' },
});
const totalCost = async (): Promise<string> =>
  (await db.job.findUniqueOrThrow({ where: { id: jobId } })).totalCost.toFixed(4);

it('a call is a row before it is sent, is booked once, and is shown with its message', async () => {
  const before = Number(await totalCost());
  const opened = await open();
  expect(opened).toEqual({
    outcome: 'NEW',
    call: { id: expect.any(String), costUsd: '0.0000' },
    answer: null,
  });
  expect(await db.assistantCall.findMany({ where: { jobId } })).toMatchObject([
    { state: 'intent', cost: null },
  ]);
  expect([await settle(opened), await settle(opened)]).toEqual([true, false]);
  expect(await totalCost()).toBe((before + 0.008).toFixed(4));
  const costs = await db.jobCost.findMany({ where: { jobId, stageName: 'assistant' } });
  expect(costs.map(({ apiName, cost }) => [apiName, cost.toFixed(4)])).toEqual([['openai', '0.0080']]);
  const kept = await keepExchange(db, said(), {
    text: 'Noc.',
    call: { id: opened.call!.id, costUsd: '0.0080' },
  });
  expect(kept).toMatchObject({ message: { cost: '0.0000' }, reply: { cost: '0.0080' } });
  const { messages } = await new ConversationRepository(db).page({ jobId, userId, first: 2, after: null });
  expect(messages.map(({ cost }) => cost)).toEqual(['0.0080', '0.0000']);
  expect(await db.assistantCall.findMany({ where: { jobId } })).toMatchObject([{ answer: null }]);
});

it('the same message is asked once: while it is, and after the answer was lost on its way', async () => {
  const idempotencyKey = randomUUID();
  const both = await Promise.all([open({ idempotencyKey }), open({ idempotencyKey })]);
  expect(both.map(({ outcome }) => outcome).toSorted()).toEqual(['BUSY', 'NEW']);
  await settle(both.find(({ outcome }) => outcome === 'NEW')!);
  const again = await open({ idempotencyKey });
  expect(again).toEqual({
    ...{ outcome: 'ANSWERED', call: { id: both[0].call!.id, costUsd: '0.0080' }, answer: ANSWER },
  });
  await keepExchange(db, said(idempotencyKey), { text: 'Noc.', call: again.call! });
  expect((await open({ idempotencyKey })).outcome).toBe('BUSY');
  expect(await db.assistantCall.count({ where: { jobId } })).toBe(1);
});

it('what was charged is shown also where the rules have answered the same message meanwhile', async () => {
  const idempotencyKey = randomUUID();
  const opened = await open({ idempotencyKey });
  await keepExchange(db, said(idempotencyKey), { text: 'Which clip?' });
  await settle(opened);
  const call = { id: opened.call!.id, costUsd: '0.0080' };
  expect(await keepExchange(db, said(idempotencyKey), { text: 'Noc.', call })).toEqual({ outcome: 'KNOWN' });
  const known = await new ConversationRepository(db).exchangeOf(userId, idempotencyKey);
  expect(known!.reply).toMatchObject({ text: 'Which clip?', cost: '0.0080' });
});

it('a call whose server died is not booked, and counts in the budget as it was expected', async () => {
  const idempotencyKey = randomUUID();
  await open({ idempotencyKey, secondsAtMost: -1 });
  expect((await open({ hourUsd: '0.0199' })).outcome).toBe('BUDGET_USED');
  expect(await open({ idempotencyKey })).toMatchObject({ outcome: 'FAILED', call: { costUsd: '0.0000' } });
  expect(await db.assistantCall.findMany({ where: { jobId } })).toMatchObject([{ outcome: 'unknown' }]);
  expect((await open({ hourUsd: '0.0200' })).outcome).toBe('NEW');
});

it('the budget of an hour counts what was charged and what is under way, of this video and this hour alone', async () => {
  await settle(await open(), '0.0300');
  await open();
  expect((await open({ hourUsd: '0.0499' })).outcome).toBe('BUDGET_USED');
  await db.assistantCall.updateMany({
    where: { jobId, state: 'settled' },
    data: { createdAt: new Date(Date.now() - 3_601_000) },
  });
  expect((await open({ hourUsd: '0.0200' })).outcome).toBe('NEW');
  const other = await insertJob(db, { userId });
  expect((await open({ jobId: other, hourUsd: '0.0100' })).outcome).toBe('NEW');
});

it('the budget of the video counts what is reserved, too', async () => {
  const spent = Number(await totalCost());
  const { id } = await db.job.findUniqueOrThrow({ where: { id: jobId } });
  await admit(db, userId, id);
  const { reservedCost, totalCost: total } = await db.job.findUniqueOrThrow({ where: { id } });
  expect(Number(reservedCost)).toBeGreaterThan(0);
  const left = total.plus(reservedCost);
  expect((await open({ budgetUsd: left.plus('0.0099').toFixed(4) })).outcome).toBe('BUDGET_USED');
  const opened = await open({ budgetUsd: left.plus('0.0100').toFixed(4) });
  expect(opened.outcome).toBe('NEW');
  // Dearer than expected, beside a change that has reserved the rest: what was charged is booked all the same.
  await db.job.update({ where: { id }, data: { budgetLimit: left } });
  expect(await settle(opened, '0.9000')).toBe(true);
  expect(await totalCost()).toBe((spent + 0.9).toFixed(4));
});

it('what is charged after the video was deleted is in its books', async () => {
  const [answered, opened] = [await open(), await open()];
  await settle(answered, '0.0100');
  const [{ deleted }] = (await db.$queryRaw<{ deleted: string }[]>`
    SELECT delete_job(${jobId}::uuid, ${userId}::uuid) AS deleted`) as [{ deleted: string }];
  expect(deleted).toBe('DELETED');
  const before = await db.deletedJob.findFirstOrThrow({ where: { jobId } });
  expect(await settle(opened, '0.0200')).toBe(true);
  const books = await db.deletedJob.findFirstOrThrow({ where: { jobId }, include: { costs: true } });
  expect(books.totalCost.minus(before.totalCost).toFixed(4)).toBe('0.0200');
  const costs = books.costs.filter(({ stageName }) => stageName === 'assistant');
  expect(costs.map(({ cost }) => cost.toFixed(4)).toSorted()).toEqual(['0.0100', '0.0200']);
  const calls = await db.assistantCall.findMany({ where: { jobId } });
  expect(calls.map(({ answer, deletionId }) => [answer, deletionId])).toEqual([
    [null, books.id],
    [null, books.id],
  ]);
  expect((await open()).outcome).toBe('NOT_FOUND');
});
