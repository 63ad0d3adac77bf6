import type { PrismaClient } from '../../../prisma/generated/client.js';

/** What is odd about a clip, of 255. */
interface Odd {
  level?: number;
  saturation?: number;
}

/** Measures the clips of a job as `insertJob` leaves it: all of one place, and the odd ones by their index. */
export async function insertMeasurements(
  db: PrismaClient,
  jobId: string,
  clips: number,
  odd: Record<number, Odd>,
): Promise<void> {
  const data = Array.from({ length: clips }, (_, clip) => {
    const { level = 120 + (clip % 3), saturation = 40 } = odd[clip] ?? {};
    const picture = Array.from({ length: 144 }, (_cell, cell) => (cell * 37 * (clip + 1)) % 255);
    const colors = { red: level, green: level, blue: level - 20, saturation, contrast: 40 };
    const look = { light: level - 1.4, warmth: 20, contrast: 40 };
    const ends = { begins: picture, ends: picture.toReversed(), opens: look, closes: look };
    const measured = { ...colors, motion: 4, cuts: 0, ...ends };
    return { jobId, key: `video-clips/${jobId}/clip_${clip}.mp4`, measured };
  });
  await db.mediaMeasurement.createMany({ data });
}
