import 'reflect-metadata';
import { PROVIDERS } from '../../../runner/video/providers/registry.js';
import { videoModelChoices } from '../../config/video-model.js';
import type { ApiContext } from '../context.js';
import { JobResolver } from './job.resolver.js';
import type { JobParent } from './job-view.js';

const [provider] = PROVIDERS.all;
const [own] = Object.keys(provider!.models) as [string];

function nextModel(env: Record<string, string>, jobsModel: string): string | null {
  const job = { record: { videoModel: jobsModel } } as JobParent;
  const context = { videoModels: videoModelChoices(env) } as ApiContext;
  return new JobResolver().nextVideoModel(job, context);
}

describe("a job's next video model", () => {
  it('is the built-in renderer without a provider, else its own, and null where none is known', () => {
    const access = { [provider!.access]: 'a token' };
    expect(nextModel({}, own)).toBe('local');
    expect(nextModel(access, own)).toBe(own);
    expect(nextModel(access, 'forgotten')).toBeNull();
  });
});
