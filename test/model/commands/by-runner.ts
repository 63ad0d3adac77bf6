import { holds, type Model, type ModelRunner } from '../model.js';
import { agree, mostly, Step } from '../step.js';
import type { Fixture } from '../model-fixture.js';

const aliveOf = (model: Readonly<Model>): ModelRunner[] => model.runners.filter(({ crashed }) => !crashed);

/** What a runner does that lives, or wakes: mostly one whose fence stands, else any, zombies among them. */
export const byRunner = (
  name: string,
  choice: number,
  act: (runner: ModelRunner, model: Model, fixture: Fixture) => Promise<void>,
  possible: (runner: ModelRunner) => boolean = () => true,
): Step =>
  new Step(
    `${name}(${choice})`,
    (model) => aliveOf(model).some(possible),
    async (model, fixture) =>
      await act(mostly(holds, aliveOf(model).filter(possible), choice), model, fixture),
  );

/** Names the fence where an old one is not refused. */
export function agreeFenced(what: string, runner: ModelRunner, real: unknown, predicted: unknown): void {
  const { fence, regeneration } = runner;
  const why = fence < regeneration.fence ? `fence ${fence} of ${regeneration.fence} is old: ${what}` : what;
  agree(why, real, predicted);
}
