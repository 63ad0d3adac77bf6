import type { z } from 'zod';
import { StartupError } from './startup-error.js';

/** A program that reads settings: people set the api's, and the api sets the runner's. */
export type Program = 'api' | 'runner';

/** One environment variable of something that an operator may plug in. */
export interface Setting {
  /** How each program reads it; without a default, so that the api passes on only what was set. */
  schema: z.ZodType<string | undefined>;
  /** Who is given it. One that reaches both is passed on by the api; one for the runner alone is made by the api. */
  reaches: readonly Program[];
  /** On Kubernetes it reaches the runner by the Secret, never in the Job. */
  secret: boolean;
  /** The setting that names a file with this one's value, which the api reads at start. */
  contentOf?: string;
  /** A value that everybody knows from a documentation: production refuses it. */
  example?: string;
}

export type Settings = Readonly<Record<string, Setting>>;

/** Settings as they were read: undefined is not set. */
export type SettingValues<Names extends string = string> = Readonly<Partial<Record<Names, string>>>;

type Shape<S extends Settings> = { [Name in keyof S]: S[Name]['schema'] };

/** The part of a program's schema that these settings are; their meanings become docs/settings.md. */
export function shapeFor<S extends Settings>(settings: S, program: Program): Shape<S> {
  return Object.fromEntries(
    Object.entries(settings)
      .filter(([, { reaches }]) => reaches.includes(program))
      .map(([name, { schema }]) => [name, schema]),
  ) as Shape<S>;
}

/** What a program's environment says of these settings. */
export function valuesOf(settings: Settings, env: object): SettingValues {
  const names = Object.keys(settings);
  return Object.fromEntries(Object.entries(env).filter(([name]) => names.includes(name)));
}

/** What the api passes on to runners: the secrets, or everything else. */
export function passedOn(settings: Settings, env: object, { secret }: { secret: boolean }): SettingValues {
  const passed = Object.entries(settings).filter(
    ([, setting]) =>
      setting.secret === secret && ['api', 'runner'].every((one) => setting.reaches.includes(one as Program)),
  );
  return valuesOf(Object.fromEntries(passed), env);
}

/** Reads a program's settings; empty ones count as not set. Throws StartupError with a line for each wrong setting. */
export function readSettings<Schema extends z.ZodType>(
  schema: Schema,
  source: NodeJS.ProcessEnv,
): z.infer<Schema> {
  const filled = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(filled);
  if (parsed.success) return parsed.data;
  throw new StartupError(
    parsed.error.issues
      .map((issue) => [issue.path.join('.'), issue.message].filter(Boolean).join(': '))
      .join('\n'),
  );
}
