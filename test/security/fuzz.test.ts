import { readFileSync } from 'node:fs';
import fc, { type Arbitrary } from 'fast-check';
import { buildSchema } from 'graphql';
import { packagePath } from '../../core/util/package-path.js';
import { byEffort } from '../kit/effort.js';
import { TEST_SEED } from '../kit/seed.js';
import { ApiClient } from '../kit/server/client.js';
import { brokenInvariants } from '../kit/database/invariants.js';
import { optimizeSoon } from '../kit/jest/optimize-soon.js';
import { startKubernetes, type TestKubernetes } from '../kit/kubernetes/start.js';
import type { TestServer } from '../kit/server/server.js';
import { REGENERATE } from '../kit/server/operations.js';
import { insertJob } from '../kit/rows/job-rows.js';
import { until } from '../kit/server/until.js';
import { leaks, wrongAnswer, wrongErrors, wrongResult } from './fuzz/answer-rules.js';
import { Documents, type Operation } from './fuzz/documents.js';
import { requestsOf, Wire, type GraphQLRequest } from './fuzz/requests.js';
import { isRare } from './fuzz/values.js';
import { createPersonas, type Persona } from './fuzz/personas.js';
import { ProductionFixture } from './production-server.js';
import { SocketClient } from './socket-client.js';

optimizeSoon();

const DOCUMENTS = Number(process.env.GRAPHQL_FUZZ_DOCUMENTS ?? byEffort({ quick: 500, full: 10_000 }));
const OVER_SOCKETS = DOCUMENTS / 10;
const AT_A_TIME = 100;
/** Subscriptions that a socket carries. */
const ON_A_SOCKET = 20;
const MEBIBYTE = 1024 * 1024;
const LIMIT_MS = 300_000;

let kubernetes: TestKubernetes;
let fixture: ProductionFixture;
let server: TestServer;
let personas: Persona[];
let documents: Documents;
let before: ServerCost;

beforeAll(async () => {
  // It accepts Jobs and never runs them: their image does not exist.
  kubernetes = await startKubernetes();
  fixture = await ProductionFixture.create();
  personas = await createPersonas(fixture.db);
  server = await fixture.start({
    LAUNCHER: 'kubernetes',
    KUBECONFIG: kubernetes.kubeconfigPath,
    RUNNER_IMAGE: 'none:fuzz',
  });
  const schema = buildSchema(readFileSync(packagePath('schema.graphql'), 'utf8'));
  documents = new Documents(
    schema,
    personas.flatMap(({ ids }) => ids),
  );
  before = await serverCost();
  console.log(`GraphQL fuzz: ${DOCUMENTS} documents, TEST_SEED=${TEST_SEED}`);
});
afterAll(async () => {
  await fixture.drop();
  await kubernetes.close();
});

/** A fault in the answer to one document, with the document. */
interface Problem {
  wrong: string[];
  asked: string;
  answer: string;
}

/** Texts of other users, which the asking one must not see. */
const secretsOfOthers = (asking: Persona): string[] =>
  personas.filter((persona) => persona !== asking).map(({ secret }) => secret);

/** Batches of documents, many at a time, as from many clients; a seed gives the same ones in the same order. */
async function problemsIn<T>(
  each: Arbitrary<T>,
  count: number,
  send: (batch: T[]) => Promise<Problem[]>,
): Promise<Problem[]> {
  const length = Math.min(AT_A_TIME, count);
  const problems: Problem[] = [];
  const property = fc.asyncProperty(
    fc.array(each, { minLength: length, maxLength: length }),
    async (batch) => void problems.push(...(await send(batch)).filter(({ wrong }) => wrong.length > 0)),
  );
  await fc.assert(property, { numRuns: Math.ceil(count / length), endOnFailure: true });
  return problems;
}

/** The first of each kind. */
function kinds(problems: Problem[]): Problem[] {
  return [...new Map(problems.toReversed().map((fault) => [fault.wrong.join(), fault])).values()].slice(
    0,
    10,
  );
}

const named = (name: Persona['name']): Persona => personas.find((persona) => persona.name === name)!;
const asking = (...names: Persona['name'][]): Arbitrary<Persona> => fc.constantFrom(...names.map(named));

it(
  `${DOCUMENTS} documents over HTTP get answers of the contract, without others' data or internals`,
  async () => {
    const wire = new Wire(server.url);
    const each = fc.tuple(
      asking('owner', 'owner', 'owner', 'stranger', 'stranger', 'nobody'),
      requestsOf(documents.operation(['query', 'query', 'query', 'mutation', 'subscription'])),
      isRare(5),
    );
    const send = async ([persona, request, isRepeated]: [
      Persona,
      GraphQLRequest,
      boolean,
    ]): Promise<Problem> => {
      // A repeated operation is executed by the plan that is kept of it.
      if (isRepeated) await wire.send(request, persona.token);
      const { status, text } = await wire.send(request, persona.token);
      const wrong = [...wrongAnswer(status, text), ...leaks(text, secretsOfOthers(persona))];
      return { wrong, asked: `${persona.name}: ${request.body.toString() || request.search}`, answer: text };
    };
    const problems = await problemsIn(each, DOCUMENTS, async (batch) => await Promise.all(batch.map(send)));
    wire.close();
    expect(kinds(problems)).toEqual([]);
  },
  LIMIT_MS,
);

