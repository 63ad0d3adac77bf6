import { readFile } from 'node:fs/promises';
import { StartupError } from '../../core/util/startup-error.js';
import { PROVIDERS, type SettingFile } from '../../runner/video/providers/registry.js';

/** The settings with the values that providers keep in files. Throws StartupError with a line for each mistake. */
export async function withProviderFiles<Env extends object>(env: Env): Promise<Env> {
  const read: Record<string, string | undefined> = {};
  for (const file of PROVIDERS.files(env)) read[file.name] = await valueIn(file);
  return { ...env, ...read };
}

async function valueIn({ fileSetting, path, schema }: SettingFile): Promise<string | undefined> {
  const parsed = schema.safeParse(await textIn(path, fileSetting));
  if (parsed.success) return parsed.data;
  throw new StartupError(parsed.error.issues.map(({ message }) => `${path}: ${message}`).join('\n'));
}

/** The text of a file that a setting names. */
export async function textIn(path: string, fileSetting: string): Promise<string> {
  return await readFile(path, 'utf8').catch((error: unknown) => {
    throw new StartupError(`${fileSetting} cannot be read: ${(error as Error).message}`);
  });
}
