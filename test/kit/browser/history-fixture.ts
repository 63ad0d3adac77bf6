import { randomUUID } from 'node:crypto';
import { copyFile, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { DEMO_USER_ID } from '../../../core/import/demo-user.js';
import { endRegeneration, publishRegeneration } from '../../../core/regeneration/lifecycle.js';
import { createPrismaClient } from '../../../prisma/client.js';
import type { Prisma, PrismaClient } from '../../../prisma/generated/client.js';
import { claimOf } from '../rows/claim.js';
import { copyJob } from '../rows/job-copy.js';
import { FENCE, insertRegenerationOf } from '../rows/running-regeneration.js';
import { createShortFixture } from '../server/demo-fixture.js';
import { startServer, type TestServer } from '../server/server.js';
import { askFirst } from './ask-first.js';
import { launchChromium } from './chromium.js';
import { clearTab } from './shared-tab.js';

/** A server and a browser, with videos whose changes are published as a runner publishes them, over real files. */
export interface HistoryFixture {
  db: PrismaClient;
  server: TestServer;
  browser: Browser;
  /** A new video of three clips with these changes, in order. */
  videoWith(...changes: Change[]): Promise<string>;
  publish(jobId: string, change: Change): Promise<string>;
  /** A change of several clips that is under way, with a runner that is the test itself. */
  begin(jobId: string, clips: readonly number[], instruction: string): Promise<string>;
  /** Publishes those of its clips. */
  end(jobId: string, id: string, clips: readonly number[]): Promise<void>;
  /** So many takes of a clip, made to choose from. */
  takes(jobId: string, change: Change, count: number): Promise<void>;
  /** A change that was canceled after its clip was made and paid for. */
  cancelPaid(jobId: string, change: Change): Promise<string>;
  /** One more server on the same videos, with other settings. */
  serve(env: Record<string, string>): Promise<TestServer>;
  /**
   * A page that shows a video, and a clip (from 1). With options it has a context of its own; without, all tests share a
   * tab (shared-tab.ts).
   */
  open(jobId: string, clip?: number, options?: BrowserContextOptions): Promise<Page>;
  /** After each test: closes its pages, but for the shared tab, which it clears. */
  leave(): Promise<void>;
  close(): Promise<void>;
}

interface Change {
  clipIndex: number;
  instruction: string;
  cost?: string;
}

/**
 * A fixture, or undefined on a machine without a browser.
 * @param asksFirst whether what costs nothing waits for a Confirm, too
 */
export async function openHistoryFixture({ asksFirst = true } = {}): Promise<HistoryFixture | undefined> {
  const browser = await launchChromium();
  if (browser === undefined) return undefined;
  const fixture = await createShortFixture();
  const db = createPrismaClient(fixture.databaseUrl, { poolSize: 2 });
  const server = await startServer({ DATABASE_URL: fixture.databaseUrl, DATA_DIR: fixture.dataDir });
  const servers = [server];
  let shared: Page | undefined;
  const newPage = async (options: BrowserContextOptions = {}): Promise<Page> => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 720 }, ...options });
    if (asksFirst) await askFirst(context);
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    return page;
  };
  const original = await db.job.findFirstOrThrow();
  const clips = await db.clipVersion.findMany({
    where: { jobId: original.id },
    orderBy: { clipIndex: 'asc' },
  });
  const pictures = await db.clipThumbnail.findMany({ where: { jobId: original.id } });

  /** The same media under a name of its own. */
  const copied = async (key: string, name: string): Promise<string> => {
    const [from, to] = [key, name].map((path) => join(fixture.dataDir, 'storage', path));
    await mkdir(dirname(to!), { recursive: true });
    await copyFile(from!, to!);
    return name;
  };
  /** Its clip is that of another place, so that it looks different. */
  const filesOf = async (jobId: string, { clipIndex }: Change) => {
    const other = (clipIndex + 1) % clips.length;
    const picture = pictures.find((one) => one.clipIndex === other)!;
    const id = randomUUID();
    return {
      originalClipKey: clips[clipIndex]!.videoUrl,
      clipSha256: clips[other]!.sha256!,
      clipKey: await copied(clips[other]!.videoUrl, `video-clips/${jobId}/${id}.mp4`),
      thumbnailKey: await copied(picture.thumbnailUrl, `clip-thumbnails/${jobId}/${id}.jpg`),
    };
  };
  const begin = async (jobId: string, { clipIndex, instruction, cost = '0' }: Change): Promise<string> => {
    const current = await db.clipVersion.findFirst({ where: { jobId, clipIndex, isCurrent: true } });
    const baseVersionNumber = current?.versionNumber ?? 1;
    const id = await insertRegenerationOf(db, {
      jobId,
      userId: DEMO_USER_ID,
      clipIndex,
      instruction,
      baseVersionNumber,
    });
    const spent = { cost, videoCost: cost };
    await db.clipRegeneration.update({ where: { id }, data: spent });
    await db.clipChange.updateMany({ where: { regenerationId: id }, data: spent });
    return id;
  };
  const publish = async (jobId: string, change: Change): Promise<string> => {
    const id = await begin(jobId, change);
    const files = await filesOf(jobId, change);
    const videoKey = await copied(original.videoUrl!, `video-outputs/${jobId}/${id}.mp4`);
    await publishRegeneration(db, claimOf(id, FENCE), { ...files, videoKey, message: 'Done!' });
    return id;
  };

  const beginSeveral: HistoryFixture['begin'] = async (jobId, indexes, instruction) => {
    const [first, ...others] = indexes;
    const id = await begin(jobId, { clipIndex: first!, instruction });
    // Each begins with footage of its own.
    const { regenerationId, ...change } = await db.clipChange.findFirstOrThrow({
      where: { regenerationId: id },
      omit: { clipIndex: true, adjustments: true, footageVersion: true },
    });
    const versions = await db.clipVersion.findMany({ where: { jobId, isCurrent: true } });
    const rows = others.map((clipIndex) => ({
      ...{ ...change, regenerationId, clipIndex },
      baseVersionNumber: versions.find((version) => version.clipIndex === clipIndex)?.versionNumber ?? 1,
    }));
    await db.clipChange.createMany({ data: rows as Prisma.ClipChangeCreateManyInput[] });
    return id;
  };
  const end: HistoryFixture['end'] = async (jobId, id, indexes) => {
    const files = indexes.map(async (clipIndex) => ({
      clipIndex,
      ...(await filesOf(jobId, { clipIndex, instruction: '' })),
    }));
    const videoKey = await copied(original.videoUrl!, `video-outputs/${jobId}/${id}.mp4`);
    const publication = { clips: await Promise.all(files), videoKey, message: 'Done!' };
    await publishRegeneration(db, claimOf(id, FENCE), publication);
  };

  const takes: HistoryFixture['takes'] = async (jobId, change, count) => {
    const id = await begin(jobId, change);
    const made = Array.from({ length: count }, async () => {
      const { clipKey: key, clipSha256: sha256, thumbnailKey } = await filesOf(jobId, change);
      return { clip: { key, sha256, thumbnailKey } };
    });
    const [first, ...others] = await Promise.all(made);
    const checkpoint = {
      ...first,
      takes: Object.fromEntries(others.map((take, index) => [index + 1, take])),
    };
    await db.clipRegeneration.update({ where: { id }, data: { kind: 'TAKES' } });
    await db.clipChange.updateMany({ where: { regenerationId: id }, data: { takes: count, checkpoint } });
    await publishRegeneration(db, claimOf(id, FENCE), { message: 'Done!' });
  };

  return {
    ...{ db, server, browser, publish, begin: beginSeveral, end, takes },
    async videoWith(...changes) {
      const jobId = await copyJob(db, original.id, { title: 'Paper lanterns' });
      for (const change of changes) await publish(jobId, change);
      return jobId;
    },
    async cancelPaid(jobId, change) {
      const id = await begin(jobId, change);
      const { clipKey: key, clipSha256: sha256, thumbnailKey } = await filesOf(jobId, change);
      const checkpoint = { clip: { key, sha256, thumbnailKey } };
      await db.clipChange.updateMany({ where: { regenerationId: id }, data: { checkpoint } });
      await endRegeneration(db, claimOf(id, FENCE), { status: 'canceled', message: 'Canceled. {charged}' });
      return id;
    },
    async serve(env) {
      const more = await startServer({
        DATABASE_URL: fixture.databaseUrl,
        DATA_DIR: fixture.dataDir,
        ...env,
      });
      servers.push(more);
      return more;
    },
    async open(jobId, clip, options) {
      const page = options === undefined ? (shared ??= await newPage()) : await newPage(options);
      await page.goto(`${server.url}/jobs/${jobId}${clip === undefined ? '' : `?clip=${clip}`}`);
      await page.getByRole('button', { name: 'History of the video' }).waitFor();
      return page;
    },
    async leave() {
      const kept = shared?.context();
      const contexts = browser.contexts().filter((context) => context !== kept);
      const tabs = kept?.pages().filter((tab) => tab !== shared) ?? [];
      await Promise.all([...contexts, ...tabs].map(async (each) => await each.close()));
      if (shared !== undefined) await clearTab(shared);
    },
    async close() {
      await browser.close();
      await Promise.all(servers.map(async (each) => await each.stop()));
      await db.$disconnect();
      await fixture.drop();
    },
  };
}
