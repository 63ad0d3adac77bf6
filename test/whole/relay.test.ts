import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { packagePath } from '../../core/util/package-path.js';

const run = promisify(execFile);
const require = createRequire(import.meta.url);
const COMPILER = require.resolve('relay-compiler/cli.js');

/** What a Relay app keeps in its sources, by the name of the file: the compiler wants it as a prefix of every name. */
const SOURCES = {
  Videos: [
    'query VideosQuery { viewer { id } ...Videos_list }',
    `fragment Videos_list on Query
      @refetchable(queryName: "VideosPageQuery")
      @argumentDefinitions(first: { type: "Int", defaultValue: 20 }, after: { type: "String" }) {
      jobs(first: $first, after: $after) @connection(key: "Videos_jobs") {
        totalCount
        edges { node { id ...VideoCard_job } }
      }
    }`,
    'subscription VideosSubscription { jobChanged(jobId: null) { type jobId job { id ...VideoCard_job } } }',
  ],
  VideoCard: [
    `fragment VideoCard_job on Job {
      title status createdAt videoUrl budget { limit remaining } clips { clipIndex thumbnailUrl }
      activeRegeneration { id progress }
    }`,
  ],
  Video: [
    `query VideoQuery($id: ID!, $changes: Int = 20) {
      job(id: $id) { id ...VideoCard_job }
      regenerations(jobId: $id, first: $changes) { ...Video_change }
    }`,
    `fragment Video_change on Regeneration {
      id status progress error { code message retryable } templates { id label } events { sequence type message }
    }`,
    `mutation VideoChangeMutation($input: RegenerateClipInput!) {
      regenerateClip(input: $input) { regeneration { id ...Video_change } }
    }`,
    `subscription VideoProgressSubscription($id: ID!, $after: Int) {
      regenerationProgress(regenerationId: $id, afterSequence: $after) { sequence type progress error { message } }
    }`,
  ],
};

it("Relay's compiler takes the schema with an app's usual documents, a @connection among them", async () => {
  const folder = await mkdtemp(join(tmpdir(), 'relay-'));
  try {
    for (const name of ['src', 'artifacts']) await mkdir(join(folder, name));
    await writeFile(join(folder, 'relay.json'), JSON.stringify(config(packagePath('schema.graphql'))));
    for (const [name, documents] of Object.entries(SOURCES))
      await writeFile(join(folder, 'src', `${name}.ts`), source(documents));
    // It prints what is wrong with a document and exits with 1.
    const { stdout, stderr } = await run(process.execPath, [COMPILER, 'relay.json'], { cwd: folder });
    expect(`${stdout}${stderr}`).not.toContain('[ERROR]');
    const artifacts = await readdir(join(folder, 'artifacts'));
    const named = Object.values(SOURCES)
      .flat()
      .map((document) => /^\w+ (\w+)/.exec(document)![1]!);
    const expected = [...named, 'VideosPageQuery'].map((name) => `${name}.graphql.ts`);
    expect(artifacts.toSorted()).toEqual(expected.toSorted());
  } finally {
    await rm(folder, { recursive: true });
  }
});

function config(schema: string): object {
  return {
    ...{ src: './src', schema, language: 'typescript', artifactDirectory: './artifacts' },
    customScalarTypes: { DateTime: 'string', Decimal: 'string' },
  };
}

function source(documents: string[]): string {
  return documents.map((document) => `graphql\`${document}\`;\n`).join('');
}
