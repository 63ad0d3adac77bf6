import { readFileSync } from 'node:fs';
import { packagePath } from '../../core/util/package-path.js';
import { findImageEngine, type ImageEngine } from './image-engine.js';
import { declareRequiring } from '../kit/jest/requirement.js';

/**
 * Named by `npm run test:image`. CI has no engine and no registry for its base, so these tests are reported there
 * as left out.
 */
const IMAGE = process.env.TEST_IMAGE ?? '';
const engine: ImageEngine | null = IMAGE === '' ? null : findImageEngine(IMAGE);
afterAll(() => engine?.close());

function itOfTheImage(name: string, test: (image: ImageEngine) => Promise<void>): void {
  const need = { requirement: 'an image: npm run test:image', present: engine !== null, requireAll: false };
  declareRequiring(it, need, name, async () => await test(engine!), 120_000);
}

if (IMAGE !== '' && engine === null) throw new Error(`Neither docker, podman nor buildah has ${IMAGE}`);

/**
 * Prints the image's content as its user sees it: packages, and files that look like a secret. The example in
 * Replicate's documentation is no secret: the api contains it in order to reject it.
 */
const LOOK = `
const fs = require('node:fs'), path = require('node:path');
const packages = [], suspects = [];
const secret = /BEGIN [A-Z ]*PRIVATE KEY|whsec_(?!MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw)[A-Za-z0-9+/]{24}|\\bsk-[A-Za-z0-9_-]{24}|\\br8_[A-Za-z0-9]{24}|postgres(ql)?:\\/\\/[^\\s:@/{$]+:[^\\s@{$]+@/;
function walk(folder, depth) {
  let entries = [];
  try { entries = fs.readdirSync(folder, { withFileTypes: true }); } catch {}
  for (const entry of entries) {
    const at = path.join(folder, entry.name);
    if (entry.isDirectory()) { if (!entry.isSymbolicLink()) walk(at); }
    else if (/node_modules\\/(@[^/]+\\/)?[^/]+\\/package\\.json$/.test(at)) packages.push(path.relative('/app', path.dirname(at)));
    else if (/^\\.(env|npmrc|netrc|pgpass)/.test(entry.name) || /\\/\\.(git|aws|docker|kube)\\//.test(at)) suspects.push(at);
    else if (!at.includes('node_modules') && secret.test(fs.readFileSync(at, 'latin1'))) suspects.push(at);
  }
}
for (const folder of ['/app', '/data', '/home', '/root', '/run', '/tmp', '/srv', '/opt']) walk(folder);
const written = ['/app', '/etc', '/usr/bin', '/data'].filter((folder) => {
  try { fs.writeFileSync(folder + '/written', ''); fs.rmSync(folder + '/written'); return true; } catch { return false; }
});
console.log(JSON.stringify({ packages, suspects, written, user: process.getuid() }));
`;

interface Look {
  packages: string[];
  suspects: string[];
  written: string[];
  user: number;
}

itOfTheImage(
  'has no development dependency, no secret, and nothing that its user may overwrite',
  async (image) => {
    const { code, output } = await image.run(['node', '-e', LOOK]);
    expect(code).toBe(0);
    const { packages, suspects, written, user } = JSON.parse(output) as Look;
    const lock = JSON.parse(readFileSync(packagePath('package-lock.json'), 'utf8')) as {
      packages: Record<string, { dev?: boolean }>;
    };
    const locked = packages.filter((path) => lock.packages[path] !== undefined);
    expect(locked).toContain('node_modules/sharp');
    expect(locked.filter((path) => lock.packages[path]!.dev === true)).toEqual([]);
    expect({ suspects, written, user }).toEqual({ suspects: [], written: ['/data'], user: 1000 });
  },
);

itOfTheImage(
  'has labels, runs as an unprivileged user, and has no secret in its environment',
  async (image) => {
    const { User, Env, Labels, Cmd, ExposedPorts } = image.config();
    expect({ User, Cmd, ports: Object.keys(ExposedPorts) }).toEqual({
      User: '1000:1000',
      Cmd: ['node', 'dist/api.js'],
      ports: ['4000/tcp'],
    });
    expect(Env.filter((one) => /SECRET|TOKEN|PASSWORD|KEY|DATABASE_URL/.test(one))).toEqual([]);
    for (const label of ['title', 'description', 'licenses', 'version', 'revision'])
      expect(Labels[`org.opencontainers.image.${label}`]).toMatch(/\S/);
  },
);

describe('each program is there, and says what it lacks', () => {
  const programs: [string, number, RegExp][] = [
    ['api.js', 1, /In production set AUTH_JWT_SECRET or AUTH_JWKS_URL/],
    ['migrate.js', 64, /Set DATABASE_URL/],
    ['runner.js', 64, /at REGENERATION_ID/],
    ['import.js', 2, /[Uu]sage|Start the server first|import/],
    ['doctor.js', 1, /✗ settings: In production set/],
  ];
  for (const [program, exitCode, sentence] of programs)
    itOfTheImage(program, async (image) => {
      const { code, output } = await image.run(['node', `dist/${program}`]);
      expect(output).toMatch(sentence);
      expect(code).toBe(exitCode);
    });

  itOfTheImage('ffmpeg that can do all that is asked of it', async (image) => {
    const env = ['NODE_ENV=', 'HOST=127.0.0.1', 'TMPDIR=/data'];
    const { output } = await image.run(['env', ...env, 'node', 'dist/doctor.js']);
    expect(output).toContain('✓ ffmpeg: the one of FFMPEG_PATH');
  });
});
