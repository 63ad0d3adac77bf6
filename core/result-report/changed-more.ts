import type { Kept } from '../measurements/kept.js';
import type { ChangeAction } from '../quote/video-model-card.js';

/** Below it the picture itself was moved, or is another: what adds much to a picture that stays has 0.66 and more. */
const LEAST_KEPT = 0.6;

/** Looks that leave every edge where it is. */
const OF_LIGHT_AND_COLOR: readonly string[] = ['Light', 'Time of day', 'Color', 'Grade', 'Tint'];

/** What a change was to do: its action, and the categories of the looks that its clip has. */
export interface Asked {
  action: ChangeAction;
  looks: readonly string[];
}

/** Whether a change that promises to keep the shot has changed more. Others promise nothing. */
export function changedMoreThanAsked({ score }: Kept, { action, looks }: Asked): boolean {
  const promises =
    action === 'EDIT_FOOTAGE' ||
    (action === 'ADJUST_FOOTAGE' && looks.every((category) => OF_LIGHT_AND_COLOR.includes(category)));
  return promises && score < LEAST_KEPT;
}
