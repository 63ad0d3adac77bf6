import { z } from 'zod';
import { API_SETTINGS } from '../../api/config/api-settings.js';
import { RUNNER_SETTINGS } from '../../runner/env.js';
import { IMPORT_SETTINGS } from '../../runner/import/env.js';
import { COPY_STORAGE_SETTINGS, MIGRATE_SETTINGS } from '../env.js';

type Settings = Record<string, z.ZodType>;

/** The programs that people start; those before have the text where several read a setting. */
const STARTED_BY_PEOPLE: Record<string, Settings> = {
  api: API_SETTINGS,
  import: IMPORT_SETTINGS,
  migrate: MIGRATE_SETTINGS,
  'copy-storage': COPY_STORAGE_SETTINGS,
};
/** The order of the last column. */
const PROGRAMS = ['api', 'runner', 'import', 'migrate', 'copy-storage'];

/** A setting as people look it up. */
interface Setting {
  name: string;
  default: string;
  meaning: string;
  readBy: string[];
}

const INTRODUCTION = `# Settings

Environment variables, made by \`npm run settings\` from the schemas that read them (api/config/api-settings.ts, runner/env.ts,
runner/import/env.ts, cli/env.ts, and each provider's settings below runner/video/providers). An empty one counts as not set.
\`npm run doctor\` takes the settings of the api and checks whether they fit together.

The api hands a runner what it needs: as its environment, or, on Kubernetes, in the Job, and secrets by the Secret
\`RUNNER_SECRET\`. The import takes what a running server left in \`DATA_DIR\` unless settings say otherwise.
`;

/** The text of docs/settings.md. */
export function settingsPage(): string {
  const sections = [
    ['What you set', settingsOfPeople()],
    ['What the api sets for a runner', settingsOfRunners()],
  ] as const;
  return [INTRODUCTION, ...sections.map(([title, rows]) => `## ${title}\n\n${table(rows)}\n`)].join('\n');
}

/**
 * Every setting of a program that people start, once. A runner reads it too if the server, which alone starts runners,
 * passes it on.
 */
function settingsOfPeople(): Setting[] {
  const found = new Map<string, Setting>();
  for (const [program, schema] of Object.entries(STARTED_BY_PEOPLE))
    for (const [name, one] of Object.entries(schema)) {
      const known = found.get(name);
      if (known !== undefined) known.readBy.push(program);
      else found.set(name, { name, ...described(name, one), readBy: [program] });
    }
  for (const { name, readBy } of found.values())
    if (name in API_SETTINGS && name in RUNNER_SETTINGS) readBy.push('runner');
  return [...found.values()];
}

/** The settings of a runner that the api does not read but computes. */
function settingsOfRunners(): Setting[] {
  return Object.entries<z.ZodType>(RUNNER_SETTINGS)
    .filter(([name]) => !(name in API_SETTINGS))
    .map(([name, one]) => ({ name, ...described(name, one), readBy: ['runner'] }));
}

/** A conditional default is the end of the description: `…; default X`. */
function described(name: string, one: z.ZodType): Pick<Setting, 'default' | 'meaning'> {
  if (one.description === undefined) throw new Error(`${name} has no description`);
  const [, meaning = '', inWords] = /^(.*?)(?:; default (.*))?$/s.exec(one.description) ?? [];
  const written = z.toJSONSchema(one, { io: 'input', unrepresentable: 'any' });
  const values = (written.enum ?? []).map((value) => `\`${String(value)}\``).join(', ');
  const fixed =
    written.default === undefined ? (inWords ?? '') : `\`${z.coerce.string().parse(written.default)}\``;
  const required = fixed === '' && !one.safeParse(undefined).success;
  return {
    default: required ? 'required' : fixed.replace(/^``$/, ''),
    meaning: linked(values === '' || name === 'CRASH_POINT' ? meaning : `${meaning}. One of ${values}`),
  };
}

/** Pages beside this one. */
function linked(meaning: string): string {
  return meaning.replaceAll(/docs\/(\S+\.md)/g, '[$1]($1)');
}

function table(rows: Setting[]): string {
  const lines = rows.map(({ name, default: standard, meaning, readBy }) =>
    [`\`${name}\``, standard, meaning, programs(readBy)].map((cell) => cell.replaceAll('|', '\\|')),
  );
  const head = ['setting', 'default', 'meaning', 'read by'];
  return [head, head.map(() => '---'), ...lines]
    .map((cells) => `| ${cells.join(' | ')} |`.replaceAll(/ {2,}/g, ' '))
    .join('\n');
}

function programs(readBy: string[]): string {
  return PROGRAMS.filter((program) => readBy.includes(program)).join(', ');
}
