import { execFile } from 'node:child_process';
import { packagePath } from '../../../core/util/package-path.js';
import { byEffort } from '../../kit/effort.js';
import type { TestKubernetes } from '../../kit/kubernetes/start.js';
import { SETTINGS, startCluster } from './on-kubernetes.js';

let kubernetes: TestKubernetes;
beforeAll(async () => {
  kubernetes = await startCluster({ secondMs: 20 });
});
afterAll(async () => await kubernetes.close());

/** Runs `npm run test:k8s` with this KUBECONFIG. */
async function testK8s(kubeconfig: string, ...args: string[]): Promise<{ code: number; output: string }> {
  const { TEST_EFFORT: _effort, REQUIRE_ALL: _all, ...environment } = process.env;
  const settings = { KUBECONFIG: kubeconfig, RUNNER_IMAGE: SETTINGS.image, RUNNER_SECRET: SETTINGS.secret };
  return await new Promise((resolve) =>
    execFile(
      process.execPath,
      [packagePath('scripts/run.cjs'), 'test-k8s', ...args],
      { env: { ...environment, ...settings } },
      (error, stdout, stderr) => resolve({ code: Number(error?.code ?? 0), output: stdout + stderr }),
    ),
  );
}

/** At quick effort only a Job that its launcher leaves behind. */
const [TESTS, JOBS] = byEffort({
  quick: ['its Jobs live on', 1],
  full: ['runs a Job|that is deleted|its Jobs live on', 3],
});

it('runs the tests of launchers on the cluster that KUBECONFIG names, and leaves no Job there', async () => {
  const { code, output } = await testK8s(kubernetes.kubeconfigPath, '-t', TESTS);
  expect([code, output]).toEqual([0, expect.stringContaining(`${kubernetes.url}, Kubernetes v1.36.2`)]);
  const created = kubernetes.requests.filter(
    ({ verb, resource }) => verb === 'create' && resource === 'jobs',
  );
  expect(created).toHaveLength(JOBS);
  expect(kubernetes.jobs()).toEqual([]);
});

it.each([
  ['a file that is missing', '/nonexistent'],
  ['a file that is no kubeconfig', packagePath('package.json')],
])('fails where KUBECONFIG is %s, and runs no test', async (_, kubeconfig) => {
  const { code, output } = await testK8s(kubeconfig);
  expect(code).toBe(2);
  expect(output).toContain(`KUBECONFIG=${kubeconfig} leads to no cluster`);
});
