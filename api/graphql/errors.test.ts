import { buildSchema, execute, GraphQLError, parse } from 'graphql';
import pino from 'pino';
import { ApiError } from '../../core/errors.js';
import { formatError } from './errors.js';

const lines: string[] = [];
const shown = formatError(pino({ level: 'error' }, { write: (line: string) => void lines.push(line) }));
const show = (error: GraphQLError): ReturnType<typeof shown> => shown(error.toJSON(), error);

describe('an error on its way out', () => {
  it('that was meant for the caller carries its code, status and details', () => {
    const originalError = new ApiError('RATE_LIMITED', 'Wait.', { retryAfter: 60 });
    expect(show(new GraphQLError('Wait.', { path: ['x'], originalError }))).toMatchObject({
      message: 'Wait.',
      extensions: { code: 'RATE_LIMITED', status: 429, retryAfter: 60 },
    });
  });

  it('that nobody expected is masked behind an id that is in the log', () => {
    const originalError = new Error('password authentication failed for user "root"');
    const { message, extensions } = show(
      new GraphQLError(originalError.message, { path: ['x'], originalError }),
    );
    expect(extensions).toMatchObject({ code: 'INTERNAL_SERVER_ERROR', status: 500 });
    expect(JSON.stringify({ message, extensions })).not.toMatch(/password|stack/);
    expect(lines.join('')).toContain(extensions?.['id']);
    expect(lines.join('')).toContain('password authentication failed');
  });

  it('that Apollo answers with another status than 400 says so', () => {
    const extensions = { code: 'BAD_REQUEST', http: { status: 405 } };
    const error = new GraphQLError('GET requests only support query operations', { extensions });
    expect(show(error).extensions).toEqual({ code: 'BAD_USER_INPUT', status: 405 });
  });

  it.each(['say(text: $text)', 'say(text: "a", of: {text: $text})', 'say(text: "a", all: [{text: $text}])'])(
    'that comes of a null for %s is the request’s fault, and is not logged',
    async (field) => {
      const schema = buildSchema(
        'input In { text: String! } type Query { say(text: String!, of: In, all: [In!]): String }',
      );
      const document = parse(`query ($text: String = "a") { ${field} }`);
      const { errors } = await execute({ schema, document, variableValues: { text: null } });
      const logged = lines.length;
      expect(show(errors![0]!).extensions).toEqual({ code: 'BAD_USER_INPUT', status: 400 });
      expect(lines).toHaveLength(logged);
    },
  );
});
