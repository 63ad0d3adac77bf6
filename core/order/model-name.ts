import type { VideoModelOption } from './video-choice.js';

/** Its end is near for as many days. */
const NEAR_DAYS = 30;
const DAY_MS = 24 * 3600_000;

/** What people call a video model, with the day on which its provider ends it, where that is near: "Gen-4 Aleph (ends on 2026-07-30)". */
export function modelName(
  key: string,
  options: readonly Pick<VideoModelOption, 'key' | 'label' | 'sunset'>[],
  now = new Date(),
): string {
  const option = options.find((one) => one.key === key);
  if (option === undefined) return key;
  const { label, sunset } = option;
  const isNear = sunset !== null && Date.parse(sunset) - now.getTime() <= NEAR_DAYS * DAY_MS;
  return isNear ? `${label} (ends on ${sunset})` : label;
}
