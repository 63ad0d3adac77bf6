import { answersRequest, ledgerRequest, readLedgerRequest } from './ledger-request.js';
import type { Prediction } from './providers/client.js';

const frame = 'data:image/jpeg;base64,/9j/4AAQ';
const request = {
  slug: 'owner/model',
  input: { prompt: 'a street', duration: 5, start_image: frame, pictures: [frame, `${frame}BB`] },
};
const prediction = (change: Partial<Prediction>): Prediction => ({
  id: 'p1',
  slug: 'owner/model',
  status: 'processing',
  input: request.input,
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

describe('a request as the ledger stores it', () => {
  const kept = readLedgerRequest(JSON.parse(JSON.stringify(ledgerRequest(request))))!;

  it('holds no file', () => {
    expect(JSON.stringify(kept)).not.toContain('/9j/');
  });

  it.each<[string, Partial<Prediction>]>([
    ['the same input', {}],
    ['further inputs of the provider', { input: { ...request.input, cfg_scale: 0.5 } }],
    ['the file by its URL', { input: { ...request.input, start_image: 'https://files.example.org/1.jpg' } }],
    [
      'one of several by its URL',
      { input: { ...request.input, pictures: ['https://a.example/1', `${frame}BB`] } },
    ],
  ])('is answered by a prediction with %s', (_what, change) => {
    expect(answersRequest(kept, prediction(change))).toBe(true);
  });

  it.each<[string, Partial<Prediction>]>([
    ['another model', { slug: 'owner/other' }],
    ['another prompt', { input: { ...request.input, prompt: 'a road' } }],
    ['another file', { input: { ...request.input, start_image: `${frame}AA` } }],
    ['a file less', { input: { ...request.input, pictures: [frame] } }],
    [
      'files in another order',
      { input: { ...request.input, pictures: request.input.pictures.toReversed() } },
    ],
    ['a URL for what is no file', { input: { ...request.input, prompt: 'https://a.example' } }],
    ['inputs that are gone', { input: {} }],
  ])('is not answered by one with %s', (_what, change) => {
    expect(answersRequest(kept, prediction(change))).toBe(false);
  });
});

it('rejects what is not a request', () => {
  expect(readLedgerRequest(null)).toBeNull();
  expect(readLedgerRequest({ prompt: 'a street' })).toBeNull();
});
