import { getOperationAST, parse } from 'graphql';
import { pino } from 'pino';
import type { ApiContext, ApiServices } from '../../../api/graphql/context.js';
import { Execution } from '../../../api/graphql/execution/execution.js';
import { OperationPlan } from '../../../api/graphql/execution/plan.js';
import { createSchema } from '../../../api/graphql/schema.js';
import { SharedResults } from '../../../api/graphql/subscriptions/shared-results.js';
import { ProgressFeed } from '../../../api/progress/progress.js';
import { CostHistories } from '../../../core/quote/cost-history.js';
import { createPrismaClient, type PrismaClient } from '../../../prisma/client.js';
import { createTestDatabase, type TestDatabase } from '../../kit/database/postgres.js';
import { insertJob } from '../../kit/rows/job-rows.js';
import { CountedDatabase } from './counted-services.js';
import { followed, listedFields, type ListedField } from './listed-fields.js';
import { insertListed, type Listed } from './listed-rows.js';

const MANY = 100;
const schema = await createSchema();
const FIELDS = listedFields(schema);
/** Lists that are short whatever a user has. */
const SHORT = [
  'Query.templates',
  'Regeneration.templates',
  'Regeneration.conversation',
  'RegenerationQuote.templates',
  'RegenerationQuote.warnings',
  'VideoVersion.changes',
  'Regeneration.changes',
  'ClipChange.templates',
  'ClipChange.removed',
  'ClipChange.versions',
  'ClipVersion.adjustments',
  'ClipVersion.seams',
  'ChangesQuote.changes',
  'ChangesQuote.warnings',
  'PlannedChange.templates',
  'PlannedChange.warnings',
  'PlannedChange.alternatives',
  'Query.videoModels',
  'VideoModel.actions',
  'VideoModel.durations',
  'Job.sections',
  'Job.beats',
  'Job.suggestions',
  'ChatMessage.clipIndexes',
  'SongSection.clipIndexes',
];

let database: TestDatabase;
let db: PrismaClient;
let counted: CountedDatabase;
let feed: ProgressFeed;
/** Of a server that has read the videos before. */
let services: ApiServices;
let one: Listed;
let many: Listed;

beforeAll(async () => {
  database = await createTestDatabase();
  db = createPrismaClient(database.databaseUrl, { poolSize: 4 });
  [one, many] = [await insertListed(db, 1), await insertListed(db, MANY)];
  counted = new CountedDatabase(database.databaseUrl);
  feed = new ProgressFeed(database.databaseUrl, db, pino({ level: 'silent' }));
  await feed.start();
  services = counted.services(feed);
  for (const who of [one, many]) await ask(who, '{ jobs(first: 100) { edges { node { id } } } }');
}, 60_000);
afterAll(async () => {
  await feed.stop();
  await counted.client.$disconnect();
  await db.$disconnect();
  await database.drop();
});

const contextOf = ({ userId }: Listed, of = services): ApiContext => ({
  ...of,
  // It keeps what it reads for a moment.
  costHistories: new CostHistories(of.db),
  viewer: { id: userId, email: null, expiresAt: Infinity },
});

/** An answer as the server makes it over HTTP, and how many statements it took. */
async function ask(
  who: Listed,
  source: string,
  variables: Record<string, unknown> = {},
  of = services,
): Promise<{ data: unknown; statements: number }> {
  const before = counted.statements;
  const document = parse(source);
  const plan = new OperationPlan(schema, document, getOperationAST(document)!);
  const { data, errors } = await new Execution(plan, contextOf(who, of), variables).run();
  if (errors !== undefined) throw errors[0]!;
  return { data, statements: counted.statements - before };
}

/** The entries of all lists at a path. */
function entriesAt(data: unknown, [name, ...rest]: string[]): unknown[] {
  if (data === null) return [];
  if (name === undefined) return data as unknown[];
  const inner = (data as Record<string, unknown>)[name];
  if (rest.length === 0 || !Array.isArray(inner)) return entriesAt(inner, rest);
  return inner.flatMap((entry) => entriesAt(entry, rest));
}

it('the matrix has lists of every kind: pages, lists of a parent, lists below lists', () => {
  const lists = new Set(FIELDS.map(({ path }) => path.join('.')));
  const known = [
    'job.versions.edges',
    'clips.clips.versions.edges',
    'jobs.edges',
    'regenerations',
    'clips.clips',
    'job.clips',
    'regenerations.events',
  ];
  expect([...lists]).toEqual(expect.arrayContaining([...known, 'jobs.edges.node.activeRegeneration.events']));
});

