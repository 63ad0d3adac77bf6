import { randomUUID } from 'node:crypto';
import {
  createSourceEventStream,
  execute,
  getNamedType,
  GraphQLError,
  isInputObjectType,
  isObjectType,
  parse,
  validate,
  type DocumentNode,
  type ExecutionResult,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLObjectType,
} from 'graphql';
import { pino } from 'pino';
import type { ApiContext, ApiServices } from '../../api/graphql/context.js';
import { formatError } from '../../api/graphql/errors.js';
import { createSchema } from '../../api/graphql/schema.js';
import { ProgressFeed } from '../../api/progress/progress.js';
import { API_ERROR_STATUS } from '../../core/errors.js';
import { createPrismaClient, type PrismaClient } from '../../prisma/client.js';
import { createTestDatabase, type TestDatabase } from '../kit/database/postgres.js';
import { byEffort } from '../kit/effort.js';
import { optimizeSoon } from '../kit/jest/optimize-soon.js';
import { insertOwned } from './owned-rows.js';
import { selectionOf, valueOf, type Ids } from './schema-fields.js';
import { CountedDatabase } from './statements/counted-services.js';

type Field = GraphQLField<unknown, unknown>;
type Place = GraphQLArgument | GraphQLInputField;

optimizeSoon();

/** A place for a text: `Mutation.regenerateClip(input.conversationHistory.content)`, `Clip.versions(after)`. */
interface TextPlace {
  name: string;
  kind: 'query' | 'mutation' | 'subscription';
  /** The fields that lead to the field from the root; empty for a root's own. */
  parents: Field[];
  field: Field;
  /** The argument, and the fields of inputs down to the text. */
  way: Place[];
}

const schema = await createSchema();
const PLACES = places();
const UUID = randomUUID();

/** No text: PostgreSQL stores neither. */
const BROKEN: [string, string][] = [
  ['NUL', '\0'],
  ['NUL in words', 'make it\0 night'],
  ['the first half of a pair', 'night \ud83c'],
  ['the second half of a pair', '\udf19 night'],
  ['a pair the wrong way round', 'night \udf19\ud83c'],
  ['an id with NUL', `${UUID}\0`],
  ['an id with half of a pair', `${UUID}\ud83c`],
];
const at = (time: string, id = UUID): string => Buffer.from(`${time}|${id}`).toString('base64url');
/** Letters that are pairs, in words: a cut at any place falls into a pair of one of the two. */
const PAIRS = `${'𝒜'.repeat(70)} `.repeat(60).trim();
const ODD: [string, string][] = [
  ...BROKEN,
  ['nothing', ''],
  ['blanks', ' \t\r\n '],
  ['a long text', 'make it night '.repeat(4000)],
  ['4,000 units that end in a pair', `night ${'x'.repeat(3993)}🌙`],
  ['pairs', PAIRS],
  ['pairs, one unit later', `x${PAIRS}`],
  ['pairs, few enough for an instruction', PAIRS.slice(0, 1410)],
  ['pairs, few enough for an instruction, one unit later', `x${PAIRS.slice(0, 1410)}`],
  ['letters from right to left', '\u202eליל\u2066'],
  ['marks without letters', '\u0301'.repeat(500)],
  ['the least UUID', '00000000-0000-0000-0000-000000000000'],
  ['the largest UUID', 'ffffffff-ffff-ffff-ffff-ffffffffffff'],
  ['an id in braces', `{${UUID}}`],
  ['an id in capitals', UUID.toUpperCase()],
  ['an id with letters that lower case makes longer', 'İ'.repeat(36)],
  ['a cursor', at('2026-01-01T00:00:00.000Z')],
  ['a cursor of the year 0', at('0000-01-01T00:00:00.000Z')],
  ['a cursor of the year 1', at('0001-01-01T00:00:00.000Z')],
  ['a cursor of the year 99', at('0099-12-31T23:59:59.999Z')],
  ['a cursor of the year 9999', at('9999-12-31T23:59:59.999Z')],
  ['a cursor before Christ', at('-000001-01-01T00:00:00.000Z')],
  ['a cursor after 9999', at('+010000-01-01T00:00:00.000Z')],
  ['a cursor of the 30th of February', at('2026-02-30T00:00:00.000Z')],
  ['a cursor of a leap second', at('2026-06-30T23:59:60.000Z')],
  ['a cursor without a time', at('')],
  ['a cursor with NUL in its time', at('2026-01-01T00:00:00.000Z\0')],
  ['a cursor with NUL in its id', at('2026-01-01T00:00:00.000Z', `${UUID}\0`)],
  [
    'a cursor of bytes that are no text',
    Buffer.from([0xff, 0xed, 0xa0, 0x80, 0x7c, 0]).toString('base64url'),
  ],
];
/** Places that take what they can use of any text; an opaque token is stale whatever it holds. */
const CLEANED =
  /\((instruction|prompt)\)|(input|changes)\.(instruction|prompt)|quoteToken|sendMessage\(input\.text\)/;

