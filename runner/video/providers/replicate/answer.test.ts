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
