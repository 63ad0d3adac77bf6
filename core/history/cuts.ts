import { z } from 'zod';
import { Prisma, type PrismaClient } from '../../prisma/generated/client.js';
import { sharing } from '../util/sharing.js';

/** Some clips of the video that a regeneration has published. */
export interface CutKey {
  regenerationId: string;
  clipIndexes: readonly number[];
}

/** What they showed in the video before, and in that one: version numbers and addresses by the clips' indexes. */
export interface Cuts {
  before: ReadonlyMap<number, Shown>;
  after: ReadonlyMap<number, Shown>;
}

export interface Shown {
  versionNumber: number;
  /** Empty: the pipeline's original (footageKey of core/job/job-record.ts). */
  address: string;
}

const shown = z.record(z.string(), z.object({ versionNumber: z.number(), address: z.string() }));
const row = z.object({ id: z.string(), before: shown, after: shown });

/** Reads for one process what videos were made of; lookups of one turn of the event loop share one statement. */
export class CutRepository {
  constructor(private readonly db: PrismaClient) {}

  private readonly cuts = sharing(async (keys: readonly CutKey[]) => await this.read(keys));

  /** Null where it has published no video. */
  async of(key: CutKey): Promise<Cuts | null> {
    return await this.cuts.load(key);
  }

  private async read(keys: readonly CutKey[]): Promise<(Cuts | null)[]> {
    const ids = keys.map(({ regenerationId }) => regenerationId);
    const clips = [...new Set(keys.flatMap(({ clipIndexes }) => clipIndexes))];
    const rows = await this.db.$queryRaw<unknown[]>(Prisma.sql`
      SELECT v.regeneration_id AS id, ${shownIn(Prisma.sql`p.cut`, clips)} AS before, ${shownIn(Prisma.sql`v.cut`, clips)} AS after
      FROM video_versions v JOIN video_versions p ON p.job_id = v.job_id AND p.version_number = v.version_number - 1
      WHERE v.regeneration_id = ANY(${ids}::uuid[])`);
    const found = new Map(rows.map((one) => row.parse(one)).map((one) => [one.id, one]));
    return ids.map((id) => {
      const of = found.get(id);
      return of === undefined ? null : { before: byIndex(of.before), after: byIndex(of.after) };
    });
  }
}

const shownIn = (cut: Prisma.Sql, clips: readonly number[]): Prisma.Sql => Prisma.sql`(
  SELECT COALESCE(json_object_agg(n.clip, json_build_object(
    'versionNumber', n.version, 'address', COALESCE(c.video_url, ''))), '{}')
  FROM (SELECT clip, COALESCE((${cut} ->> clip::text)::int, 1) AS version FROM unnest(${clips}::int[]) AS clip) n
  LEFT JOIN clip_versions c ON (c.job_id, c.clip_index, c.version_number) = (v.job_id, n.clip, n.version))`;

const byIndex = (of: z.infer<typeof shown>): Map<number, Shown> =>
  new Map(Object.entries(of).map(([clip, one]) => [Number(clip), one]));