it.each(FIELDS.map((field): [string, ListedField] => [field.name, field]))(
  `%s: every field together costs no more statements for ${MANY} entries than for one`,
  async (_name, { document, variables, path, list }) => {
    const [few, all] = [await ask(one, document, variables(one)), await ask(many, document, variables(many))];
    // Undo leads to an older version, which a video with one version has not; redo is read with it.
    if (!SHORT.includes(list) && !path.includes('undoable')) {
      expect(entriesAt(few.data, path)).toHaveLength(1);
      expect(entriesAt(all.data, path).length).toBeGreaterThanOrEqual(MANY);
    }
    // What fields share is read again where they ask at two moments; a field that reads for each entry takes 99 more.
    expect(all.statements).toBeLessThan(few.statements + MANY / 4);
  },
);

it('aliases of a page that no video was read of cost no more statements each than a page of one video', async () => {
  const page = 'jobs(first: 100) { edges { node { costBeforeChanges activeRegeneration { id } } } }';
  const single = await ask(one, `{ ${page} }`, {}, counted.services(feed));
  const aliases = Array.from({ length: 14 }, (_, index) => `a${index}: ${page}`);
  const all = await ask(many, `{ ${aliases.join(' ')} }`, {}, counted.services(feed));
  expect(all.statements).toBeLessThanOrEqual(aliases.length * single.statements);
});

it('an offer for sixty clips costs as many statements as one for a single clip', async () => {
  const { userId } = await insertListed(db, 1);
  const who = { ...one, userId };
  const id = await insertJob(db, { userId, clips: 60 });
  const source = `query ($id: ID!, $changes: [ClipChangeInput!]!) {
    changesQuote(jobId: $id, changes: $changes) { token changes { prompt alternatives { videoModel } } } }`;
  const of = async (clips: number): Promise<number> => {
    const changes = Array.from({ length: clips }, (_, clipIndex) => ({
      ...{ clipIndex, instruction: clipIndex % 2 === 0 ? 'make it nighttime' : 'make it brighter' },
    }));
    return (await ask(who, source, { id, changes }, counted.services(feed))).statements;
  };
  expect(await of(60)).toBe(await of(1));
});

it('a total is counted only for those who ask for it', async () => {
  const edges = 'edges { node { id } }';
  const page = await ask(many, `{ jobs(first: 100) { ${edges} } }`);
  const counting = await ask(many, `{ jobs(first: 100) { ${edges} totalCount } }`);
  expect(counting.statements).toBe(page.statements + 1);
  expect(counting.data).toMatchObject({ jobs: { totalCount: MANY } });
});

it('events come in parts of 200, each behind the last one', async () => {
  const { userId, regeneration: id } = await insertListed(db, 1, 250);
  const read = async (after: number): Promise<number[]> => {
    const source = `query ($id: ID!) { regeneration(id: $id) { events(afterSequence: ${after}) { sequence } } }`;
    const { data } = await ask({ ...one, userId }, source, { id });
    return (data as { regeneration: { events: { sequence: number }[] } }).regeneration.events.map(
      ({ sequence }) => sequence,
    );
  };
  const [first, rest, none] = [await read(0), await read(200), await read(250)];
  expect([...first, ...rest]).toEqual(Array.from({ length: 250 }, (_, index) => index + 1));
  expect([first.length, none.length]).toEqual([200, 0]);
});

const SUBSCRIPTIONS = Object.values(schema.getSubscriptionType()!.getFields());

it.each(SUBSCRIPTIONS.map((field) => [field.name, field] as const))(
  `%s delivers ${MANY} events for a few statements more than one`,
  async (_name, field) => {
    const { document, variables } = followed(field);
    const follow = async (who: Listed, events: number): Promise<number> => {
      const context = contextOf(who, counted.services(feed));
      const results = new SharedResults(() => context);
      const before = counted.statements;
      // Without an id: everything that the user has.
      const variableValues = { ...variables(who), jobId: null };
      const args = { schema, document: parse(document), variableValues, contextValue: context };
      const answers = await results.subscribe(args);
      if (!(Symbol.asyncIterator in answers)) throw answers.errors![0]!;
      for (let event = 0; event < events; event++) {
        const { value } = await answers.next();
        expect(value).toEqual({ data: expect.any(Object) as unknown });
      }
      await answers.return(undefined);
      return counted.statements - before;
    };
    const single = await follow(one, 1);
    // They are resolved in groups of at least 25. A group that is read at two moments asks some statements twice; a field that
    // reads for each event takes 99 more.
    expect(await follow(many, MANY)).toBeLessThan(4 * single + MANY / 2);
  },
);
