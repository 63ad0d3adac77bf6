import { z } from 'zod';
import { API_SETTINGS } from '../../api/config/env.js';
import { RUNNER_SETTINGS } from '../../runner/env.js';
import { IMPORT_SETTINGS } from '../../runner/import/env.js';

const PROGRAMS: Record<string, Record<string, z.ZodType>> = {
  api: API_SETTINGS,
  runner: RUNNER_SETTINGS,
  import: IMPORT_SETTINGS,
};

/** A setting as people look it up. */
interface Setting {
  name: string;
  default: string;
  meaning: string;
  readBy: string[];
}

const INTRODUCTION = `# Settings

Environment variables, made by \`npm run settings\` from the schemas that read them (api/config/env.ts, runner/env.ts,
runner/import/env.ts, and each provider's settings below runner/video/providers). An empty one counts as not set. \`npm run doctor\` checks what they say together.

The api hands a runner what it needs: as its environment, or, on Kubernetes, in the Job, and secrets by the Secret
\`RUNNER_SECRET\`. The import takes what a running server left in \`DATA_DIR\` unless settings say otherwise.
`;

/** The text of docs/settings.md. */
export function settingsPage(): string {
  const all = settings();
  const [ofRunners, ofPeople] = [onlyFor('runner'), not(onlyFor('runner'))].map((which) => all.filter(which));
  const sections = [
    ['What you set', ofPeople!],
    ['What the api sets for a runner', ofRunners!],
  ] as const;
  return [INTRODUCTION, ...sections.map(([title, rows]) => `## ${title}\n\n${table(rows)}\n`)].join('\n');
}

/** Every setting of any program once, in the order of the schemas. */
function settings(): Setting[] {
  const found = new Map<string, Setting>();
  for (const [program, schema] of Object.entries(PROGRAMS))
    for (const [name, one] of Object.entries(schema)) {
      const known = found.get(name);
      if (known !== undefined) known.readBy.push(program);
      else found.set(name, { name, ...described(name, one), readBy: [program] });
    }
  return [...found.values()];
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

function onlyFor(program: string): (setting: Setting) => boolean {
  return ({ readBy }) => readBy.join() === program;
}

function not(which: (setting: Setting) => boolean): (setting: Setting) => boolean {
  return (setting) => !which(setting);
}

function table(rows: Setting[]): string {
  const lines = rows.map(({ name, default: standard, meaning, readBy }) =>
    [`\`${name}\``, standard, meaning, readBy.join(', ')].map((cell) => cell.replaceAll('|', '\\|')),
  );
  const head = ['setting', 'default', 'meaning', 'read by'];
  return [head, head.map(() => '---'), ...lines]
    .map((cells) => `| ${cells.join(' | ')} |`.replaceAll(/ {2,}/g, ' '))
    .join('\n');
}