/** At quick effort each place gets a third of the texts and each text a third of the places, in turn. */
const SHARE = byEffort({ quick: 3, full: 1 });
const textsFor = (texts: [string, string][], place: TextPlace): [string, string][] =>
  texts.filter((_, index) => (index + PLACES.indexOf(place)) % SHARE === 0);

let database: TestDatabase;
let db: PrismaClient;
let counted: CountedDatabase;
let feed: ProgressFeed;
let services: ApiServices;
let userId: string;
let ids: Ids;
/** A mutation has done something with what `begin` made: the next one might be refused for it. */
let isUsed = true;

beforeAll(async () => {
  database = await createTestDatabase();
  db = createPrismaClient(database.databaseUrl, { poolSize: 2 });
  counted = new CountedDatabase(database.databaseUrl);
  feed = new ProgressFeed(database.databaseUrl, db, pino({ level: 'silent' }));
  await feed.start();
  services = counted.services(feed);
});
beforeEach(async () => {
  if (isUsed) await begin();
});
afterAll(async () => {
  await feed.stop();
  await counted.client.$disconnect();
  await db.$disconnect();
  await database.drop();
});

/** A new user with a video and a change. */
async function begin(): Promise<void> {
  userId = randomUUID();
  ids = await insertOwned(db, userId, 'odd');
  isUsed = false;
}

function places(): TextPlace[] {
  const query = schema.getQueryType()!;
  return [
    ...placesOf('query', query),
    ...placesOf('mutation', schema.getMutationType()!),
    ...placesOf('subscription', schema.getSubscriptionType()!),
    ...placesBelow([query.getFields()['job']!]),
  ];
}

/** The places in the fields of a type. */
function placesOf(kind: TextPlace['kind'], type: GraphQLObjectType, parents: Field[] = []): TextPlace[] {
  return Object.values(type.getFields()).flatMap((field) =>
    field.args
      .flatMap((arg) => textsIn(arg))
      .map((way) => {
        const path = way.map(({ name }) => name).join('.');
        return { name: `${type.name}.${field.name}(${path})`, kind, parents, field, way };
      }),
  );
}

/** The places below a field, each type's by the first way that leads to it. */
function placesBelow(parents: Field[], seen = new Set<string>()): TextPlace[] {
  const type = getNamedType(parents.at(-1)!.type);
  if (!isObjectType(type) || seen.has(type.name)) return [];
  seen.add(type.name);
  const below = Object.values(type.getFields()).flatMap((field) => placesBelow([...parents, field], seen));
  return [...placesOf('query', type, parents), ...below];
}

/** The ways to the texts in an argument. */
function textsIn(place: Place): Place[][] {
  const type = getNamedType(place.type);
  if (isInputObjectType(type)) {
    return Object.values(type.getFields()).flatMap((field) => textsIn(field).map((way) => [place, ...way]));
  }
  return ['ID', 'String'].includes(type.name) ? [[place]] : [];
}

/** A value for the place that has the text where the way leads, and otherwise what the place takes. */
function withText([place, ...rest]: Place[], text: string, answers: string): unknown {
  const type = getNamedType(place!.type);
  const isList = String(place!.type).startsWith('[');
  if (rest.length === 0 || !isInputObjectType(type)) return isList ? [text] : text;
  const others = Object.values(type.getFields())
    .filter((field) => String(field.type).endsWith('!'))
    .map((field): [string, unknown] => [
      field.name,
      getNamedType(field.type).name === 'MessageRole' ? 'USER' : valueOf(field, answers, ids),
    ]);
  const value = { ...Object.fromEntries(others), [rest[0]!.name]: withText(rest, text, answers) };
  return isList ? [value] : value;
}

interface Answer {
  data?: unknown;
  errors?: { message: string; extensions?: { code?: unknown } }[];
}

/** The fields that lead to a place, and its own, each with the arguments that have to be passed. */
function calledFor({ parents, field, way }: TextPlace): Called[] {
  return [...parents, field].map(({ name, type, args }) => ({
    name,
    answers: getNamedType(type).name,
    args: args.filter((arg) => arg === way[0] || String(arg.type).endsWith('!')),
  }));
}

interface Called {
  name: string;
  answers: string;
  args: readonly GraphQLArgument[];
}

/** The operation of each place, which takes its values as variables. */
const documents = new Map(PLACES.map((place) => [place, documentFor(place)]));

