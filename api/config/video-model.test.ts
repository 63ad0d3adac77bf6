import { PROVIDERS } from '../../runner/video/providers/registry.js';
import { chooseVideoModel } from './video-model.js';

const [provider] = PROVIDERS.all;
const ACCESS = { [provider!.access]: 'a token' };
const [own, other] = Object.keys(provider!.models) as [string, string];

describe('the model for a job', () => {
  it('is the built-in renderer without access to a provider, and where the setting says so', () => {
    expect(chooseVideoModel({}, own)).toBe('local');
    expect(chooseVideoModel({ ...ACCESS, VIDEO_MODEL: 'local' }, own)).toBe('local');
  });

  it("is the job's own, else the setting's, else none", () => {
    expect(chooseVideoModel({ ...ACCESS, VIDEO_MODEL: other }, own)).toBe(own);
    for (const unknown of ['forgotten', 'constructor']) {
      expect(chooseVideoModel({ ...ACCESS, VIDEO_MODEL: other }, unknown)).toBe(other);
      const choose = (): string => chooseVideoModel(ACCESS, unknown);
      expect(choose).toThrow(new RegExp(`"${unknown}", which is not known here.*VIDEO_MODEL`));
    }
  });
});
