// cspell:ignore dunkler
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readEdits } from '../core/adjustments/read-edits.js';
import { routeOf } from '../core/assistant/route.js';
import { whomMeant, type VideoFacts } from '../core/assistant/whom/whom.js';
import { songSections } from '../core/job/song-sections.js';
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
 * How long the assistant takes without a language model: to read a message as a whole (what it is, which clips it means, what
 * it asks of them), and to answer one over HTTP with an offer, with 20 people at once. The interleaved baseline of the second is the smallest query of as many.
 */
export async function run(): Promise<Goal[]> {
  const goal = (name: string, measured: number, wanted: number): Goal => ({
    ...{ name: `assistant, ${name}`, measured, wanted, unit: ' ms (p99)', better: 'lower' },
  });
  const { plain, hostile } = measureReading();
  return await withBenchDatabase('assistant', async (databaseUrl) => {
    const [message, baseline] = await measureMessages(databaseUrl);
    console.log(
      `sendMessage p99 ${message.toFixed(0)} ms, ${(message / baseline).toFixed(1)}x the smallest query`,
    );
    return [
      goal('reading 1,000 characters for 60 clips', plain, 5),
      goal('reading 1,000 hostile characters', hostile, 5),
      goal('sendMessage', message, 150),
    ];
  });
}

/** Milliseconds, p99, of the whole reading: of texts as people type them up to the longest message, and of hostile ones. */
function measureReading(): { plain: number; hostile: number } {
  const video = longVideo();
  const measure = (texts: readonly string[]): number => {
    const milliseconds: number[] = [];
    for (let round = 0; round < ROUNDS + 1; round++) {
      for (const [at, text] of texts.entries()) {
        // Turned each time, so that nothing is remembered from the round before.
        const turned = text.slice(round * 7 + (at % 5)) + text.slice(0, round * 7 + (at % 5));
        const began = performance.now();
        readAll(turned, video);
        if (round > 0) milliseconds.push(performance.now() - began);
      }
    }
    return percentile(milliseconds, 99);
  };
  return { plain: measure(plainTexts()), hostile: measure(HOSTILE.map(filled)) };
}

const filled = (text: string): string => text.repeat(Math.ceil(LONGEST / text.length)).slice(0, LONGEST);

function readAll(text: string, video: VideoFacts): void {
  routeOf(text);
  const whom = whomMeant(text, video);
  const wish = whom.kind === 'clips' && whom.by === 'words' ? whom.rest : text;
  readEdits(wish, CURRENT, []);
}

const CURRENT = [
  { id: 'darker', strength: 1 },
  { id: 'warmer', strength: 0.5 },
] as const;

/** All sentences of the fixtures, and as many of them as the longest message holds, joined in the ways people join them. */
function plainTexts(): string[] {
  const sentences = ['routes', 'whom', 'languages'].flatMap((name) =>
    stringsIn(JSON.parse(readFileSync(packagePath(`test/fixtures/sentences/${name}.json`), 'utf8'))),
  );
  const joined = Array.from({ length: LONG_TEXTS }, (_, from) => {
    let text = '';
    for (let at = from * 7; text.length < LONGEST; at++)
      text += sentences[(at * 31) % sentences.length]! + JOINS[(at + from) % JOINS.length]!;
    return text.slice(0, LONGEST);
  });
  return [...sentences, ...joined];
}

const LONG_TEXTS = 150;
const JOINS = [', ', '. ', ' and ', '\n', ' '];

function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}

/** As many clips as a video may have, with names, words and parts. */
function longVideo(): VideoFacts {
  const clips = Array.from({ length: CLIPS }, (_, clipIndex) => ({
    ...{ clipIndex, start: clipIndex * 4, end: clipIndex * 4 + 4 },
    names: ['Mara', 'neon alley', 'rooftop', 'Leo'].slice(clipIndex % 4),
    lyrics: [{ text: LINES[clipIndex % LINES.length]!, start: clipIndex * 4, end: clipIndex * 4 + 3 }],
  }));
  const parts = ['intro', 'verse', 'chorus', 'verse', 'chorus', 'bridge', 'chorus', 'outro'];
  const sections = songSections(
    parts.map((type, at) => ({ type, start: at * 30, end: at * 30 + 30 })),
    [],
    clips.map(({ start, end }) => ({ startFrame: start * 30, endFrame: end * 30 })),
  );
  return { clips, sections, picked: [3] };
}

const LINES = ['hold on to the light', 'we are burning bright tonight', 'I walked alone through the rain'];

/** Repeated to the longest message: what rules begin with, and what splits it into very many parts. */
const HOSTILE = [
  ...[
    'how much ',
    'what ',
    'why is ',
    'what did ',
    'use the ',
    'version ',
    'undo ',
    'the old one ',
    'is it ',
  ],
  ...[
    'make it ',
    'a bit ',
    'for me ',
    'in the clip ',
    'the ',
    'with ',
    'to ',
    'than ',
    'please ',
    'so much ',
  ],
  ...[
    'not ',
    'too ',
    'less ',
    'without the ',
    'remove the ',
    'it is too ',
    '50 % ',
    'twice as ',
    'brigther ',
  ],
  ...[
    'clip 1 and ',
    '1, 2, ',
    '1-',
    '0:',
    'first ',
    'the last ',
    'every ',
    'except ',
    'half of the ',
    'from 0:30 to ',
  ],
  ...['the second chorus and ', 'hold on to the light ', 'like clip 1 ', 'Mara and Leo ', '"', "don't "],
  ...[',', '\n', ' ', '- ', '. ', '?', '!', 'a, ', 'dark, ', 'bit darker\n', 'and ', 'x', 'ab ', '🙂', 'é'],
  ...[
    'mach es ',
    'dunkler und ',
    'もっと',
    '明るく',
    '더 ',
    '밝게',
    'https://a.b/c ',
    'make it a bit darker and ',
  ],
];

/** Milliseconds, p99, of messages and of the baseline. */
async function measureMessages(databaseUrl: string): Promise<[message: number, baseline: number]> {
  const dataDir = await mkdtemp(join(tmpdir(), 'bench-assistant-'));
  const server = await startServer({ ...PRODUCTION, DATABASE_URL: databaseUrl, DATA_DIR: dataDir }, []);
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
