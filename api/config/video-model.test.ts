import type { ClipRecord, JobRecord } from '../../core/job/job-record.js';
import { chooseWork } from '../../core/order/video-choice.js';
import { PROVIDERS } from '../../runner/video/providers/registry.js';
import { chooseVideoModel, videoModelChoices } from './video-model.js';

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

describe('a model that its provider has ended', () => {
  const cards = (sunset: string): string => JSON.stringify({ [provider!.name]: { [own]: { sunset } } });
  const job = { videoModel: own } as JobRecord;
  const clip = { currentVideoKey: null } as ClipRecord;
  const change = { action: null, takes: 1, styleFrom: null, range: null, seed: null };

  it('is listed with its day, and cannot be ordered from that day on', () => {
    for (const [sunset, isAvailable] of [
      ['2020-01-01', false],
      ['2199-01-01', true],
    ] as const) {
      const { options } = videoModelChoices({ ...ACCESS, VIDEO_MODELS: cards(sunset) });
      expect(options.find(({ key }) => key === own)).toMatchObject({ sunset, isAvailable });
    }
  });

  it('is no longer that of its jobs', () => {
    const ended = { ...ACCESS, VIDEO_MODELS: cards('2020-01-01') };
    expect(chooseVideoModel({ ...ended, VIDEO_MODEL: other }, own)).toBe(other);
    expect(() => chooseVideoModel(ended, own)).toThrow(`"${own}", which its provider ended on 2020-01-01`);
  });

  it('is refused by name, with those that there are', () => {
    const choices = videoModelChoices({ ...ACCESS, VIDEO_MODELS: cards('2020-01-01') });
    const order = (): object => chooseWork({ ...change, videoModel: own }, job, clip, choices);
    expect(order).toThrow(
      new RegExp(`"${own}" is not available here any more: its provider ended it on 2020-01-01.*${other}`),
    );
  });
});

it('a model that edits footage can be ordered', () => {
  const { options } = videoModelChoices(ACCESS);
  const editing = options.filter(({ actions }) => actions.includes('EDIT_FOOTAGE'));
  expect(editing.filter(({ isAvailable }) => isAvailable).map(({ footage }) => footage)).not.toContain(null);
  expect(editing.some(({ isAvailable }) => isAvailable)).toBe(true);
});
