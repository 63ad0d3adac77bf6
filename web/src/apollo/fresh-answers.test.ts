import { ApolloClient, ApolloLink, InMemoryCache } from '@apollo/client';
import { parse } from 'graphql';
import { Subject } from 'rxjs';
import { askForFreshAnswers, outdateAnswers } from './fresh-answers.js';

// Parsed here, so that they are not taken for documents of the app.
const VERSION = parse('query Version { version }');
const UNDO = parse('mutation Undo { version }');

/** A client, and the requests that it has sent, to be answered in any order. */
function openClient() {
  const sent: { name: string; answer: (version: number) => void }[] = [];
  const server = new ApolloLink(({ operationName }) => {
    const answers = new Subject<ApolloLink.Result>();
    const answer = (version: number) => {
      answers.next({ data: { version } });
      answers.complete();
    };
    sent.push({ name: operationName!, answer });
    return answers;
  });
  const client = new ApolloClient({
    cache: new InMemoryCache(),
    link: ApolloLink.from([askForFreshAnswers, server]),
  });
  return { client, sent };
}

const names = (sent: { name: string }[]) => sent.map(({ name }) => name);

describe('a query', () => {
  it('that a mutation overtakes is asked again, whatever it answers', async () => {
    const { client, sent } = openClient();
    const reading = client.query<{ version: number }>({ query: VERSION, fetchPolicy: 'network-only' });
    const undoing = client.mutate({ mutation: UNDO });
    sent[1]!.answer(3);
    await undoing;
    sent[0]!.answer(2);
    expect(names(sent)).toEqual(['Version', 'Undo', 'Version']);
    sent[2]!.answer(3);
    expect((await reading).data).toEqual({ version: 3 });
    expect(client.readQuery({ query: VERSION })).toEqual({ version: 3 });
  });

  it('that joins one from before a change gets an answer from after it', async () => {
    const { client, sent } = openClient();
    const reading = client.query({ query: VERSION, fetchPolicy: 'network-only' });
    outdateAnswers();
    const again = client.query<{ version: number }>({ query: VERSION, fetchPolicy: 'network-only' });
    sent[0]!.answer(2);
    sent[1]!.answer(3);
    await reading;
    expect((await again).data).toEqual({ version: 3 });
  });

  it('is asked once where only another one is outdated, and again where it is named', async () => {
    const { client, sent } = openClient();
    const reading = client.query<{ version: number }>({ query: VERSION, fetchPolicy: 'network-only' });
    outdateAnswers('Other');
    sent[0]!.answer(2);
    expect((await reading).data).toEqual({ version: 2 });
    const again = client.query<{ version: number }>({ query: VERSION, fetchPolicy: 'network-only' });
    outdateAnswers('Version');
    sent[1]!.answer(2);
    sent[2]!.answer(3);
    expect((await again).data).toEqual({ version: 3 });
  });

  it('that nothing overtakes is asked once', async () => {
    const { client, sent } = openClient();
    const reading = client.query<{ version: number }>({ query: VERSION, fetchPolicy: 'network-only' });
    sent[0]!.answer(2);
    expect((await reading).data).toEqual({ version: 2 });
    expect(names(sent)).toEqual(['Version']);
  });
});
