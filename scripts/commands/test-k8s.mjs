// `npm run test:k8s`: runs the launchers' tests on the cluster that KUBECONFIG names, in place of the one in
// test/kubernetes.
import { runJest } from '../kit/jest.mjs';
import { prepare } from '../build/prepare.mjs';

const NEEDS = `npm run test:k8s runs the launcher's tests on a real cluster. It needs:
  KUBECONFIG         the cluster, and an account that may create, get, list, watch and delete jobs,
                     get, list and watch pods, and list events
  RUNNER_IMAGE       an image that the cluster can pull and that has node (the runner's own)
  RUNNER_NAMESPACE   optional: where the Jobs run; default the namespace of the kubeconfig's context
  RUNNER_SECRET      optional: a Secret of that namespace, which may be empty; default clip-chatbot-runner`;

const missing = ['KUBECONFIG', 'RUNNER_IMAGE'].filter((name) => !process.env[name]);
if (missing.length > 0) {
  console.error(`${NEEDS}\n\nNot set: ${missing.join(', ')}`);
  process.exitCode = 2;
} else {
  await prepare(['test']);
  process.env.TEST_ON_REAL_CLUSTER = '1';
  // A pod takes seconds to start, and minutes if its image is new to the machine.
  process.exitCode = await runJest([
    'test/kubernetes/launchers/kubernetes.test.ts',
    'test/kubernetes/manifests/manifests.test.ts',
    '--testTimeout=300000',
    ...process.argv.slice(3),
  ]);
}
