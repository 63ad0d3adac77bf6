import { readPrediction } from './answer.js';

const answer = (change: object): Response =>
  Response.json({ id: 'p1', status: 'failed', output: null, created_at: '2026-11-28T12:00:00Z', ...change });

it.each([
  ['Prediction failed (E005)', true],
  ['CUDA out of memory', false],
])("the code of the provider's content rules says that they refused: %s", async (error, refused) => {
  expect(await readPrediction(answer({ error }))).toMatchObject({ error, refused });
});

it('a prediction without a word about its failure was not refused', async () => {
  expect(await readPrediction(answer({ error: null }))).toMatchObject({ error: null, refused: false });
});

describe('what was made', () => {
  const url = 'https://replicate.delivery/pbxt/a/output.mp4';
  const other = 'https://replicate.delivery/pbxt/a/thumb.jpg';
  it.each<[string, unknown]>([
    ['an address', url],
    ['a list', [url]],
    ['a list with a picture before it', [other, url]],
    ['an object', { video: url }],
    [
      'an object with other files before it',
      { thumbnail: other, audio: 'https://replicate.delivery/a.mp3', video: url },
    ],
    ['an object with a name of its own', { result: url }],
    ['a list in an object', { files: [other, url] }],
    [
      'objects in a list in an object',
      {
        files: [
          { url: other, type: 'image/jpeg' },
          { url, type: 'video/mp4' },
        ],
      },
    ],
    ['an object in an object', { output: { video: { url, duration: 5 } } }],
    [
      'an object with words and figures',
      { seed: 7, caption: 'A girl.', nsfw: false, video: url, logs: null },
    ],
  ])('is found in %s', async (_what, output) => {
    expect((await readPrediction(answer({ status: 'succeeded', output }))).urls[0]).toBe(url);
  });

  it('is found by the name of its field where its address has no name', async () => {
    const output = { preview: 'https://replicate.delivery/a', video: 'https://replicate.delivery/b' };
    const { urls } = await readPrediction(answer({ status: 'succeeded', output }));
    expect(urls).toEqual(['https://replicate.delivery/b', 'https://replicate.delivery/a']);
  });

  it.each<[string, unknown]>([
    ['nothing', null],
    ['words', 'It is done.'],
    ['an empty object', {}],
    ['figures', { frames: 120 }],
  ])('is nothing in %s', async (_what, output) => {
    expect((await readPrediction(answer({ status: 'succeeded', output }))).urls).toEqual([]);
  });

  it('is found in bounded time in an output that never ends', async () => {
    const output = { list: Array.from({ length: 100_000 }, () => ({ a: { b: {} } })), video: url };
    expect((await readPrediction(answer({ status: 'succeeded', output }))).urls).toEqual([url]);
  });
});

it.each<[string, object, boolean]>([
  ['was canceled in the queue', { started_at: null, metrics: {} }, false],
  ['was canceled in the queue, says no word', {}, false],
  ['was canceled while it ran', { started_at: '2026-11-28T12:00:01Z', metrics: {} }, true],
  ['was canceled while it ran, and says for how long', { metrics: { predict_time: 1.5 } }, true],
])('a prediction that %s', async (_what, change, began) => {
  expect(await readPrediction(answer({ status: 'canceled', ...change }))).toMatchObject({ began });
});
