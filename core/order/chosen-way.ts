import { asksForAnotherShot } from '../assistant/ways/another-shot.js';
import type { ClipRecord } from '../job/job-record.js';
import type { ChangeAction } from '../quote/video-model-card.js';
import { editsAllOf } from './footage-edit.js';
import type { VideoModelOption } from './video-choice.js';

/** What a wish is about. */
export type WishClass =
  /** Only looks, which are drawn on the footage. */
  | 'looks'
  /** Something in the shot: its motion and framing stay. */
  | 'in the shot'
  | 'another shot';

/** @param isLooks whether all of the wish can be drawn on the clip's footage */
export function classOf(wish: string, isLooks: boolean): WishClass {
  if (isLooks) return 'looks';
  return asksForAnotherShot(wish) ? 'another shot' : 'in the shot';
}

/** The action that keeps most of a clip and does all of a wish; null: what the video's model does, which is a new shot. */
export function chosenWay(
  wish: WishClass,
  clip: Pick<ClipRecord, 'currentVideoKey' | 'startFrame' | 'endFrame'>,
  options: readonly VideoModelOption[],
): ChangeAction | null {
  if (wish === 'looks') return 'ADJUST_FOOTAGE';
  const canEdit = options.some((option) => option.isAvailable && editsAllOf(option, clip));
  return wish === 'in the shot' && canEdit ? 'EDIT_FOOTAGE' : null;
}
