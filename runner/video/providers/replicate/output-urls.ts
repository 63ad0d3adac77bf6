/** How many values of an output are looked at, and how deep. */
const MOST_VALUES = 200;
const DEEPEST = 6;

const VIDEO_NAME = /video|movie|film|mp4/i;
const OTHER_NAME = /thumb|preview|poster|image|frame|cover|mask|audio|sound|caption|json|log|seed/i;
const VIDEO_FILE = /\.(mp4|m4v|mov|webm|mkv)$/i;
const OTHER_FILE = /\.(jpe?g|png|webp|gif|avif|mp3|wav|m4a|json|txt|srt|vtt|zip)$/i;

/**
 * The addresses in a prediction's output, that of the video first. Models deliver one address, a list of them, or an
 * object with fields of their own choice, such as `{video, thumbnail}` or `{files: [{url}]}`.
 */
export function outputUrls(output: unknown): string[] {
  const found: { url: string; rank: number }[] = [];
  const values: { value: unknown; names: string; depth: number }[] = [{ value: output, names: '', depth: 0 }];
  for (let looked = 0; values.length > 0 && looked < MOST_VALUES; looked++) {
    const { value, names, depth } = values.shift()!;
    if (typeof value === 'string' && isAddress(value)) found.push({ url: value, rank: rankOf(value, names) });
    if (typeof value !== 'object' || value === null || depth === DEEPEST) continue;
    for (const [name, each] of Object.entries(value))
      values.push({ value: each, names: `${names} ${name}`, depth: depth + 1 });
  }
  return found.toSorted((one, other) => one.rank - other.rank).map(({ url }) => url);
}

/** Whether it may be fetched is decided where it is fetched. */
function isAddress(text: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\/\S+$/i.test(text);
}

/** The file's own name says more than the name of its field. */
function rankOf(url: string, names: string): number {
  const path = URL.canParse(url) ? new URL(url).pathname : url;
  return 3 * likelihood(path, VIDEO_FILE, OTHER_FILE) + likelihood(names, VIDEO_NAME, OTHER_NAME);
}

/** Low for what is a video by its name, high for what is not. */
function likelihood(name: string, video: RegExp, other: RegExp): number {
  if (other.test(name)) return 2;
  return video.test(name) ? 0 : 1;
}
