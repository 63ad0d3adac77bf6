import type { LocalExchange, LocalStage, Quote } from './conversation.js';
import { historyOf, mergeConversation, resultSentence, whatChanged } from './exchanges.js';

type Server = Parameters<typeof historyOf>[0][number]['regeneration'] & object;

const server = (id: string, change: Partial<Server> = {}): Server => ({
  id,
  kind: 'CHANGE',
  clipIndex: 2,
  instruction: `wish ${id}`,
  status: 'COMPLETED',
  changes: [],
  result: null,
  templates: [],
  conversation: [],
  ...change,
});

const quote = { token: 't', reply: 'I will.' } as Quote;
const offered: LocalStage = {
  kind: 'quoted',
  quote,
  idempotencyKey: 'k',
  standsUntil: 0,
  confirming: false,
  problem: null,
};

const local = (key: string, stage: LocalStage, afterRegenerationId: string | null = null): LocalExchange => ({
  key,
  clips: [2],
  takes: 1,
  instruction: `wish ${key}`,
  history: [],
  afterRegenerationId,
  stage,
});

describe('mergeConversation', () => {
  it('rebuilds the conversation from the regenerations alone', () => {
    const exchanges = mergeConversation([server('r1'), server('r2')], []);
    expect(exchanges.map(({ instruction }) => instruction)).toEqual(['wish r1', 'wish r2']);
  });

  it('shows an exchange that became a regeneration once, with the reply of its quote', () => {
    const started = local('a', { kind: 'started', quote, regenerationId: 'r1' });
    const exchanges = mergeConversation([server('r1')], [started]);
    expect(exchanges).toHaveLength(1);
    expect(exchanges[0]).toMatchObject({ key: 'a', reply: 'I will.', regeneration: { id: 'r1' } });
  });

  it('puts what did not become a regeneration where it was asked', () => {
    const declined = local('a', { kind: 'declined', quote }, 'r1');
    const first = local('b', { kind: 'declined', quote }, null);
    const keys = mergeConversation([server('r1'), server('r2')], [declined, first]).map(({ key }) => key);
    expect(keys).toEqual(['b', 'r1', 'a', 'r2']);
  });

  it('loses nothing whose place is no longer in the list', () => {
    const keys = mergeConversation([server('r9')], [local('a', offered, 'r1')]).map(({ key }) => key);
    expect(keys).toEqual(['r9', 'a']);
  });

  it('takes the reply from the stored conversation where there is one', () => {
    const conversation: Server['conversation'] = [
      { role: 'USER', content: 'wish r1' },
      { role: 'ASSISTANT', content: 'I will darken it.' },
    ];
    expect(mergeConversation([server('r1', { conversation })], [])[0]?.reply).toBe('I will darken it.');
    expect(mergeConversation([server('r1')], [])[0]?.reply).toBeNull();
  });
});

describe('historyOf', () => {
  it('tells what was done, and what is on offer, but not what failed or was declined', () => {
    const exchanges = mergeConversation(
      [server('r1'), server('r2', { status: 'FAILED' })],
      [local('a', { kind: 'declined', quote }, 'r2'), local('b', offered, 'r2')],
    );
    expect(historyOf(exchanges)).toEqual([
      { role: 'USER', content: 'wish r1' },
      { role: 'ASSISTANT', content: 'Done! Clip 3 has changed: “wish r1”.' },
      { role: 'USER', content: 'wish b' },
      { role: 'ASSISTANT', content: 'I will.' },
    ]);
  });

  it('tells what is under way or waits for its turn, since the next instruction comes after it', () => {
    const conversation: Server['conversation'] = [
      { role: 'USER', content: 'wish r1' },
      { role: 'ASSISTANT', content: 'I will darken it.' },
    ];
    const running = server('r1', { status: 'PROCESSING', conversation });
    const exchanges = mergeConversation(
      [running],
      [local('a', { kind: 'queued', quote, queuedId: 'q' }, 'r1')],
    );
    expect(historyOf(exchanges).map(({ content }) => content)).toEqual([
      ...['wish r1', 'I will darken it.', 'wish a', 'I will.'],
    ]);
    const stopping = mergeConversation([{ ...running, status: 'CANCELING' }], []);
    expect(historyOf(stopping)).toEqual([]);
  });

  it('keeps the last five messages', () => {
    const exchanges = mergeConversation(
      ['r1', 'r2', 'r3', 'r4'].map((id) => server(id)),
      [],
    );
    const history = historyOf(exchanges);
    expect(history).toHaveLength(5);
    expect(history.at(-2)).toEqual({ role: 'USER', content: 'wish r4' });
  });
});

describe('a change of several clips', () => {
  const part = (clipIndex: number, status: Server['status']) =>
    ({ clipIndex, status, instruction: 'darker', progress: 100, error: null }) as const;

  it('is about all of them, and says which ones have changed', () => {
    const changes = [part(1, 'COMPLETED'), part(4, 'FAILED'), part(6, 'COMPLETED')];
    const change = server('r1', { clipIndex: 1, changes });
    expect(mergeConversation([change], [])[0]?.clips).toEqual([1, 4, 6]);
    expect(resultSentence(change)).toBe('Done! Clips 2 and 7 have changed');
  });

  it('that was undone is about what came back', () => {
    const result = { id: 'v3', versionNumber: 3, changes: [{ clipIndex: 1 }, { clipIndex: 6 }] };
    expect(mergeConversation([server('r1', { kind: 'RESTORE', result })], [])[0]?.clips).toEqual([1, 6]);
  });
});

describe('whatChanged', () => {
  it('names the templates that were applied, else the instruction', () => {
    const templates = [{ __typename: 'Template' as const, id: 'nighttime', label: 'Nighttime' }];
    expect(whatChanged(server('r1', { templates }))).toBe('Nighttime');
    expect(whatChanged(server('r1', { instruction: 'add rain' }))).toBe('add rain');
  });
});
