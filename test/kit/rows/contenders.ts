import type { GraphQLAnswer } from '../server/client.js';
import type { ApiClient } from '../server/client.js';
import { REGENERATE, type RegenerateAnswer } from '../server/operations.js';

/** The outcome of simultaneous requests. */
export interface Contention {
  /** Regeneration ids in the answers, one per accepted request. */
  accepted: string[];
  /** Number of rejections by error code. */
  refused: Record<string, number>;
  /** `retryAfter` of the RATE_LIMITED rejections, in seconds. */
  retryAfter: number[];
}

/** Sends all inputs at the same time, spread over the replicas. */
export async function contend(replicas: ApiClient[], inputs: object[]): Promise<Contention> {
  const answers = await Promise.all(
    inputs.map(async (input, index) =>
      replicas[index % replicas.length]!.send<RegenerateAnswer>(REGENERATE, { input }),
    ),
  );
  return sum(answers);
}

function sum(answers: GraphQLAnswer<RegenerateAnswer>[]): Contention {
  const contention: Contention = { accepted: [], refused: {}, retryAfter: [] };
  for (const { data, errors } of answers) {
    if (data !== null) {
      contention.accepted.push(data.regenerateClip.regenerationId);
      continue;
    }
    const { code, retryAfter } = errors![0]!.extensions;
    contention.refused[code] = (contention.refused[code] ?? 0) + 1;
    if (retryAfter !== undefined) contention.retryAfter.push(retryAfter);
  }
  return contention;
}
