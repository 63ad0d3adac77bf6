import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Adjustment } from '../core/adjustments/adjustment.js';
import { createPrismaClient } from '../prisma/client.js';
import { lookChain } from '../runner/video/builtin/looks.js';
import { makeClip, testFfmpeg } from '../test/kit/media/media.js';
import { renderLooks } from '../test/kit/media/rendering.js';
import { ApiClient } from '../test/kit/server/client.js';
import { followToEnd } from '../test/kit/server/editing.js';
import { startServer } from '../test/kit/server/server.js';
import { PRODUCTION, tokenFor } from '../test/kit/server/tokens.js';
import { withBenchDatabase } from './kit/bench-database.js';
import { cpuMeter } from './kit/cpu-meter.js';
import type { Goal } from './kit/goal.js';
import { storeVideo } from './kit/stored-video.js';

const FULL_HD = { width: 1920, height: 1080 };
const CLIP_SECONDS = 5;
const CLIPS = 6;
const ROUNDS = 7;
const LOOKS: Adjustment[] = [
  { id: 'nighttime', strength: 1 },
  { id: 'warmer', strength: 0.5 },
];
/** As the renderer encodes. */
const ENCODER = ['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '16', '-pix_fmt', 'yuv420p', '-g', '60'];

const SEND = `mutation ($input: SendMessageInput!) { sendMessage(input: $input) {
  reply { text attachment { ... on Offer { id } } } } }`;
const ACCEPT = `mutation ($input: AcceptOfferInput!) { acceptOffer(input: $input) { regeneration { id } } }`;

/**
 * What an adjustment of a 5 s clip of 1080p costs: CPU seconds against ffmpeg with the same filters and encoder and nothing
 * else, interleaved; and the seconds from a message to the new video of six such clips, on whole processes.
 */
export async function run(): Promise<Goal[]> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-adjust-'));
  try {
    return [await encodeGoal(folder), ...(await messageGoal(folder))];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function encodeGoal(folder: string): Promise<Goal> {
  const clip = { file: join(folder, 'clip.mp4'), seconds: CLIP_SECONDS, ...FULL_HD };
  const source = await makeClip({ ...clip, filters: 'noise=alls=3:allf=t' });
  const { tools, measure } = await cpuMeter(await testFfmpeg(), folder);
  const plain = [
    '-filter:v',
    lookChain(LOOKS, { ...FULL_HD, frameCount: CLIP_SECONDS * 30, frameRate: 30, beatFrames: [] })!,
    '-an',
    ...ENCODER,
    join(folder, 'plain.mp4'),
  ];
  const ways = {
    adjustment: async () => await renderLooks(source, LOOKS, tools),
    'bare encode': async () =>
      await promisify(execFile)(tools.ffmpegPath, ['-y', '-nostdin', '-v', 'error', '-i', source, ...plain]),
  };
  const seconds: Record<keyof typeof ways, number[]> = { adjustment: [], 'bare encode': [] };
  for (let round = 0; round <= ROUNDS; round++) {
    for (const [way, action] of Object.entries(ways) as [keyof typeof ways, () => Promise<unknown>][]) {
      const spent = await measure(action);
      // The first round warms caches.
      if (round > 0) seconds[way].push(spent);
    }
  }
  const [ours, bare] = [median(seconds.adjustment), median(seconds['bare encode'])];
  console.log(
    `CPU s of 5 s of 1080p: ${ours.toFixed(2)} as an adjustment, ${bare.toFixed(2)} as a bare encode`,
  );
  return { name: 'adjust, one encode', measured: ours / bare, wanted: 1.2, unit: 'x', better: 'lower' };
}

async function messageGoal(folder: string): Promise<Goal[]> {
  return await withBenchDatabase('adjust', async (databaseUrl) => {
    const env = { ...PRODUCTION, DATABASE_URL: databaseUrl, DATA_DIR: folder, LAUNCHER: 'local' };
    const server = await startServer({ ...env, OUTPUT_RESOLUTION: '1080' });
    const db = createPrismaClient(databaseUrl, { poolSize: 2 });
    const userId = randomUUID();
    const api = new ApiClient(server.url, await tokenFor(userId));
    try {
      const footage = { seconds: CLIP_SECONDS, ...FULL_HD };
      const jobId = await storeVideo(db, userId, CLIPS, join(folder, 'storage'), footage);
      const seconds: number[] = [];
      for (const index of Array.from({ length: CLIPS }, (_, at) => at))
        seconds.push(await messageToVideo(api, jobId, index));
      const [first, ...others] = seconds;
      console.log(`seconds from message to video: ${first!.toFixed(1)} where no segment is kept yet, then`);
      console.log(others.map((one) => one.toFixed(1)).join(', '));
      const measured = median(others);
      return [{ name: 'adjust, message to video', measured, wanted: 8, unit: ' s', better: 'lower' }];
    } finally {
      await api.close();
      await db.$disconnect();
      await server.stop();
    }
  });
}

/** Says it, accepts the offer, and waits until the video is there. */
async function messageToVideo(api: ApiClient, jobId: string, clipIndex: number): Promise<number> {
  const began = performance.now();
  const said = { input: { jobId, clipIndex, text: 'make it nighttime, and a bit warmer' } };
  const { sendMessage } = await api.data<{ sendMessage: { reply: { attachment: { id: string } } } }>(
    SEND,
    said,
  );
  const accepted = { input: { offerId: sendMessage.reply.attachment.id } };
  const { acceptOffer } = await api.data<{ acceptOffer: { regeneration: { id: string } } }>(ACCEPT, accepted);
  const events = await followToEnd(api, acceptOffer.regeneration.id);
  const end = events.at(-1)!;
  if (end.type !== 'REGENERATION_COMPLETE') throw new Error(`It ended with ${end.type}: ${end.message}`);
  return (performance.now() - began) / 1000;
}

function median(values: number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)]!;
}
