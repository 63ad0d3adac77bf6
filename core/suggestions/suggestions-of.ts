import type { JobRecord } from '../job/job-record.js';
import { storedClipMeasurement, storedSongMeasurement } from '../measurements/measurement.js';
import type { MeasurementRepository } from '../measurements/measurements.js';
import { suggest, type Suggested } from './suggest.js';

/** What is worth changing in a video, from the measurements of its files; nothing while not all of them are measured. */
export async function suggestionsOf(
  job: JobRecord,
  measurements: MeasurementRepository,
): Promise<Suggested[]> {
  const { id, clips, songKey, mediaExpired } = job;
  const shown = clips.filter(({ currentVideoKey }) => currentVideoKey !== null);
  if (mediaExpired || shown.length === 0) return [];
  const keys = [
    ...shown.map(({ currentVideoKey }) => currentVideoKey!),
    ...(songKey === null ? [] : [songKey]),
  ];
  const found = await measurements.of(id, keys);
  const song = storedSongMeasurement.parse(songKey === null ? null : (found.get(songKey) ?? null));
  const measured = shown.flatMap(({ clipIndex, adjustments, currentVideoKey }) => {
    const stored = storedClipMeasurement.parse(found.get(currentVideoKey!) ?? null);
    const loudness = song?.loudness[clips.findIndex((clip) => clip.clipIndex === clipIndex)] ?? null;
    const isAdjusted = (adjustments ?? []).length > 0;
    return stored === null ? [] : [{ clipIndex, isAdjusted, measured: stored, loudness }];
  });
  return measured.length === shown.length ? suggest(measured) : [];
}