it(
  `${OVER_SOCKETS} documents over websockets, too`,
  async () => {
    // A subscription to all of a person's videos says nothing where the mutations above have left none.
    for (const name of ['owner', 'stranger'] as const)
      await insertJob(fixture.db, { userId: named(name).userId });
    const operation = documents.operation(['query', 'mutation', 'subscription', 'subscription']);
    const each = fc.tuple(asking('owner', 'stranger'), operation);
    const problems = await problemsIn(each, OVER_SOCKETS, async (batch) =>
      (await Promise.all(socketsFor(batch).map(overSocket))).flat(),
    );
    expect(kinds(problems)).toEqual([]);
  },
  LIMIT_MS,
);

/** The operations over one socket. */
interface Load {
  persona: Persona;
  operations: Operation[];
}

function socketsFor(batch: [Persona, Operation][]): Load[] {
  return [named('owner'), named('stranger')].flatMap((persona) => {
    const operations = batch.filter(([asks]) => asks === persona).map(([, operation]) => operation);
    return Array.from({ length: Math.ceil(operations.length / ON_A_SOCKET) }, (_, socket) => ({
      persona,
      operations: operations.slice(socket * ON_A_SOCKET, (socket + 1) * ON_A_SOCKET),
    }));
  });
}

async function overSocket({ persona, operations }: Load): Promise<Problem[]> {
  const socket = await SocketClient.open(server.url, persona.token);
  operations.forEach(({ query, variables, operationName }, index) => {
    const name = operationName === null ? '' : `,"operationName":${JSON.stringify(operationName)}`;
    const payload = `{"query":${JSON.stringify(query)},"variables":${variables}${name}}`;
    socket.sendText(`{"id":"${index}","type":"subscribe","payload":${payload}}`);
  });
  const problems: Problem[] = [];
  for (const [index, { query, variables }] of operations.entries()) {
    const { type, payload } = await socket.answer(String(index));
    // An ended subscription may report no more than its end.
    const wrong = type === 'error' ? wrongErrors(payload) : type === 'next' ? wrongResult(payload) : [];
    const text = JSON.stringify(socket.of(String(index)));
    const asked = `${persona.name}: ${query} ${variables}`;
    problems.push({ wrong: [...wrong, ...leaks(text, secretsOfOthers(persona))], asked, answer: text });
  }
  await socket.close();
  return problems;
}

describe('afterwards', () => {
  it('the server answers, lets a change in, has not grown without end, and has logged nothing unexpected', async () => {
    const { token, userId } = named('owner');
    const api = new ApiClient(server.url, token);
    expect(await api.data('{ viewer { id } }')).toEqual({ viewer: { id: userId } });
    const jobId = await insertJob(fixture.db, { userId });
    await api.data(REGENERATE, { input: { jobId, clipIndex: 0, instruction: 'make it brighter' } });
    const after = await serverCost();
    const grown = after.residentBytes - before.residentBytes;
    const cpuSeconds = Math.round(after.cpuSeconds - before.cpuSeconds);
    console.log(`The server took ${cpuSeconds} s of CPU and grew by ${Math.round(grown / MEBIBYTE)} MiB`);
    expect(grown).toBeLessThan(400 * MEBIBYTE);
    const levels = server
      .output()
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as { level: number; msg: string });
    expect(levels.filter(({ level }) => level >= 50)).toEqual([]);
    expect(server.process.exitCode).toBeNull();
  });

  it('the rules of regenerations and of money hold', async () => {
    await until(async () => (await brokenInvariants(fixture.db)).length === 0, { what: 'the invariants' });
    expect(await fixture.db.paidCall.count()).toBe(0);
    const seeded = 2;
    const victims = await fixture.db.clipRegeneration.count({ where: { userId: named('victim').userId } });
    expect(victims).toBe(seeded);
  });
});

interface ServerCost {
  residentBytes: number;
  cpuSeconds: number;
}

async function serverCost(): Promise<ServerCost> {
  const text = await (await fetch(`${server.url}/metrics`)).text();
  const metric = (name: string): number => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)![1]);
  return {
    residentBytes: metric('process_resident_memory_bytes'),
    cpuSeconds: metric('process_cpu_seconds_total'),
  };
}
