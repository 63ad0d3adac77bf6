import { fork } from 'node:child_process';
import { once } from 'node:events';
import pg from 'pg';
import { packagePath } from '../../core/util/package-path.js';

/** A peer of our server, in a process of its own. */
export interface PeerProcess {
  url: string;
  pid: number;
  headers: Record<string, never>;
  stop(): void;
}

export async function startPeer(databaseUrl: string): Promise<PeerProcess> {
  const child = fork(packagePath('dist/bench/clips/peer.js'), [databaseUrl], {
    env: { ...process.env, NODE_ENV: 'production' },
  });
  const [url] = (await once(child, 'message')) as [string];
  return { url: `${url}/graphql`, pid: child.pid!, headers: {}, stop: () => child.kill() };
}

/** Writes our server's answer as the peer's only table: it then answers the same without knowing our rules. */
export async function writePeerClips(databaseUrl: string, jobId: string, clips: object[]): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(`CREATE TABLE peer_clips (
      "jobId" uuid, "clipIndex" integer, "thumbnailUrl" text, "timestampStart" float8, "timestampEnd" float8,
      duration float8, "lyricsPreview" text, "isRegenerated" boolean, "originalPrompt" text,
      PRIMARY KEY ("jobId", "clipIndex"))`);
    await client.query(`INSERT INTO peer_clips SELECT * FROM json_populate_recordset(NULL::peer_clips, $1)`, [
      JSON.stringify(clips.map((clip) => ({ ...clip, jobId }))),
    ]);
    await client.query('ANALYZE peer_clips');
  } finally {
    await client.end();
  }
}
