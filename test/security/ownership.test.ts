import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { graphql, type GraphQLSchema } from 'graphql';
import { pino } from 'pino';
import { createSchema } from '../../api/graphql/schema.js';
import { VersionRepository } from '../../core/history/version-repository.js';
import { ConversationRepository } from '../../core/conversation/conversation-repository.js';
import { QueueRepository } from '../../core/queue/queue-repository.js';
import { MeasurementRepository } from '../../core/measurements/measurements.js';
import { PreviewRepository } from '../../core/previews/previews.js';
import { JobRepository } from '../../core/job/job-repository.js';
import { RegenerationRepository } from '../../core/regeneration/regeneration-repository.js';
import { createPrismaClient, type PrismaClient } from '../../prisma/client.js';
import { ApiClient } from '../kit/server/client.js';
import { createTestDatabase, type TestDatabase } from '../kit/database/postgres.js';
import { startServer, type TestServer } from '../kit/server/server.js';
import { JWT_SECRET, tokenFor } from '../kit/server/tokens.js';
import { LIMITS } from '../kit/rows/admit.js';
import { insertJob } from '../kit/rows/job-rows.js';
import { insertOwned } from './owned-rows.js';
import { idFields, type Ids, type RootField } from './schema-fields.js';

const schema: GraphQLSchema = await createSchema();
const FIELDS = idFields(schema);
const rows = (fields: RootField[]): [string, RootField][] => fields.map((field) => [field.name, field]);
/** Fields that take an id, and so can be asked for another user's. */
const TAKING = FIELDS.filter(({ takesId }) => takesId);
/** Fields that take none, and answer with all that a user has. */
const LISTING = FIELDS.filter(({ takesId }) => !takesId);
const UNKNOWN: Ids = {
  job: randomUUID(),
  regeneration: randomUUID(),
  queued: randomUUID(),
  offer: randomUUID(),
};
const CANARY = `canary${randomUUID().replaceAll('-', '')}`;
const [ownerId, strangerId] = [randomUUID(), randomUUID()];

let database: TestDatabase;
let dataDir: string;
let server: TestServer;
let db: PrismaClient;
let [owner, stranger, nobody]: ApiClient[] = [];
/** The owner's objects: one video and one change for each field, because some fields change them. */
const owned = new Map<string, Ids>();

beforeAll(async () => {
  database = await createTestDatabase();
  dataDir = await mkdtemp(join(tmpdir(), 'ownership-'));
  db = createPrismaClient(database.databaseUrl, { poolSize: 2 });
  // A page of videos holds the newest: those of the fields that take no id.
  for (const { name } of [...TAKING, ...LISTING]) owned.set(name, await insertOwned(db, ownerId, CANARY));
  server = await startServer({
    ...{
      AUTH_JWT_SECRET: JWT_SECRET,
      DATABASE_URL: database.databaseUrl,
      DATA_DIR: dataDir,
      LOG_LEVEL: 'trace',
    },
  });
  owner = new ApiClient(server.url, await tokenFor(ownerId));
  stranger = new ApiClient(server.url, await tokenFor(strangerId));
  nobody = new ApiClient(server.url, null);
}, 120_000);
afterAll(async () => {
  for (const client of [owner, stranger]) await client?.close();
  await server?.stop();
  await db.$disconnect();
  await database.drop();
  await rm(dataDir, { recursive: true });
});

interface Answer {
  data?: unknown;
  errors?: readonly { message: string; extensions?: unknown }[];
}

/** Sends the field over HTTP, or over the websocket up to its first answer. */
async function ask(client: ApiClient | undefined, field: RootField, ids: Ids): Promise<Answer> {
  const variables = field.variables(ids);
  if (field.kind !== 'subscription') return await client!.send(field.document, variables);
  const answers = client!.subscribe(field.document, variables);
  const { value } = (await answers.next()) as { value: Answer };
  await answers.return?.();
  return value;
}

const rejectionOf = ({ data, errors }: Answer) => ({
  data: Object.values(data ?? {}).every((value) => value === null),
  errors: errors?.map(({ message, extensions }) => ({ message, extensions })),
});
const refused = (code: string, status: number, message: RegExp) => ({
  data: true,
  errors: [{ message: expect.stringMatching(message) as string, extensions: { code, status } }],
});

it('the matrix holds fields of all three kinds, and both that take and that return an id', () => {
  expect(new Set(FIELDS.map(({ kind }) => kind))).toEqual(new Set(['query', 'mutation', 'subscription']));
  expect(FIELDS.map(({ name }) => name)).toEqual(
    expect.arrayContaining([
      'Query.jobs',
      'Query.viewer',
      'Query.clips',
      'Subscription.regenerationProgress',
      'Subscription.jobChanged',
    ]),
  );
});

