import { setTimeout as wait } from 'node:timers/promises';
import pino from 'pino';
import { databasesOf } from '../../api/config/database.js';
import { chooseLauncher } from '../../api/launcher/choose.js';
import { Problem, type Check } from './check.js';

const ANSWER_WITHIN_MS = 10_000;

/** Checks that runners can be launched: the cluster lists the runners' Jobs. */
export const checkLauncher: Check = async (env) => {
  if (env.LAUNCHER === 'local') return `processes of the server, ${env.RUNNER_CONCURRENCY} at a time`;
  const { runner } = databasesOf(env, env.DATABASE_URL!);
  const launcher = await chooseLauncher(env, runner, pino({ level: 'silent' }));
  await launcher.start();
  try {
    for (const limit = Date.now() + ANSWER_WITHIN_MS; Date.now() < limit; await wait(100)) {
      const problem = launcher.problem();
      if (problem !== null) throw new Problem(problem);
      const jobs = await launcher.jobs();
      if (jobs !== null) return `the cluster; ${jobs.size} runner Jobs`;
    }
    throw new Problem('The cluster does not answer (KUBECONFIG).');
  } finally {
    await launcher.stop();
  }
};