function documentFor(place: TextPlace): DocumentNode {
  const called = calledFor(place);
  const declared = called.flatMap(({ args }) => args.map(({ name, type }) => `$${name}: ${String(type)}`));
  const asked = called.map(({ name, args }) => {
    const passed = args.map((arg) => `${arg.name}: $${arg.name}`).join(', ');
    return passed === '' ? name : `${name}(${passed})`;
  });
  const above = place.parents.map(({ type }) => getNamedType(type).name);
  const selected = selectionOf(place.field.type, above);
  const document = parse(
    `${place.kind} (${declared.join(', ')}) { ${asked.join(' { ')} ${selected} ${'}'.repeat(asked.length)}`,
  );
  const [wrong] = validate(schema, document);
  if (wrong !== undefined) throw wrong;
  return document;
}

/** The answer as it leaves the server. */
async function answer(place: TextPlace, text: string): Promise<Answer> {
  const { kind, way } = place;
  const variableValues = Object.fromEntries(
    calledFor(place).flatMap(({ answers, args }) =>
      args.map((arg) => [
        arg.name,
        arg === way[0] ? withText(way, text, answers) : valueOf(arg, answers, ids),
      ]),
    ),
  );
  const contextValue: ApiContext = { ...services, viewer: { id: userId, email: null, expiresAt: Infinity } };
  const args = { schema, variableValues, contextValue, document: documents.get(place)! };
  const result =
    kind === 'subscription' ? await opened(await createSourceEventStream(args)) : await execute(args);
  if (kind === 'mutation' && result.errors === undefined) isUsed = true;
  const shown = formatError(pino({ level: 'silent' }));
  const errors = result.errors?.map((error) => shown(error.toJSON(), withCode(error)));
  return JSON.parse(JSON.stringify({ data: result.data, errors })) as Answer;
}

async function opened(events: AsyncIterable<unknown> | ExecutionResult): Promise<ExecutionResult> {
  if (!(Symbol.asyncIterator in events)) return events;
  await events[Symbol.asyncIterator]().return?.();
  return { data: {} };
}

/** A variable that its type does not take is the caller's mistake, as the server says. */
function withCode(error: GraphQLError): GraphQLError {
  if (error.path !== undefined || error.originalError !== undefined) return error;
  return new GraphQLError(error.message, { extensions: { code: 'BAD_USER_INPUT' } });
}

it('every field that takes a text is among them', () => {
  const taking = Object.values(schema.getTypeMap()).flatMap((type) =>
    isObjectType(type) && !type.name.startsWith('__') ? placesOf('query', type).map(({ name }) => name) : [],
  );
  expect(taking.filter((name) => !PLACES.some((place) => place.name === name))).toEqual([]);
  expect(PLACES.length).toBeGreaterThan(20);
});

describe.each(PLACES.map((place): [string, TextPlace] => [place.name, place]))('%s', (name, place) => {
  it('answers every odd text with words of the contract', async () => {
    const wrong: unknown[] = [];
    for (const [what, text] of textsFor(ODD, place)) {
      // What a mutation did with one text must not refuse the next.
      if (place.kind === 'mutation' && isUsed) await begin();
      const { data, errors = [] } = await answer(place, text);
      const codes = errors.map(({ extensions }) => String(extensions?.code));
      const isOfContract = codes.every(
        (code) => code !== 'INTERNAL_SERVER_ERROR' && Object.hasOwn(API_ERROR_STATUS, code),
      );
      // JSON escapes half of a pair.
      const isWhole = !/\\ud[89a-f]|\\u0000/i.test(JSON.stringify({ data, errors }));
      if (!isOfContract || !isWhole) wrong.push({ what, codes, isWhole });
    }
    expect(wrong).toEqual([]);
  });

  if (CLEANED.test(name)) return;

  it('refuses what cannot be stored', async () => {
    // Ids are compared with known ones; any other text may be stored.
    const isId = getNamedType(place.way.at(-1)!.type).name === 'ID';
    for (const [what, text] of textsFor(BROKEN, place)) {
      const { errors } = await answer(place, text);
      const codes = errors?.map(({ extensions }) => extensions?.code);
      expect([what, codes]).toEqual([what, [isId ? 'NOT_FOUND' : 'BAD_USER_INPUT']]);
    }
  });
});

it('a message of more than 4,000 units is kept without half of its last pair', async () => {
  const place = PLACES.find(({ name }) => name.endsWith('(input.conversationHistory.content)'))!;
  const { errors } = await answer(place, `${'x'.repeat(3999)}🌙 night`);
  expect(errors).toBeUndefined();
  const { conversationHistory } = await db.clipRegeneration.findFirstOrThrow({
    where: { jobId: ids.job, status: 'queued' },
  });
  expect(conversationHistory).toContainEqual(expect.objectContaining({ content: 'x'.repeat(3999) }));
});
