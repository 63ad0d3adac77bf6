import { isDeepStrictEqual, inspect } from 'node:util';
import type fc from 'fast-check';
import type { Model } from './model.js';
import { compareState } from './compare.js';
import type { Fixture } from './model-fixture.js';

/** The rows are read after so many commands, and at the end: what is wrong stays wrong. */
const COMPARED_EVERY = 4;

/** One command: its name in a counterexample, its precondition, and its effect on model and database. */
export class Step implements fc.AsyncCommand<Model, Fixture> {
  constructor(
    private readonly name: string,
    private readonly possible: (model: Readonly<Model>) => boolean,
    private readonly act: (model: Model, fixture: Fixture) => Promise<void>,
  ) {}

  check(model: Readonly<Model>): boolean {
    return this.possible(model);
  }

  async run(model: Model, fixture: Fixture): Promise<void> {
    await this.act(model, fixture);
    model.steps += 1;
    if (fixture.checksSteps) await checkInvariants(model, fixture, this.name);
    if (model.steps % COMPARED_EVERY === 0) await compareState(model, fixture, this.name);
  }

  toString(): string {
    return this.name;
  }
}

/** All of them hold for the sequence's own jobs. */
export async function checkInvariants({ jobs }: Model, { broken }: Fixture, after: string): Promise<void> {
  agree(`invariants after ${after}`, await broken(jobs.map(({ id }) => id)), []);
}

/** The database's answer must be the model's. `why` names the rule in the counterexample. */
export function agree(why: string, real: unknown, predicted: unknown): void {
  if (isDeepStrictEqual(real, predicted)) return;
  throw new Error(`${why}: predicted ${inspect(predicted)}, the database says ${inspect(real)}`);
}

/** One of a list that is not empty, by an arbitrary number. */
export const pick = <T>(list: readonly T[], choice: number): T => list[choice % list.length]!;

/** Mostly one of those that `likely` names, where there are such; else one of all. */
export function mostly<T>(likely: (each: T) => boolean, list: readonly T[], choice: number): T {
  const favored = list.filter(likely);
  const isFavored = choice % 3 !== 0 && favored.length > 0;
  return pick(isFavored ? favored : list, Math.floor(choice / 3));
}