// Strangers first, so that the log contains only what was written for them.
describe('somebody else', () => {
  it.each(rows(TAKING))('is refused by %s in the same words whatever is asked for', async (name, field) => {
    const theirs = rejectionOf(await ask(stranger, field, owned.get(name)!));
    expect(theirs).toEqual(
      refused('FORBIDDEN', 403, /^This (video|regeneration|queued change|offer) belongs to somebody else\.$/),
    );
    const unknown = rejectionOf(await ask(stranger, field, UNKNOWN));
    expect(unknown).toEqual(
      refused('NOT_FOUND', 404, /^There is no such (video|regeneration|queued change|offer)\.$/),
    );
    expect(JSON.stringify([theirs, unknown])).not.toMatch(new RegExp(`${CANARY}|${ownerId}`));
  });

  it('gets lists of their own alone, also after a place in somebody else’s', async () => {
    const { job } = owned.get('Query.jobs')!;
    const { createdAt } = await db.job.findUniqueOrThrow({ where: { id: job } });
    const place = new Date(createdAt.getTime() + 60_000).toISOString();
    for (const after of [null, Buffer.from(`${place}|${job}`).toString('base64url')]) {
      const document = 'query ($after: String) { jobs(after: $after) { totalCount edges { node { id } } } }';
      expect(await stranger!.data(document, { after })).toEqual({ jobs: { totalCount: 0, edges: [] } });
    }
  });

  it('hears of what happens to their own videos alone, where all are followed', async () => {
    const heard = stranger!.subscribe('subscription { jobChanged { type jobId job { title } } }', {});
    const first = heard.next();
    const { job } = owned.get('Subscription.jobChanged')!;
    await db.job.update({ where: { id: job }, data: { aspectRatio: '9:16' } });
    const jobId = await insertJob(db, { userId: strangerId, title: 'Theirs' });
    const own = {
      type: expect.stringMatching(/SNAPSHOT|CREATED/) as string,
      jobId,
      job: { title: 'Theirs' },
    };
    expect((await first).value).toEqual({ data: { jobChanged: own } });
    await db.job.delete({ where: { id: jobId } });
    expect((await heard.next()).value).toEqual({
      data: { jobChanged: { type: 'DELETED', jobId, job: null } },
    });
    await heard.return?.();
  });

  it.each(rows(LISTING))('gets nothing of the owner by %s', async (_, field) => {
    const { errors, ...answer } = await ask(stranger, field, UNKNOWN);
    expect(errors).toBeUndefined();
    expect(JSON.stringify(answer)).not.toMatch(new RegExp(`${CANARY}|${ownerId}`));
  });

  it('changes nothing: no video is being changed, no change is canceled again', async () => {
    expect(await db.clipRegeneration.count()).toBe(FIELDS.length);
    expect(await db.job.count({ where: { status: { not: 'completed' } } })).toBe(0);
  });

  it('leaves nothing of the owner in the log', () => {
    expect(server.output()).not.toContain(CANARY);
  });
});

describe('the database', () => {
  it.each(rows(TAKING.filter(({ kind }) => kind !== 'subscription')))(
    'itself holds back what is not theirs: no row of the owner is read for %s',
    async (name, field) => {
      const read: string[] = [];
      const witnessed = db.$extends({
        query: {
          async $allOperations({ args, query }) {
            const answer: unknown = await query(args);
            read.push(JSON.stringify(answer) ?? '');
            return answer;
          },
        },
      }) as unknown as PrismaClient;
      const contextValue = {
        ...{ db: witnessed, jobs: new JobRepository(witnessed), log: pino({ level: 'silent' }) },
        regenerations: new RegenerationRepository(witnessed),
        versions: new VersionRepository(witnessed),
        queues: new QueueRepository(witnessed),
        conversations: new ConversationRepository(witnessed),
        measurements: new MeasurementRepository(witnessed),
        previews: new PreviewRepository(witnessed),
        limits: LIMITS,
        viewer: { id: strangerId, email: null, expiresAt: Infinity },
      };
      const variableValues = field.variables(owned.get(name)!);
      const { errors } = await graphql({ schema, source: field.document, variableValues, contextValue });
      expect(errors?.map(({ message }) => message)).toEqual([
        expect.stringMatching(/belongs to somebody else/),
      ]);
      expect(read.length).toBeGreaterThan(0);
      expect(read.join()).not.toMatch(new RegExp(`${CANARY}|${ownerId}|${owned.get(name)!.job}`));
    },
  );
});

describe('a client without a token', () => {
  it.each(rows(FIELDS))('gets nothing by %s', async (name, field) => {
    const asked = ask(nobody, field, owned.get(name)!);
    // A socket without a token is closed before it can send an operation.
    if (field.kind === 'subscription') return await expect(asked).rejects.toMatchObject({ code: 4403 });
    expect(await asked).toMatchObject({
      status: 401,
      errors: [{ extensions: { code: 'UNAUTHENTICATED', status: 401 } }],
    });
  });
});

describe('the owner', () => {
  it.each(rows(FIELDS))('gets an answer by %s', async (name, field) => {
    const { data, errors } = await ask(owner, field, owned.get(name)!);
    expect(errors).toBeUndefined();
    const ids = [ownerId, ...Object.values(owned.get(name)!)];
    expect(JSON.stringify(data)).toMatch(field.returnsId ? new RegExp(ids.join('|')) : /\{"\w+":\{"/);
  });
});
