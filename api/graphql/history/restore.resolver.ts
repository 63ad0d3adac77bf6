import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { ApiContext } from '../context.js';
import { parseRestore } from './restore-request.js';
import {
  RestoreClipVersionInput,
  RestorePayload,
  RestoreVideoVersionInput,
  UndoInput,
} from './restore.type.js';
import { restore } from './restore.js';

const ERRORS =
  'NOT_FOUND, FORBIDDEN, BAD_USER_INPUT, JOB_NOT_COMPLETED, REGENERATION_IN_PROGRESS, VERSION_CONFLICT, VERSION_GONE, IDEMPOTENCY_KEY_REUSED';

@Resolver()
export class RestoreResolver {
  @Mutation(() => RestorePayload, {
    description: `Makes an earlier version of a clip, or a take of it, the current one: as version n+1 over the same file. Generates nothing, charges nothing, no hourly limit, allowed over budget. COMPLETED at once where that video's file is still kept. Errors: ${ERRORS}.`,
  })
  async restoreClipVersion(
    @Arg('input', () => RestoreClipVersionInput, { description: 'Which version of which clip.' })
    input: RestoreClipVersionInput,
    @Ctx() context: ApiContext,
  ): Promise<RestorePayload> {
    const { clipIndex, versionNumber } = input;
    return await restore(context, parseRestore(context, input, { action: 'CLIP', clipIndex, versionNumber }));
  }

  @Mutation(() => RestorePayload, {
    description:
      'The whole video as it was: every clip that differs, in one publication. Errors: as restoreClipVersion.',
  })
  async restoreVideoVersion(
    @Arg('input', () => RestoreVideoVersionInput, { description: 'Which version of which video.' })
    input: RestoreVideoVersionInput,
    @Ctx() context: ApiContext,
  ): Promise<RestorePayload> {
    const { versionNumber } = input;
    return await restore(context, parseRestore(context, input, { action: 'VIDEO', versionNumber }));
  }

  @Mutation(() => RestorePayload, {
    description:
      'Takes back the last thing done to the video; undone again, the one before it. Errors: as restoreClipVersion, NOTHING_TO_UNDO.',
  })
  async undo(
    @Arg('input', () => UndoInput, { description: 'The video, and which version of it the user sees.' })
    input: UndoInput,
    @Ctx() context: ApiContext,
  ): Promise<RestorePayload> {
    return await restore(context, parseRestore(context, input, { action: 'UNDO' }));
  }

  @Mutation(() => RestorePayload, {
    description: 'Takes back the last undo. A change or a restore after an undo ends redo. Errors: as undo.',
  })
  async redo(
    @Arg('input', () => UndoInput, { description: 'The video, and which version of it the user sees.' })
    input: UndoInput,
    @Ctx() context: ApiContext,
  ): Promise<RestorePayload> {
    return await restore(context, parseRestore(context, input, { action: 'REDO' }));
  }
}
