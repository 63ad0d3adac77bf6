import { chooseVideoModel } from './video-model.js';

describe('the model for a job', () => {
  it('is the built-in renderer without access to a provider, and where the setting says so', () => {
    expect(chooseVideoModel({}, 'kling_v21')).toBe('local');
    expect(chooseVideoModel({ REPLICATE_API_TOKEN: 'r8', VIDEO_MODEL: 'local' }, 'kling_v21')).toBe('local');
  });

  it("is the job's own, else the setting's, else none", () => {
    expect(chooseVideoModel({ REPLICATE_API_TOKEN: 'r8', VIDEO_MODEL: 'veo_31' }, 'seedance_1_lite')).toBe(
      'seedance_1_lite',
    );
    expect(chooseVideoModel({ REPLICATE_API_TOKEN: 'r8', VIDEO_MODEL: 'veo_31' }, 'forgotten')).toBe(
      'veo_31',
    );
    const choose = (): string => chooseVideoModel({ REPLICATE_API_TOKEN: 'r8' }, 'forgotten');
    expect(choose).toThrow(/"forgotten", which is not known here.*VIDEO_MODEL/);
  });
});
