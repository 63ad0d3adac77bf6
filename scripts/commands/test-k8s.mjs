// `npm run test:k8s`: runs the launchers' tests on the cluster that KUBECONFIG names, in place of the one in
// test/kit/kubernetes.
import { runJest } from '../kit/jest.mjs';
import { prepare } from '../build/prepare.mjs';

const NEEDS = `npm run test:k8s runs the launcher's tests on a real cluster. It needs:
  KUBECONFIG         the cluster, and an account that may create, get, list, watch and delete jobs,
                     list and watch pods, and list events
  RUNNER_IMAGE       an image that the cluster can pull and that has node (the runner's own)
  RUNNER_NAMESPACE   optional: where the Jobs run; default the namespace of the kubeconfig's context
  RUNNER_SECRET      optional: a Secret of that namespace, which may be empty; default clip-chatbot-runner
  kubectl            optional: compares what it makes of k8s/overlays`;

const ANSWER_MS = 10_000;

/** The named cluster's address and version; rejects where there is none. */
async function findCluster() {
  const { KubeConfig, VersionApi } = await import('@kubernetes/client-node');
  const config = new KubeConfig();
  config.loadFromDefault();
  const { server } = config.getCurrentCluster();
  const late = new Promise((_, reject) =>
    setTimeout(
      () => reject(new Error(`${server} has not answered for ${ANSWER_MS / 1000} s`)),
      ANSWER_MS,
    ).unref(),
  );
  const { gitVersion } = await Promise.race([config.makeApiClient(VersionApi).getCode(), late]);
  return `${server}, Kubernetes ${gitVersion}`;
}

async function run() {
  const missing = ['KUBECONFIG', 'RUNNER_IMAGE'].filter((name) => !process.env[name]);
  if (missing.length > 0) {
    console.error(`${NEEDS}\n\nNot set: ${missing.join(', ')}`);
    return 2;
  }
  try {
    console.log(`The cluster is ${await findCluster()}.`);
  } catch (error) {
    console.error(`${NEEDS}\n\nKUBECONFIG=${process.env.KUBECONFIG} leads to no cluster: ${error.message}`);
    return 2;
  }
  await prepare(['test']);
  process.env.TEST_ON_REAL_CLUSTER = '1';
  // A pod takes seconds to start, and minutes if its image is new to the machine.
  return await runJest([
    'test/kubernetes/launchers/kubernetes.test.ts',
    'test/kubernetes/manifests/manifests.test.ts',
    '--testTimeout=300000',
    ...process.argv.slice(3),
  ]);
}

process.exitCode = await run();
