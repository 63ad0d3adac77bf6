import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { routeOf } from '../core/assistant/route.js';
import { packagePath } from '../core/util/package-path.js';
import { createPrismaClient } from '../prisma/client.js';
import { insertJob } from '../test/kit/rows/job-rows.js';
import { startServer, type TestServer } from '../test/kit/server/server.js';
import { PRODUCTION, tokenFor } from '../test/kit/server/tokens.js';
import { withBenchDatabase } from './kit/bench-database.js';
import type { Goal } from './kit/goal.js';
import { load, percentile } from './kit/http-load.js';

const CLIPS = 60;
const PEOPLE = 20;
/** A person may send 60 a minute. */
const MESSAGES = 50;
const ROUNDS = 3;
const LONGEST = 1000;

const SEND = `mutation ($input: SendMessageInput!) { sendMessage(input: $input) { reply { text attachment {
  __typename ... on Offer { id quote { reply estimatedCost { total } } } } } } }`;
const BASELINE = JSON.stringify({ query: '{ viewer { id } }' });

/**
 * How long the assistant takes without a language model: to see what a message is, and to answer one over HTTP with an offer,
 * with 20 people at once. The interleaved baseline of the second is the smallest query of as many.
 */
export async function run(): Promise<Goal[]> {
  const goal = (name: string, measured: number, wanted: number): Goal => ({
    ...{ name: `assistant, ${name}`, measured, wanted, unit: ' ms (p99)', better: 'lower' },
  });
  const route = measureRoutes();
  return await withBenchDatabase('assistant', async (databaseUrl) => {
    const [message, baseline] = await measureMessages(databaseUrl);
    console.log(
      `sendMessage p99 ${message.toFixed(0)} ms, ${(message / baseline).toFixed(1)}x the smallest query`,
    );
    return [goal('route of a message', route, 5), goal('sendMessage', message, 150)];
  });
}

/** Milliseconds, p99, of sentences as people type them, alone and repeated to the longest message. */
function measureRoutes(): number {
  const file = packagePath('test/fixtures/sentences/routes.json');
  const sentences = Object.values(JSON.parse(readFileSync(file, 'utf8')) as Record<string, string[]>).flat();
  const long = sentences.map((text) => `${text} `.repeat(LONGEST).slice(0, LONGEST));
  const milliseconds: number[] = [];
  for (let round = 0; round < ROUNDS + 1; round++) {
    for (const text of [...sentences, ...long]) {
      const began = performance.now();
      routeOf(text);
      if (round > 0) milliseconds.push(performance.now() - began);
    }
  }
  return percentile(milliseconds, 99);
}

/** Milliseconds, p99, of messages and of the baseline. */
async function measureMessages(databaseUrl: string): Promise<[message: number, baseline: number]> {
  const dataDir = await mkdtemp(join(tmpdir(), 'bench-assistant-'));
  const server = await startServer({ ...PRODUCTION, DATABASE_URL: databaseUrl, DATA_DIR: dataDir });
  const db = createPrismaClient(databaseUrl, { poolSize: 2 });
  try {
    const measured: [number[], number[]] = [[], []];
    for (let round = 0; round < ROUNDS; round++) {
      const people = await Promise.all(
        Array.from({ length: PEOPLE }, async () => {
          const userId = randomUUID();
          return { userId, jobId: await insertJob(db, { userId, clips: CLIPS }) };
        }),
      );
      for (const [at, bodyOf] of [said, () => BASELINE].entries())
        measured[at]!.push(...(await ask(server, people, bodyOf)));
    }
    return [percentile(measured[0], 99), percentile(measured[1], 99)];
  } finally {
    await db.$disconnect();
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

interface Person {
  userId: string;
  jobId: string;
}

function said({ jobId }: Person): string {
  const input = { jobId, clipIndex: 3, text: 'make it nighttime, and a bit warmer' };
  return JSON.stringify({ query: SEND, variables: { input } });
}

/** Everybody asks at once, again and again; the milliseconds of each answer. */
async function ask(
  { url }: TestServer,
  people: Person[],
  bodyOf: (person: Person) => string,
): Promise<number[]> {
  const each = people.map(async (person) => {
    const headers = {
      Authorization: `Bearer ${await tokenFor(person.userId)}`,
      'Content-Type': 'application/json',
    };
    const body = bodyOf(person);
    return await load({ url: `${url}/graphql`, headers, body, connections: 1, requests: MESSAGES });
  });
  return (await Promise.all(each)).flatMap(({ latenciesMs }) => latenciesMs);
}
