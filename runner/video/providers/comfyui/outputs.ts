import { z } from 'zod';

const fileSchema = z.object({
  filename: z.string().min(1).max(500),
  subfolder: z.string().max(500).default(''),
  type: z.enum(['output', 'temp', 'input']).default('output'),
  /** Some nodes say what it is: `video/h264-mp4`. */
  format: z.string().optional().catch(undefined),
});
type SavedFile = z.infer<typeof fileSchema>;

const VIDEO_FILE = /\.(mp4|m4v|mov|webm|mkv)$/i;

/**
 * The videos that all nodes saved, as queries of /view: saved ones before previews, then by the nodes' order; and the names
 * of other files. Nodes list videos under `images`, `videos` or a name of their own.
 */
export function outputsOf(outputs: Readonly<Record<string, unknown>>): {
  views: URLSearchParams[];
  others: string[];
} {
  const files = Object.values(outputs).flatMap((output) =>
    Object.values(z.record(z.string(), z.unknown()).catch({}).parse(output)).flatMap(filesIn),
  );
  const videos = files.filter(isVideo).toSorted((one, other) => rank(one) - rank(other));
  return {
    views: videos.map(({ filename, subfolder, type }) => new URLSearchParams({ filename, subfolder, type })),
    others: files.filter((file) => !isVideo(file)).map(({ filename }) => filename),
  };
}

function filesIn(list: unknown): SavedFile[] {
  return Array.isArray(list) ? list.flatMap((file: unknown) => fileSchema.safeParse(file).data ?? []) : [];
}

function isVideo({ filename, format }: SavedFile): boolean {
  return VIDEO_FILE.test(filename) || (format?.startsWith('video/') ?? false);
}

function rank({ type }: SavedFile): number {
  return type === 'output' ? 0 : 1;
}
