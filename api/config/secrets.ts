import { randomBytes } from 'node:crypto';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const secretsSchema = z.object({
  /** Signs media URLs and quotes. */
  mediaUrl: z.string().min(32),
  /** Signs the demo user's tokens. */
  demoJwt: z.string().min(32),
});
export type Secrets = z.infer<typeof secretsSchema>;

/** Secrets that are not configured: generated once, kept in the data folder, readable by its owner only. */
export async function loadSecrets(dataDir: string): Promise<Secrets> {
  const file = join(dataDir, 'secrets.json');
  try {
    return secretsSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const secrets = {
    mediaUrl: randomBytes(32).toString('base64url'),
    demoJwt: randomBytes(32).toString('base64url'),
  };
  await writeFile(file, JSON.stringify(secrets), { mode: 0o600 });
  await chmod(file, 0o600);
  return secrets;
}
