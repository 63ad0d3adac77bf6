import pg from 'pg';
import { actualSchema, describedSchema, SCHEMA } from '../test/kit/database/described-schema.js';
import { createTestDatabase, type TestDatabase } from '../test/kit/database/postgres.js';

let database: TestDatabase;
let actual: string[];

beforeAll(async () => {
  database = await createTestDatabase();
  const client = new pg.Client({ connectionString: database.databaseUrl });
  await client.connect();
  actual = await actualSchema(client);
  await client.end();
});
afterAll(() => database.drop());

/** What a schema with one change describes and the database lacks, and the other way round. */
function drift(from: string, to: string): { missing: string[]; surplus: string[] } {
  const changed = SCHEMA.replace(from, to);
  expect(changed).not.toBe(SCHEMA);
  const described = describedSchema(changed);
  return {
    missing: described.filter((line) => !actual.includes(line)),
    surplus: actual.filter((line) => !described.includes(line)),
  };
}

describe('schema.prisma', () => {
  it('describes the database that the migrations make', () => {
    expect(describedSchema(SCHEMA)).toEqual(actual);
    expect(new Set(actual).size).toBe(actual.length);
  });

  it.each([
    [
      'a new column',
      'template           String?',
      'template String?\n  note String?',
      'jobs.note text',
      null,
    ],
    ['a column less', 'template           String?', '', null, 'jobs.template text'],
    [
      'a column of another name',
      '@map("user_prompt")',
      '@map("prompt")',
      'jobs.prompt text',
      'jobs.user_prompt text',
    ],
    [
      'another type',
      'template           String?',
      'template Int?',
      'jobs.template integer',
      'jobs.template text',
    ],
    [
      'another precision',
      'Decimal(10, 3)',
      'Decimal(10, 4)',
      'job_stages.duration_seconds numeric(10,4)',
      'job_stages.duration_seconds numeric(10,3)',
    ],
    [
      'no NULL',
      'template           String?',
      'template String',
      'jobs.template text NOT NULL',
      'jobs.template text',
    ],
    [
      'another default',
      '@default("kling_v21")',
      '@default("local")',
      "jobs.video_model text NOT NULL DEFAULT 'local'::text",
      "jobs.video_model text NOT NULL DEFAULT 'kling_v21'::text",
    ],
    [
      'no default',
      '@default("kling_v21")',
      '',
      'jobs.video_model text NOT NULL',
      "jobs.video_model text NOT NULL DEFAULT 'kling_v21'::text",
    ],
    [
      'a default from another function',
      'dbgenerated("clock_timestamp()")',
      'now()',
      'paid_calls.created_at timestamp(3) with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP',
      'paid_calls.created_at timestamp(3) with time zone NOT NULL DEFAULT clock_timestamp()',
    ],
    [
      'an index in another order',
      'createdAt(sort: Desc), id(sort: Desc)',
      'createdAt, id(sort: Desc)',
      'CREATE INDEX jobs_user_id_created_at_id_idx ON public.jobs USING btree (user_id, created_at, id DESC)',
      'CREATE INDEX jobs_user_id_created_at_id_idx ON public.jobs USING btree (user_id, created_at DESC, id DESC)',
    ],
    [
      'an index less',
      '@@index([completedAt])',
      '',
      null,
      'CREATE INDEX clip_regenerations_completed_at_idx ON public.clip_regenerations USING btree (completed_at)',
    ],
    [
      'an index of another name',
      ', map: "idx_clip_regenerations_status"',
      '',
      'CREATE INDEX clip_regenerations_status_idx ON public.clip_regenerations USING btree (status)',
      'CREATE INDEX idx_clip_regenerations_status ON public.clip_regenerations USING btree (status)',
    ],
    [
      'an index that is not unique',
      '@@unique([apiName, externalId])',
      '@@index([apiName, externalId])',
      'CREATE INDEX paid_calls_api_name_external_id_idx ON public.paid_calls USING btree (api_name, external_id)',
      'CREATE UNIQUE INDEX paid_calls_api_name_external_id_key ON public.paid_calls USING btree (api_name, external_id)',
    ],
    [
      'another primary key',
      '@@id([regenerationId, sequence])',
      '@@id([sequence, regenerationId])',
      'PRIMARY KEY: CREATE UNIQUE INDEX regeneration_events_pkey ON public.regeneration_events USING btree (sequence, regeneration_id)',
      'PRIMARY KEY: CREATE UNIQUE INDEX regeneration_events_pkey ON public.regeneration_events USING btree (regeneration_id, sequence)',
    ],
    [
      'a relation that keeps what belongs to it',
      'references: [id], onDelete: Cascade',
      'references: [id]',
      'job_stages job_stages_job_id_fkey FOREIGN KEY (job_id) REFERENCES jobs(id) ON UPDATE CASCADE ON DELETE RESTRICT',
      'job_stages job_stages_job_id_fkey FOREIGN KEY (job_id) REFERENCES jobs(id) ON UPDATE CASCADE ON DELETE CASCADE',
    ],
  ])('is found to differ by %s', (_what, from, to, missing, surplus) => {
    const lines = (line: string | null): string[] => (line === null ? [] : [line]);
    expect(drift(from, to)).toEqual({ missing: lines(missing), surplus: lines(surplus) });
  });

  it('is found to differ by a table more, and by a table less', () => {
    const note = 'model Note {\n  id Int @id\n  @@map("notes")\n}\n';
    expect(drift('generator client', `${note}generator client`)).toEqual({
      missing: [
        'PRIMARY KEY: CREATE UNIQUE INDEX notes_pkey ON public.notes USING btree (id)',
        'notes.id integer NOT NULL',
      ],
      surplus: [],
    });
    const [installation = ''] = /model Installation \{[^}]*\}/.exec(SCHEMA) ?? [];
    expect(drift(installation, '').surplus).toContain(
      'installation.id uuid NOT NULL DEFAULT gen_random_uuid()',
    );
  });
});
