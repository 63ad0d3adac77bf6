import type { JobRecord } from '../job/job-record.js';
import { storedClipMeasurement, storedSongMeasurement } from '../measurements/measurement.js';
import type { MeasurementRepository } from '../measurements/measurements.js';
import { suggest, type SuggestibleClip, type Suggested } from './suggest.js';

/** What is worth changing in a video, from the measurements of its files; nothing while not all of them are measured. */
export async function suggestionsOf(
  job: JobRecord,
  measurements: MeasurementRepository,
): Promise<Suggested[]> {
  const measured = await measuredClips(job, measurements);
  return measured === null ? [] : suggest(measured);
}

/** The clips of a video with what was measured of them; null while not all of them are, and where none can be shown. */
export async function measuredClips(
  job: JobRecord,
  measurements: MeasurementRepository,
): Promise<SuggestibleClip[] | null> {
  const { id, clips, songKey, mediaExpired } = job;
  const shown = clips.filter(({ currentVideoKey }) => currentVideoKey !== null);
  if (mediaExpired || shown.length === 0) return null;
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
  return measured.length === shown.length ? measured : null;
}
