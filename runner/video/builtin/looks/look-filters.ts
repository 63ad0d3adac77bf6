/**
 * The building blocks of looks: ffmpeg filters over pictures of one known size. All of them exist in builds of 2018
 * and return one frame for each frame.
 */
export interface LookedAt {
  /** Displayed pixels, both even. */
  width: number;
  height: number;
  /** Of the whole clip, at least 1. */
  frameCount: number;
  /** Frames a second. */
  frameRate: number;
  /** Frames on which the song has a beat, in order. */
  beatFrames: readonly number[];
}

/** How far and how fast a camera wanders. */
export interface Sweep {
  /** How much larger the picture is than the camera's frame: 1.16 leaves 16 % of room. */
  enlarged: number;
  /** Swings per second, sideways and up and down. A path that closes within a clip would look mechanical. */
  across: number;
  upright: number;
}

/** A camera that wanders over the enlarged picture: movement even where nothing moves. */
export function sweepingCamera({ width, height }: LookedAt, { enlarged, across, upright }: Sweep): string {
  const enlarge = `scale=${even(width * rounded(enlarged))}:${even(height * rounded(enlarged))}:flags=bicubic`;
  const x = `'(iw-ow)/2*(1+sin(2*PI*${across}*t))'`;
  const y = `'(ih-oh)/2*(1+cos(2*PI*${upright}*t))'`;
  return `${enlarge},crop=w=${width}:h=${height}:x=${x}:y=${y}`;
}

/**
 * Mixes each frame with those before it. Builds differ in tmix before it has enough frames: newer ones answer from
 * the first frame on, those of 2018 skip as many frames as they mix. Holding that many pictures in front, and
 * dropping them if they come through, gives the same frames in both.
 */
export function longExposure(frames: number): string {
  const held = `setpts=PTS-STARTPTS,tpad=start_mode=clone:start=${frames}`;
  return `${held},tmix=frames=${frames},select='if(start_pts,1,gte(n,${frames}))',setpts=PTS-STARTPTS`;
}

/**
 * Moves every value away from the mean of its own frame. A fixed curve would crush a night and bleach a snowfield;
 * this raises the contrast of both and keeps their brightness.
 */
export function contrastAroundMean({ width, height }: LookedAt, by: number, label: string): string {
  const mean = 'scale=16:16:flags=area,format=yuv444p,scale=1:1:flags=area';
  const weights = `${rounded(by)} ${(1 - by).toFixed(3)}`;
  return (
    `format=yuv420p,split[${label}picture][${label}copy];` +
    `[${label}copy]${mean},scale=${width}:${height}:flags=neighbor,format=yuv420p[${label}mean];` +
    `[${label}picture][${label}mean]mix=inputs=2:weights='${weights}'`
  );
}

/** The picture mixed with its own blur: details stay and their edges melt. */
export function softFocus(source: LookedAt, share: number, strength: number, label: string): string {
  const kept = rounded((1 - share) ** strength);
  return overBlur(source, 'yuv420p', `blend=all_mode=normal:all_opacity=${kept}`, label);
}

/** Adds the picture's own blur as light: bright parts glow. */
export function glow(source: LookedAt, share: number, strength: number, label: string): string {
  const added = rounded(1 - (1 - share) ** strength);
  return overBlur(source, 'gbrp', `blend=all_mode=screen:all_opacity=${added}`, label);
}

/** Blurring at a quarter of the size costs a tenth and looks the same. */
function overBlur({ width, height }: LookedAt, format: string, blend: string, label: string): string {
  const quarter = `scale=${even(width / 4)}:${even(height / 4)}:flags=bilinear`;
  const sigma = (Math.max(width, height) / 80).toFixed(2);
  const blurred = `${quarter},gblur=sigma=${sigma},scale=${width}:${height}:flags=bilinear,format=${format}`;
  return (
    `format=${format},split[${label}picture][${label}copy];[${label}copy]${blurred}[${label}blur];` +
    `[${label}picture][${label}blur]${blend}`
  );
}

/** A factor that applies as often as the strength says: 1 is no change, and it never turns. */
export function factor(plain: number, strength: number): number {
  return rounded(plain ** strength);
}

/** An amount that is added; 0 is no change. */
export function grown(plain: number, strength: number): number {
  return rounded(plain * strength);
}

/** The points of a curve, bent more or less away from the straight line. A curve that rises goes on rising. */
export function bent(points: string, strength: number): string {
  return points
    .split(' ')
    .map((point) => {
      const [x, y] = point.split('/').map(Number) as [number, number];
      return `${x}/${Math.min(1, x === 0 ? grown(y, strength) : rounded(x * factor(y / x, strength)))}`;
    })
    .join(' ');
}

/** Four digits: arithmetic in binary must not show in a command. */
export function rounded(value: number): number {
  return Number(value.toFixed(4));
}

export function even(pixels: number): number {
  return Math.max(2, Math.round(pixels / 2) * 2);
}
