import { parseArgs } from 'node:util';
import { isUuid } from '../../core/util/uuid.js';
import { DEMO_USER_ID } from '../../core/import/demo-user.js';
import { formatsOf } from '../../core/import/import-files.js';
import { ImportError } from './import-error.js';

/** What to import, and for whom. */
export interface ImportRequest {
  /** A pipeline job's JSON, or a folder. */
  path: string;
  userId: string;
  /** Replaces the title from the job or folder. */
  title: string | null;
  /** Gives the job a new id, so that the same job can be imported twice. */
  newId: boolean;
  /** A JSON file that says what each file of a folder is for, and the order of the clips (core/import/import-roles.ts). */
  roles: string | null;
  /** Report as lines of JSON (core/import/import-lines.ts), and stop when stdin ends. */
  json: boolean;
}

export const USAGE = `Usage: npm run import -- PATH [--title TEXT] [--user UUID] [--new-id] [--roles FILE]

PATH is a job of the generation pipeline (a .json file with its media beside it), or a folder with
clips in the order of their names (${formatsOf('clip')}),
one song (${formatsOf('song')}) and, if you have them,
lyrics (${formatsOf('lyrics')}) and prompts (${formatsOf('prompts')}, one line per clip). For another order or other names: --roles FILE, with JSON such as
{"clips": ["b.mp4", "a.mp4"], "song": "mix.mp3", "lyrics": null, "prompts": null}.`;

/** Reads the command line; throws ImportError with one sentence. */
export function parseArguments(argv: string[], variables: NodeJS.ProcessEnv = {}): ImportRequest {
  const { values, positionals } = parsed(argv);
  const [path, ...further] = positionals;
  if (path === undefined) throw new ImportError('Say which file or folder to import.');
  if (further.length > 0) throw new ImportError('Only one file or folder can be imported at a time.');
  const userId = values.user ?? ownerByDefault(variables);
  if (!isUuid(userId)) throw new ImportError(`--user must be a UUID, not ${userId}.`);
  const { title, roles = null, json } = values;
  return { path, userId, title: title?.trim() || null, newId: values['new-id'], roles, json };
}

/** The demo's user, where people sign in as that one. Elsewhere nobody would find the video. */
function ownerByDefault(variables: NodeJS.ProcessEnv): string {
  const othersSignIn =
    variables['NODE_ENV'] === 'production' || variables['AUTH_JWKS_URL'] || variables['AUTH_JWT_SECRET'];
  if (othersSignIn)
    throw new ImportError(
      'Say whose the video is: --user UUID, the `sub` of their tokens (there is no demo user here).',
    );
  return DEMO_USER_ID;
}

function parsed(argv: string[]) {
  try {
    return parseArgs({
      args: argv,
      allowPositionals: true,
      options: {
        user: { type: 'string' },
        title: { type: 'string' },
        'new-id': { type: 'boolean', default: false },
        roles: { type: 'string' },
        json: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new ImportError(`${(error as Error).message.split('. ')[0]}.`, error);
  }
}
