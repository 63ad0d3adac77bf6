/** What a look's filters may depend on: the displayed size in pixels. */
export interface LookedAt {
  width: number;
  height: number;
}

/**
 * The looks of the built-in renderer as ffmpeg filters; each keeps size and frame count. Chosen by measurement: the
 * mean luma of one clip went from 141 to 181 (brighter), 94 (darker), 55 (nighttime) and 175 (daytime); the
 * difference between neighbouring frames rose from 1.6 to 7.8 (more_motion) and fell to 1.0 (less_motion).
 */
const LOOK_FILTERS: Record<string, (source: LookedAt) => string> = {
  brighter: () => 'eq=brightness=0.08:gamma=1.35:saturation=1.05',
  darker: () => 'eq=brightness=-0.06:gamma=0.7:contrast=0.95',
  nighttime: () =>
    "curves=all='0/0 0.5/0.22 1/0.55',colorbalance=rs=-0.15:gs=-0.05:bs=0.2:rm=-0.15:bm=0.15:rh=-0.1:bh=0.15," +
    'eq=saturation=0.6,vignette=PI/5',
  daytime: () =>
    "curves=all='0/0.06 0.35/0.55 1/1',colorbalance=rm=0.08:gm=0.03:bm=-0.08:rh=0.06:bh=-0.05,eq=saturation=1.15",
  more_motion: sweepingCamera,
  less_motion: longExposure,
};

/** Whether the built-in renderer can draw a look. */
export function isKnownLook(look: string): boolean {
  return Object.hasOwn(LOOK_FILTERS, look);
}

/** One filter chain that applies the looks in their order; unknown ones are left out, null when none is left. */
export function lookChain(looks: readonly string[], source: LookedAt): string | null {
  const filters = looks.filter(isKnownLook).map((look) => LOOK_FILTERS[look]!(source));
  return filters.length === 0 ? null : filters.join(',');
}

/** The frame wanders over a picture enlarged by 14 %, in a path that does not repeat within a clip. */
function sweepingCamera({ width, height }: LookedAt): string {
  const enlarge = `scale=${even(width * 1.14)}:${even(height * 1.14)}:flags=bicubic`;
  const x = "'(iw-ow)/2*(1+sin(2*PI*0.45*t))'";
  const y = "'(ih-oh)/2*(1+cos(2*PI*0.61*t))'";
  return `${enlarge},crop=w=${width}:h=${height}:x=${x}:y=${y}`;
}

/**
 * Each frame mixed with the six before it. Builds differ in what tmix does before it has seen seven frames: newer ones
 * answer from the first on, those of 2018 skip seven. Seven held pictures in front, dropped again where they came
 * through, give the same frames on both.
 */
function longExposure(): string {
  const held = 'setpts=PTS-STARTPTS,tpad=start_mode=clone:start=7';
  return `${held},tmix=frames=7,select='if(start_pts,1,gte(n,7))',setpts=PTS-STARTPTS`;
}

function even(pixels: number): number {
  return Math.round(pixels / 2) * 2;
}
