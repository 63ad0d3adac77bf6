import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { KubernetesObject, V1ConfigMap, V1ResourceQuota, V1Secret } from '@kubernetes/client-node';
import { parseAllDocuments } from 'yaml';
import { parseApiEnv } from '../../../api/config/env.js';
import { packagePath } from '../../../core/util/package-path.js';
import { itRequires } from '../../kit/jest/requirements.js';
import { runnerSettings } from '../../../api/config/programs.js';
import { parseRunnerEnv } from '../../../runner/env.js';
import { hardeningLines, inWords, without } from './hardening.js';
import { kustomized } from './kustomize.js';
import { violationsOf } from './rules.js';

/** Of a built-in look on one short clip, with the start of its pod. */
const SHORTEST_CHANGE_SECONDS = 4;

let folder: string;
const overlays: Record<string, KubernetesObject[]> = {};

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'manifests-'));
  // A copy, because secrets are generated in it.
  for (const part of ['k8s', 'scripts', 'package.json', 'package-lock.json'])
    cpSync(packagePath(part), join(folder, part), { recursive: true });
  symlinkSync(packagePath('node_modules'), join(folder, 'node_modules'));
  execFileSync(process.execPath, [join(folder, 'scripts/run.cjs'), 'kind-secrets']);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function built(overlay: string): KubernetesObject[] {
  return (overlays[overlay] ??= kustomized(join(folder, 'k8s/overlays', overlay)));
}

/** The values of a ConfigMap or Secret. */
function valuesOf(objects: KubernetesObject[], kind: string, name: string): Record<string, string> {
  const found = objects.find((object) => object.kind === kind && object.metadata?.name === name);
  if (kind === 'ConfigMap') return (found as V1ConfigMap).data!;
  const encoded = Object.entries((found as V1Secret).data!);
  return Object.fromEntries(encoded.map(([key, value]) => [key, Buffer.from(value, 'base64').toString()]));
}

describe.each(['kind', 'production'])('k8s/overlays/%s', (overlay) => {
  it('is valid, restricted, closed, and grants what is needed', () => {
    expect(violationsOf(built(overlay))).toEqual([]);
  });

  it('reports each missing line that restricts access, or keeps something available', () => {
    const manifests = built(overlay);
    const lines = hardeningLines(manifests);
    const unmissed = lines.filter((line) => violationsOf(without(manifests, line)).length === 0);
    expect(unmissed.map((line) => inWords(manifests, line))).toEqual([]);
    // At least as many as there are now: with rules that name nothing, nothing would be missed.
    expect(lines.length).toBeGreaterThan(200);
  });

  it('has a quota of Jobs that ended ones do not use up before their TTL', () => {
    const quota = built(overlay).find(({ kind }) => kind === 'ResourceQuota') as V1ResourceQuota;
    const hard = quota.spec!.hard!;
    const { RUNNER_CPU, RUNNER_JOB_TTL_SECONDS } = parseApiEnv({});
    const runners = Number(hard['requests.cpu']) / Number(RUNNER_CPU);
    expect(Number(hard['count/jobs.batch'])).toBeGreaterThan(
      runners + (runners * RUNNER_JOB_TTL_SECONDS) / SHORTEST_CHANGE_SECONDS,
    );
  });

  it('names one image everywhere', () => {
    const text = JSON.stringify(built(overlay));
    const images = [...text.matchAll(/"(?:image":"|RUNNER_IMAGE":")([^"]*clip-chatbot[^"]*)"/g)].map(
      ([, image]) => image,
    );
    expect(images).toHaveLength(3);
    expect(new Set(images).size).toBe(1);
  });
});

describe('the settings of the kind overlay', () => {
  it('start the api in production mode, and a runner', () => {
    const objects = built('kind');
    const api = {
      ...valuesOf(objects, 'ConfigMap', 'clip-chatbot'),
      ...valuesOf(objects, 'Secret', 'clip-chatbot'),
    };
    const env = parseApiEnv({
      ...api,
      NODE_ENV: 'production',
      HOST: '0.0.0.0',
      KUBERNETES_SERVICE_HOST: '10.0.0.1',
    });
    expect(env).toMatchObject({
      LAUNCHER: 'kubernetes',
      DEMO_SIGN_IN: false,
      RUNNER_NAMESPACE: 'clip-chatbot-runners',
    });
    const runner = {
      ...runnerSettings(env),
      ...valuesOf(objects, 'Secret', 'clip-chatbot-runner'),
      REGENERATION_ID: '6f9619ff-8b86-4d01-b42d-00cf4fc964ff',
      REGENERATION_ATTEMPT: '1',
    };
    expect(parseRunnerEnv(runner)).toMatchObject({
      DATABASE_URL: env.RUNNER_DATABASE_URL,
      S3_BUCKET: env.S3_BUCKET,
      S3_ACCESS_KEY_ID: env.S3_ACCESS_KEY_ID,
    });
    expect(new URL(env.RUNNER_DATABASE_URL!).username).not.toBe(new URL(env.DATABASE_URL!).username);
  });
});

/** Ignores the hashes of generated names, the wrapping of base64, and the order of documents. */
function comparable(objects: KubernetesObject[]): string[] {
  const text = (object: KubernetesObject): string =>
    JSON.stringify(object, (_key, value: unknown) =>
      typeof value === 'string' ? value.replaceAll('\n', '') : sorted(value),
    );
  return objects.map((object) => text(object).replaceAll(/-[0-9a-z]{10}"/g, '"')).sort();
}

function sorted(value: unknown): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}

// Debian's kubectl is too old for this, so CI has none.
if (process.env.TEST_ON_REAL_CLUSTER === '1') {
  for (const overlay of ['kind', 'production'])
    itRequires('kubectl', `kubectl makes the same of k8s/overlays/${overlay}`, async () => {
      const args = ['kustomize', join(folder, 'k8s/overlays', overlay)];
      const documents = parseAllDocuments(execFileSync('kubectl', args, { encoding: 'utf8' }));
      const objects = documents.map((document) => document.toJS() as KubernetesObject);
      expect(comparable(objects)).toEqual(comparable(built(overlay)));
    });
}
