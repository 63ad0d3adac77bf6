import {
  createSourceEventStream,
  execute,
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import { shapingVariables } from './operations.js';

/** Results kept per operation, for its newest events. */
const KEPT_RESULTS = 64;
/** Short, because a result contains signed URLs that expire. */
const KEPT_MS = 60_000;
/** Events that are resolved at a time where they are there already: their fields then share statements. */
const RESOLVED_TOGETHER = 25;
/** Kept variants of one operation that differ only in their variables. */
const KEPT_SHAPES = 20;

type Result = ExecutionResult | Promise<ExecutionResult>;
type Results = LRUCache<object, Result>;
type Answer = IteratorResult<ExecutionResult, void>;
/** `pending`: how many events next() answers with at once. */
type EventStream = AsyncGenerator<object, void> & { pending?(): number };

/**
 * Subscribes as graphql-js does, but computes the result of an event once for all subscribers that selected the same
 * fields. Access is checked when the subscription starts; the fields of an event are resolved without the subscriber, so
 * they cannot depend on who it is.
 */
export class SharedResults {
  private readonly shapes = new WeakMap<DocumentNode, LRUCache<string, Results>>();

  /** @param contextOf returns the context for resolving an event's fields */
  constructor(private readonly contextOf: (event: object) => object) {}

  async subscribe(args: ExecutionArgs): Promise<AsyncGenerator<ExecutionResult, void> | ExecutionResult> {
    const events = await createSourceEventStream(args);
    if (!(Symbol.asyncIterator in events)) return events;
    const results = this.resultsOf(args);
    return mapped(events as EventStream, (event) => results.get(event) ?? this.compute(event, results, args));
  }

  private resultsOf({ document, operationName, variableValues }: ExecutionArgs): Results {
    const shapes = this.shapes.get(document) ?? new LRUCache<string, Results>({ max: KEPT_SHAPES });
    this.shapes.set(document, shapes);
    const shape = JSON.stringify([
      operationName,
      shapingVariables(document).map((name) => variableValues?.[name]),
    ]);
    const results = shapes.get(shape) ?? new LRUCache<object, Result>({ max: KEPT_RESULTS, ttl: KEPT_MS });
    shapes.set(shape, results);
    return results;
  }

  private compute(event: object, results: Results, args: ExecutionArgs): Result {
    const result = execute({ ...args, rootValue: event, contextValue: this.contextOf(event) });
    results.set(event, result);
    if (result instanceof Promise) void result.then((value) => results.set(event, value));
    return result;
  }
}

/** `return()` goes straight to the source: a generator around it would first wait for its next event. */
function mapped(
  source: EventStream,
  toResult: (event: object) => Result,
): AsyncGenerator<ExecutionResult, void> {
  const ahead: Promise<Answer>[] = [];
  const take = async (): Promise<Answer> => {
    const next = await source.next();
    return next.done === true ? next : { done: false, value: await toResult(next.value) };
  };
  const takeWithPending = async (): Promise<Answer> => {
    const next = await source.next();
    if (next.done === true) return next;
    const result = toResult(next.value);
    const more = Math.min(RESOLVED_TOGETHER - 1, source.pending?.() ?? 0);
    for (let taken = 0; taken < more; taken++) ahead.push(heard(take()));
    return { done: false, value: await result };
  };
  const results = {
    async next(): Promise<Answer> {
      return await (ahead.shift() ?? takeWithPending());
    },
    async return(): Promise<Answer> {
      ahead.length = 0;
      await source.return(undefined);
      return { done: true, value: undefined };
    },
    async throw(error: unknown): Promise<Answer> {
      ahead.length = 0;
      await source.throw(error);
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]: () => results,
  };
  return results as AsyncGenerator<ExecutionResult, void>;
}

/** A failure counts for the one who takes the answer; until then it must not end the process. */
function heard<T>(answer: Promise<T>): Promise<T> {
  answer.catch(() => undefined);
  return answer;
}
