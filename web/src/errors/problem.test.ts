import { CombinedGraphQLErrors, ServerError } from '@apollo/client/errors';
import { isUnauthenticated, mayPass, problemOf } from './problem.js';
import { sentenceFor } from './sentences.js';

const refused = (code: string, message: string, extensions = {}) =>
  new CombinedGraphQLErrors({ errors: [{ message, extensions: { code, ...extensions } }] });

const answered = (status: number, bodyText: string) =>
  new ServerError('refused', { response: new Response(bodyText, { status }), bodyText });

describe('problemOf', () => {
  it('gives a rejection the sentence of its code', () => {
    expect(problemOf(refused('QUOTE_STALE', 'stale'))).toEqual({
      code: 'QUOTE_STALE',
      sentence: sentenceFor('QUOTE_STALE'),
      detail: null,
    });
  });

  it('adds what the server says is wrong with the input', () => {
    const problem = problemOf(refused('BAD_USER_INPUT', 'The instruction is empty.'));
    expect(problem.detail).toBe('The instruction is empty.');
  });

  it('leaves it to the server to say why a video has no clips to change', () => {
    const removed = 'This video was removed after 14 days without changes. Import it again to edit it.';
    expect(problemOf(refused('JOB_NOT_COMPLETED', removed)).detail).toBe(removed);
  });

  it('says when a limited caller may come back', () => {
    const problem = problemOf(refused('RATE_LIMITED', 'slow down', { retryAfter: 30 }));
    expect(problem.sentence).toContain('about 30 s');
  });

  it('reads GraphQL errors out of an answer with an HTTP error status', () => {
    const body = JSON.stringify({ errors: [{ message: 'no', extensions: { code: 'UNAUTHENTICATED' } }] });
    expect(isUnauthenticated(answered(401, body))).toBe(true);
  });

  it('calls an HTML answer unreadable', () => {
    expect(problemOf(answered(502, '<html>Bad gateway</html>')).code).toBe('UNREADABLE_ANSWER');
  });

  it('calls a request that never arrived unreachable', () => {
    expect(problemOf(new TypeError('Failed to fetch')).code).toBe('UNREACHABLE');
  });
});

describe('mayPass', () => {
  it.each([
    ['NOT_FOUND', false],
    ['FORBIDDEN', false],
    ['RATE_LIMITED', true],
    ['INTERNAL_SERVER_ERROR', true],
  ])('%s: %s', (code, passes) => {
    expect(mayPass(problemOf(refused(code, 'no')))).toBe(passes);
  });
});
