import { readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { providerProblems, providerSecrets, providerSettings } from '../../api/config/providers.js';
import { rateCard } from '../../core/quote/rate-card.js';
import { packagePath } from '../../core/util/package-path.js';
import { PROVIDERS, ProviderRegistry } from '../../runner/video/providers/registry.js';
import type { VideoModel } from '../../runner/video/video-model.js';
import { createVideoModels, type VideoModels } from '../../runner/video/video-models.js';
import { brokenInvariants } from '../kit/database/invariants.js';
import { booksOf, callOf, eachBook } from '../kit/paid/paid-fixture.js';
import { createModelRuns, type ModelRuns, type Run } from '../kit/paid/paid-run.js';
import { instant, listingInstant } from './instant-provider.js';
import { startInstantServer, type InstantServer } from './instant-server.js';

/** A second provider, which answers at once, registered like the first one. */
const registry = new ProviderRegistry([...PROVIDERS.all, instant, listingInstant]);

describe('what the programs know of a provider that is registered', () => {
  const env = { INSTANT_KEY: 'a key', INSTANT_URL: 'https://instant.example' };

  it('is its settings: a runner is given the secret ones apart', () => {
    const names = Object.keys(env);
    expect(Object.keys(registry.shape('api'))).toEqual(expect.arrayContaining(names));
    expect(Object.keys(registry.shape('runner'))).toEqual(expect.arrayContaining(names));
    expect(providerSettings(env, registry)).toEqual({ INSTANT_URL: env.INSTANT_URL });
    expect(providerSecrets(env, registry)).toEqual({ INSTANT_KEY: env.INSTANT_KEY });
    const schema = z.object({ ...registry.shape('api') });
    expect(schema.safeParse({ INSTANT_URL: 'no address' }).success).toBe(false);
  });

  it('is whether it is turned on, and what to set if its model is chosen without', () => {
    expect(registry.configured(env)).toEqual([instant, listingInstant]);
    expect(registry.configured({})).toEqual([]);
    expect(providerProblems({ VIDEO_MODEL: 'instant_one' }, registry)).toEqual([
      'Set INSTANT_KEY, or VIDEO_MODEL=local: the other video models run at Instant, which charges.',
    ]);
    expect(providerProblems({ ...env, VIDEO_MODEL: 'instant_one' }, registry)).toEqual([]);
  });

  it('is its models and their prices', () => {
    expect(registry.providerOf('instant_one')).toBe(instant);
    expect(registry.providerOf('constructor')).toBeNull();
    expect(rateCard(registry.models, '0').video['instant_one']).toMatchObject({ price: { usd: '0.05' } });
  });

  it('is never a model that another one has', () => {
    expect(() => new ProviderRegistry([instant, instant])).toThrow(/instant_one/);
  });
});

describe('a clip of a provider that answers at once', () => {
  let runs: ModelRuns;
  let server: InstantServer;
  let models: VideoModels;
  const unused = { api: 'local' } as VideoModel;

  beforeAll(async () => {
    runs = await createModelRuns();
    server = await startInstantServer(runs.footage);
    const { db, databaseUrl, deps } = runs;
    models = await createVideoModels(registry, server.env, unused, { ...deps, db, databaseUrl });
  }, 60_000);
  afterAll(async () => {
    await server.close();
    await runs.drop();
  });
  afterEach(async () => expect(await brokenInvariants(runs.db)).toEqual([]));

  /** Runs to the end, as a runner does, also if it fails. */
  async function run(model: string): Promise<Run & { posts: number; made: number }> {
    const before = { posts: server.posts, made: server.films.length };
    const ended = await runs.run(models.forModel(model), { model }, models);
    return { ...ended, posts: server.posts - before.posts, made: server.films.length - before.made };
  }

  it('is asked for once, accepted, paid and fetched', async () => {
    const { id, failure, outputPath, posts } = await run('instant_one');
    expect([failure, posts]).toEqual([null, 1]);
    expect((await readFile(outputPath)).equals(await readFile(runs.footage))).toBe(true);
    expect(server.films.at(-1)).toMatchObject({ input: { picture: expect.stringMatching(/^data:image/) } });
    expect(await callOf(runs.db, id)).toMatchObject({
      ...{ apiName: 'instant', externalId: server.films.at(-1)!.id, state: 'settled' },
      ...{ outcome: 'succeeded', posts: 1, ambiguous: false },
    });
    expect(await booksOf(runs.db, id)).toEqual(eachBook('0.2500'));
  });

  it.each(['unanswered', 'bad-gateway'] as const)(
    'whose answer is lost (%s) is never asked for again, and counts as charged',
    async (fault) => {
      server.failNext(fault);
      const { id, failure, posts, made } = await run('instant_one');
      expect([failure?.message, posts, made]).toEqual([expect.stringMatching(/did not answer/), 1, 1]);
      expect(await callOf(runs.db, id)).toMatchObject({ outcome: 'unknown', ambiguous: true, posts: 1 });
      expect(await booksOf(runs.db, id)).toEqual(eachBook('0.2500'));
    },
  );

  it('whose answer is lost is recovered, if the provider lists what it made', async () => {
    server.failNext('unanswered');
    const { id, failure, outputPath, posts } = await run('listing_one');
    expect([failure, posts]).toEqual([null, 1]);
    expect((await readFile(outputPath)).equals(await readFile(runs.footage))).toBe(true);
    expect(await callOf(runs.db, id)).toMatchObject({ outcome: 'succeeded', ambiguous: false });
    expect(await booksOf(runs.db, id)).toEqual(eachBook('0.2500'));
  });

  it('that is rejected costs nothing', async () => {
    server.failNext('rejected');
    const { id, failure, posts } = await run('instant_one');
    expect([failure?.message, posts]).toEqual(['The video model does not take this request. {charged}', 1]);
    expect(await booksOf(runs.db, id)).toEqual(eachBook('0.0000'));
  });

  it('of a model without access says which setting is missing', async () => {
    const { db, databaseUrl, deps } = runs;
    const none = await createVideoModels(registry, {}, unused, { ...deps, db, databaseUrl });
    expect(() => none.forModel('instant_one')).toThrow(
      /no access to the video model instant_one \(INSTANT_KEY\)/,
    );
    expect(() => none.forModel('forgotten')).toThrow(/forgotten is not known here/);
    expect(none.forModel('local')).toBe(unused);
  });
});

it.each(PROVIDERS.all.map(({ name }) => name))('only the registry knows the name of %s', (name) => {
  const rooms = ['api', 'cli', 'core', 'embedded-postgres', 'prisma', 'runner', 'web'];
  const own = `runner/video/providers/${name}/`;
  const files = rooms.flatMap(sourcesIn).filter((file) => !file.startsWith(own));
  const naming = files.filter((file) => readFileSync(packagePath(file), 'utf8').toLowerCase().includes(name));
  expect(naming).toEqual(['runner/video/providers/registry.ts']);
  expect(files.length).toBeGreaterThan(400);
});

/** What people write in a room; migrations that were applied never change. */
function sourcesIn(room: string): string[] {
  return readdirSync(packagePath(room), { recursive: true, encoding: 'utf8' })
    .map((file) => path.join(room, file))
    .filter((file) => /\.(ts|tsx|mjs|cjs|sql|prisma|css|html)$/.test(file))
    .filter((file) => !/(^|\/)(generated|node_modules|migrations)\//.test(file));
}
