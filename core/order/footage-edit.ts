import { ApiError } from '../errors.js';
import { secondsAt } from '../job/frames.js';
import type { ClipRecord } from '../job/job-record.js';
import { takesFootageOf, type FootageLimits } from '../quote/video-model-card.js';

/** A model that may edit footage. */
interface Editor {
  key: string;
  label: string;
  /** Null: it edits none. */
  footage: FootageLimits | null;
}

type EditedClip = Pick<ClipRecord, 'currentVideoKey' | 'startFrame' | 'endFrame'>;

const slotSeconds = ({ startFrame, endFrame }: EditedClip): number => secondsAt(endFrame - startFrame);

/** Whether a model edits all of what a clip shows in the video. */
export function editsAllOf({ footage }: Editor, clip: EditedClip): boolean {
  return footage !== null && clip.currentVideoKey !== null && takesFootageOf(footage, slotSeconds(clip));
}

/** BAD_USER_INPUT where a model cannot edit a clip, with what can be asked for in its place: nothing is cut off unasked. */
export function rejectUneditable(model: Editor, clip: EditedClip, available: readonly Editor[]): void {
  if (editsAllOf(model, clip) || model.footage === null) return;
  if (clip.currentVideoKey === null)
    throw new ApiError('BAD_USER_INPUT', 'This clip has no footage that could be edited. Ask for NEW_SHOT.');
  const [least, most] = model.footage.seconds;
  const lasts = Number(slotSeconds(clip).toFixed(1));
  const others = available.filter((other) => editsAllOf(other, clip)).map(({ key }) => key);
  const longer = others.length === 0 ? '' : `a model that takes more (${others.join(', ')}), or for `;
  throw new ApiError(
    'BAD_USER_INPUT',
    `${model.label} edits ${least} to ${most} s of footage, and this clip lasts ${lasts} s. Ask for ${longer}NEW_SHOT or ADJUST_FOOTAGE.`,
  );
}
