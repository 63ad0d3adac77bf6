import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packagePath } from '../../core/util/package-path.js';
import { createTestDatabase, type TestDatabase } from '../kit/database/postgres.js';
import { startComfyUi } from '../providers/comfyui-server.js';
import { WORKFLOW } from '../providers/comfyui-workflow.js';
import { startS3Server, type S3Server } from '../kit/storage/s3-server.js';

let folder: string;
let database: TestDatabase;
let s3: S3Server;
let provider: Server;
let providerUrl: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'doctor-test-'));
  [database, s3] = await Promise.all([createTestDatabase(), startS3Server()]);
  // Answers as Replicate and OpenAI do to the key `good`.
  provider = createServer(({ headers }, response) => {
    response.writeHead(headers.authorization === 'Bearer good' ? 200 : 401).end('{}');
  });
  await once(provider.listen(0, '127.0.0.1'), 'listening');
  providerUrl = `http://127.0.0.1:${(provider.address() as AddressInfo).port}`;
});
afterAll(async () => {
  provider.close();
  await s3.close();
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

/** The output of `npm run doctor`, and its exit code. */
async function doctor(env: Record<string, string>): Promise<{ code: number; lines: string[] }> {
  const { PATH, HOME } = process.env;
  const options = { env: { PATH, HOME, DATA_DIR: folder, ...env } };
  return await new Promise((resolve) => {
    execFile(process.execPath, [packagePath('dist/doctor.js')], options, (error, stdout) =>
      resolve({ code: error === null ? 0 : Number(error.code), lines: stdout.trim().split('\n') }),
    );
  });
}

it('finds nothing wrong with embedded defaults', async () => {
  const { code, lines } = await doctor({});
  expect(code).toBe(0);
  expect(lines).toEqual([
    '✓ database: the embedded PostgreSQL, which starts with the server',
    `✓ storage: files in ${join(folder, 'storage')}`,
    '✓ runners: processes of the server, 2 at a time',
    expect.stringMatching(/^✓ ffmpeg: the /),
    '✓ video models: the built-in renderer; REPLICATE_API_TOKEN and COMFYUI_URL are not set',
    '✓ language model: rules; OPENAI_API_KEY is not set',
    '✓ sign-in: the demo sign-in, on this machine alone',
  ]);
});

it('finds nothing wrong with an installation that is right', async () => {
  const { code, lines } = await doctor({
    DATABASE_URL: database.databaseUrl,
    ...s3Env('S3RVER'),
    REPLICATE_API_TOKEN: 'good',
    REPLICATE_BASE_URL: providerUrl,
    OPENAI_API_KEY: 'good',
    OPENAI_BASE_URL: providerUrl,
    ASSISTANT_MODEL: 'gpt-4o-mini',
    AUTH_JWT_SECRET: 'a secret of at least thirty-two characters',
  });
  expect({ code, lines: lines.filter((line) => !line.startsWith('✓')) }).toEqual({ code: 0, lines: [] });
  expect(lines).toContain('✓ language model: gpt-4o; behind the assistant: gpt-4o-mini');
  expect(lines[0]).toMatch(/^✓ database: PostgreSQL \d+\.\d+; \d+ migrations$/);
});

it('compares a workflow with the nodes and files of each ComfyUI', async () => {
  const comfy = await startComfyUi(join(folder, 'no-video'));
  const file = join(folder, 'workflow.json');
  const { code, lines } = await doctor({
    COMFYUI_URL: `${comfy.url},http://127.0.0.1:29`,
    COMFYUI_WORKFLOW: JSON.stringify({
      ...WORKFLOW,
      '3': { class_type: 'VAELoader', inputs: { vae_name: 'gone.safetensors' } },
      '9': { class_type: 'VAEDecode', inputs: { samples: ['8', 0] } },
      '12': { class_type: 'RIFE VFI', inputs: {} },
      '13': { class_type: 'SaveVideo', inputs: { ...WORKFLOW['13'].inputs, filename_prefix: '{{seed}}' } },
    }),
  });
  const { host } = new URL(comfy.url);
  expect([code, lines.filter((line) => line.startsWith('✗'))]).toEqual([
    1,
    [
      `✗ video models: ${host}: Node 3 (VAELoader), input vae_name: the file gone.safetensors is not there.`,
      `✗ video models: ${host}: Node 9 (VAEDecode), input vae: the workflow has no value for it.`,
      `✗ video models: ${host}: Node 12 (RIFE VFI) is not installed.`,
      `✗ video models: ${host}: Node 13 (SaveVideo), input filename_prefix: {{seed}} is a number, and the input takes STRING.`,
      '✗ video models: 127.0.0.1:29: The address of COMFYUI_URL has no list of nodes (ECONNREFUSED).',
    ],
  ]);
  await writeFile(file, JSON.stringify(WORKFLOW));
  const right = await doctor({ COMFYUI_URL: comfy.url, COMFYUI_WORKFLOW_FILE: file });
  expect(right).toMatchObject({ code: 0, lines: expect.arrayContaining(['✓ video models: ComfyUI']) });
  await comfy.close();
});

it('names everything to fix at once', async () => {
  const { code, lines } = await doctor({
    DATABASE_URL: 'postgresql://nobody@127.0.0.1:9/none',
    ...s3Env('wrong'),
    LAUNCHER: 'kubernetes',
    RUNNER_IMAGE: 'clip-chatbot',
    KUBECONFIG: join(folder, 'no-such-file'),
    FFMPEG_PATH: join(folder, 'no-ffmpeg'),
    REPLICATE_API_TOKEN: 'bad',
    REPLICATE_BASE_URL: providerUrl,
    OPENAI_API_KEY: 'bad',
    OPENAI_BASE_URL: providerUrl,
    AUTH_JWKS_URL: `${providerUrl}/keys`,
  });
  expect(code).toBe(1);
  const settings = ['DATABASE_URL', 'S3_SECRET_ACCESS_KEY', 'KUBECONFIG', 'FFMPEG_PATH|no-ffmpeg'];
  const further = ['REPLICATE_API_TOKEN', 'OPENAI_API_KEY', 'AUTH_JWKS_URL'];
  [...settings, ...further].forEach((name, index) =>
    expect(lines[index]).toMatch(new RegExp(`^✗ .*(${name})`)),
  );
});

it('names settings that contradict each other, and looks no further', async () => {
  const { code, lines } = await doctor({ NODE_ENV: 'production' });
  expect(code).toBe(1);
  expect(lines).toEqual([
    expect.stringMatching(/^✗ settings: In production set AUTH_JWT_SECRET or AUTH_JWKS_URL/),
    expect.stringMatching(/^✗ settings: In production set MEDIA_URL_SECRET/),
  ]);
});

function s3Env(secret: string): Record<string, string> {
  const { bucket, prefix, endpoint } = s3.settings;
  return {
    S3_BUCKET: bucket,
    S3_PREFIX: prefix,
    S3_ENDPOINT: endpoint!,
    S3_ACCESS_KEY_ID: 'S3RVER',
    S3_SECRET_ACCESS_KEY: secret,
  };
}
