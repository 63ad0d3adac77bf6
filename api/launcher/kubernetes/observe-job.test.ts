import type { V1Job } from '@kubernetes/client-node';
import { observeJob } from './observe-job.js';

const unknown = { pods: [], behind: false, rejection: null, loss: null };
const job = (suspend: boolean): V1Job => ({
  metadata: { name: 'regen-1-a1' },
  spec: { suspend, template: { spec: { containers: [] } } },
});

it('a Job that its queue has not admitted waits, as for a quota; an admitted one merely starts', () => {
  expect(observeJob(job(true), unknown)).toMatchObject({ phase: 'pending', waiting: { reason: 'quota' } });
  expect(observeJob(job(false), unknown)).toMatchObject({ phase: 'pending', waiting: null });
});
