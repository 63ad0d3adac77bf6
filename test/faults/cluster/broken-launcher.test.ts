import { spread } from '../../kit/effort.js';
import { LEAST_PRIVILEGE } from '../../kit/kubernetes/api-server/api.js';
import { until } from '../../kit/server/until.js';
import { createClusterFixture } from './cluster-fixture.js';

interface Readiness {
  status: string;
  missing?: string[];
}

type Options = Parameters<typeof createClusterFixture>[0];

const WHYS: [why: string, options: Options, env: Record<string, string>, sentence: RegExp][] = [
  [
    'because its account may not create Jobs',
    { permissions: LEAST_PRIVILEGE.filter((right) => right !== 'create jobs') },
    {},
    /service account may not create jobs in RUNNER_NAMESPACE clips: check its Role/,
  ],
  [
    'because its account may not list Jobs',
    { permissions: LEAST_PRIVILEGE.filter((right) => right !== 'list jobs') },
    {},
    /service account may not list jobs in RUNNER_NAMESPACE clips: check its Role/,
  ],
  [
    'because its namespace is not there',
    {},
    { RUNNER_NAMESPACE: 'elsewhere' },
    /cannot create jobs in RUNNER_NAMESPACE elsewhere: does the namespace exist/,
  ],
];

describe('an api that may not launch', () => {
  it.each(spread(WHYS, 2))(
    '%s says so in /readyz and its log, stays ready, and keeps the regeneration waiting',
    async (_why, options, env, sentence) => {
      const fixture = await createClusterFixture(options);
      try {
        const server = await fixture.startReplica(env);
        fixture.kubernetes.faults.unschedulable = 'no machine has room';
        const id = await fixture.admit();
        let answer: { code: number; body: Readiness } | null = null;
        await until(async () => {
          const response = await fetch(`${server.url}/readyz`);
          answer = { code: response.status, body: (await response.json()) as Readiness };
          return answer.body.missing?.some((one) => sentence.test(one)) ?? false;
        });
        expect(answer).toMatchObject({ code: 200, body: { status: 'degraded' } });
        await server.untilLogged(sentence);
        expect((await fixture.row(id)).status).toBe('queued');
        expect(await fixture.broken()).toEqual([]);
      } finally {
        await fixture.close();
      }
    },
  );
});
