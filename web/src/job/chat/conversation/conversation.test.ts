import type { Problem } from '../../../errors/problem.js';
import { conversationReducer } from './conversation.js';
import type { ConversationAction, LocalExchange, Quote } from './conversation.js';

const quote = { token: 't', reply: 'I will.' } as Quote;
const problem = (code: string): Problem => ({ code, sentence: 'No.', detail: null });

const asked = (key: string, clips: number | number[] = 2, takes = 1): ConversationAction => ({
  type: 'asked',
  exchange: {
    key,
    clips: [clips].flat(),
    takes,
    instruction: `do ${key}`,
    history: [],
    afterRegenerationId: null,
  },
});
const quoted = (key: string): ConversationAction => ({
  type: 'quoted',
  key,
  quote,
  idempotencyKey: `once-${key}`,
  standsUntil: 1,
});

const after = (...actions: ConversationAction[]): LocalExchange[] => actions.reduce(conversationReducer, []);
const kinds = (exchanges: LocalExchange[]) => exchanges.map(({ stage }) => stage.kind);

describe('conversationReducer', () => {
  it('leads from a question over its quote to a regeneration', () => {
    const [exchange] = after(
      asked('a'),
      quoted('a'),
      { type: 'confirming', key: 'a' },
      { type: 'started', key: 'a', regenerationId: 'r1' },
    );
    expect(exchange?.stage).toEqual({ kind: 'started', quote, regenerationId: 'r1' });
  });

  it('overtakes an open offer for the same clip only', () => {
    expect(kinds(after(asked('a', 2), quoted('a'), asked('b', 4), quoted('b'), asked('c', 2)))).toEqual([
      'overtaken',
      'quoted',
      'quoting',
    ]);
  });

  it('has one open offer for several clips, beside those for single ones', () => {
    const single = [asked('a', 2), quoted('a')];
    expect(kinds(after(...single, asked('b', [1, 2]), quoted('b'), asked('c', [3, 4])))).toEqual([
      'quoted',
      'overtaken',
      'quoting',
    ]);
  });

  it('keeps an open offer in sight while another number of takes is asked for, and when that is refused', () => {
    const asking = after(asked('a'), quoted('a'), asked('a', 2, 3));
    expect(asking[0]).toMatchObject({ takes: 3, stage: { kind: 'quoting', before: { takes: 1 } } });
    const refused = problem('BAD_USER_INPUT');
    const [kept] = [{ type: 'refused', key: 'a', problem: refused } as const].reduce(
      conversationReducer,
      asking,
    );
    expect(kept).toMatchObject({ takes: 1, stage: { kind: 'quoted', problem: refused } });
    const [taken] = [quoted('a')].reduce(conversationReducer, asking);
    expect(taken).toMatchObject({ takes: 3, stage: { kind: 'quoted', problem: null } });
  });

  it('does not overtake an offer that is being confirmed', () => {
    expect(kinds(after(asked('a'), quoted('a'), { type: 'confirming', key: 'a' }, asked('b')))).toEqual([
      'quoted',
      'quoting',
    ]);
  });

  it('keeps the offer and its idempotency key when a confirmation did not get through', () => {
    const [exchange] = after(
      asked('a'),
      quoted('a'),
      { type: 'confirming', key: 'a' },
      { type: 'not-started', key: 'a', problem: problem('UNREACHABLE') },
    );
    expect(exchange?.stage).toMatchObject({ kind: 'quoted', confirming: false, idempotencyKey: 'once-a' });
  });

  it('gives up an offer that can never be confirmed again', () => {
    const [exchange] = after(
      asked('a'),
      quoted('a'),
      { type: 'confirming', key: 'a' },
      { type: 'not-started', key: 'a', problem: problem('QUOTE_STALE') },
    );
    expect(exchange?.stage.kind).toBe('refused');
  });

  it('restarts a refused exchange under its key, at the end', () => {
    const exchanges = after(
      asked('a'),
      { type: 'refused', key: 'a', problem: problem('UNREACHABLE') },
      asked('a'),
    );
    expect(kinds(exchanges)).toEqual(['quoting']);
  });

  it('declines an offer while another number of takes is priced in its place', () => {
    const declined = after(asked('a'), quoted('a'), asked('a'), { type: 'declined', key: 'a' });
    expect(kinds(declined)).toEqual(['declined']);
    expect(conversationReducer(declined, quoted('a'))).toEqual(declined);
  });

  it('ignores an answer that comes after its exchange has moved on', () => {
    const exchanges = after(asked('a'), quoted('a'), { type: 'declined', key: 'a' });
    const late: ConversationAction[] = [quoted('a'), { type: 'started', key: 'a', regenerationId: 'r1' }];
    expect(late.reduce(conversationReducer, exchanges)).toEqual(exchanges);
  });
});
