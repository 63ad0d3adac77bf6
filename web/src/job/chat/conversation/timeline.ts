import type { ConversationRegenerationFragment } from '../../../generated/graphql.js';
import { clipsOf } from '../../clips-of.js';

type AnyRegeneration = Pick<
  ConversationRegenerationFragment,
  'id' | 'clipIndex' | 'changes' | 'result' | 'createdAt'
>;

/** What was said, with the work that came of it; or work that nobody said here: tried again, brought back, by another client. */
export type Entry<M, R> =
  | { key: string; at: string; message: M; regeneration: R | null }
  | { key: string; at: string; message: null; regeneration: R };

interface Said<R> {
  id: string;
  createdAt: string;
  /** That stands in the place of its offer. */
  regeneration: R | null;
}

/**
 * The conversation, oldest first. Work that belongs to a message stands with it.
 * @param hasEarlier older messages are not read yet: work from before those that are is not shown either
 */
export function timelineOf<M extends Said<R>, R extends AnyRegeneration>(
  messages: readonly M[],
  regenerations: readonly R[],
  hasEarlier: boolean,
): Entry<M, R>[] {
  const attached = new Set(messages.map(({ regeneration }) => regeneration?.id));
  const oldest = messages.map(({ createdAt }) => createdAt).toSorted()[0] ?? '';
  const said = messages.map((message): Entry<M, R> => {
    const { id, createdAt, regeneration } = message;
    return { key: id, at: createdAt, message, regeneration };
  });
  const others = regenerations
    .filter(({ id, createdAt }) => !attached.has(id) && (!hasEarlier || createdAt >= oldest))
    .map((regeneration): Entry<M, R> => {
      const { id, createdAt } = regeneration;
      return { key: id, at: createdAt, message: null, regeneration };
    });
  // What was said at the same moment keeps its order: the answer comes after the question.
  return [...said, ...others].toSorted((one, other) =>
    one.at === other.at ? 0 : one.at < other.at ? -1 : 1,
  );
}

/** Whether nothing that came later touched the same clips: then it may be tried again. */
export function isLastOfItsClips(regeneration: AnyRegeneration, all: readonly AnyRegeneration[]): boolean {
  const clips = clipsOf(regeneration);
  return !all.some(
    (other) =>
      other.createdAt > regeneration.createdAt && clipsOf(other).some((clip) => clips.includes(clip)),
  );
}
