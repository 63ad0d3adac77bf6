import { endOf, failureOf, type Expected } from './prediction-end.js';
import type { Prediction } from './providers/client.js';

const ended = (change: Partial<Prediction>): Prediction => ({
  id: 'p1',
  slug: 'owner/model',
  status: 'succeeded',
  input: {},
  createdAt: new Date(),
  urls: [],
  error: null,
  refused: false,
  began: true,
  predictSeconds: null,
  billedSeconds: null,
  done: null,
  ...change,
});
const expected: Expected = { fullUsd: '0.5000', videoSeconds: 5, runSeconds: 100 };

describe('the charge of a prediction', () => {
  it.each<[string, Partial<Prediction>, Partial<Expected>, string]>([
    ['that succeeded is the full price', {}, {}, '0.5000'],
    ['that billed more seconds than requested is theirs', { billedSeconds: 8 }, {}, '0.8000'],
    ['that billed less is theirs', { billedSeconds: 4.5 }, {}, '0.4500'],
    ['that billed nothing is nothing', { billedSeconds: 0 }, {}, '0.0000'],
    ['with a count that cannot be meant is the full price', { billedSeconds: 5000 }, {}, '0.5000'],
    ['whose request is unknown is the full price', { billedSeconds: 8 }, { videoSeconds: null }, '0.5000'],
    ['that failed is nothing', { status: 'failed', billedSeconds: 5 }, {}, '0.0000'],
    ['that never began is nothing', { status: 'aborted' }, {}, '0.0000'],
    ['that was canceled is for what ran', { status: 'canceled', predictSeconds: 30 }, {}, '0.1500'],
    [
      'that was canceled late is the full price at most',
      { status: 'canceled', predictSeconds: 300 },
      {},
      '0.5000',
    ],
    [
      'that was canceled with its seconds named is theirs',
      { status: 'canceled', billedSeconds: 1 },
      {},
      '0.1000',
    ],
    ['that was canceled before it began is nothing', { status: 'canceled', began: false }, {}, '0.0000'],
    [
      'that was canceled before it began and has a bill all the same is theirs',
      { status: 'canceled', began: false, billedSeconds: 1 },
      {},
      '0.1000',
    ],
    ['that was canceled without a word is the full price', { status: 'canceled' }, {}, '0.5000'],
  ])('%s', (_what, prediction, change, costUsd) => {
    expect(endOf(ended(prediction), { ...expected, ...change }).costUsd).toBe(costUsd);
  });
});

describe('the failure of a prediction', () => {
  const failureFor = (error: string | null) => failureOf(ended({ status: 'failed', error }));

  it("carries the provider's reason", () => {
    expect(failureFor('CUDA out of memory.')).toMatchObject({
      code: 'VIDEO_MODEL_FAILED',
      message: 'The video model could not make the clip: CUDA out of memory. {charged}',
    });
    expect(failureFor(null).message).toBe('The video model could not make the clip. {charged}');
  });

  it.each([
    'The input or output was flagged as sensitive.',
    'NSFW content detected',
    'Blocked by safety filter',
  ])('is a rejection of content, with its reason: %s', (error) => {
    expect(failureFor(error)).toMatchObject({
      code: 'CONTENT_REJECTED',
      message: `The video model's content rules refuse this: ${error.replace(/\.$/, '')}. Put it in other words. {charged}`,
    });
  });

  it("is a rejection of content by the provider's own code, whatever its words", () => {
    const prediction = ended({ status: 'failed', error: 'Error 5', refused: true });
    expect(failureOf(prediction).code).toBe('CONTENT_REJECTED');
  });

  it('shows neither addresses nor markup nor more than a line of it', () => {
    const { message } = failureFor(
      `Error: <b>{charged}</b>\u202e\n at https://outputs.example/x?token=abc data:image/png;base64,AAAA ${'long '.repeat(200)}`,
    );
    expect(message).not.toMatch(/token|base64|[<>\u202e\n]/);
    expect(message.match(/\{charged\}/g)).toHaveLength(1);
    expect(message.length).toBeLessThan(300);
  });
});
