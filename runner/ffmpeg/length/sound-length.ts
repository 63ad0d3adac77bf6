import type { MediaProbe } from '../probe.js';

/** A sound that begins later than this is meant to: less is what encoders put in front. */
const LEAST_DELAY_SECONDS = 0.03;
/** Decoders differ in whether they cut the filling of the last packet: at most 2,048 samples. */
const LONGEST_FILLING_SECONDS = 0.05;
/** Their headers and pages say exactly where the sound ends. */
const WITH_EXACT_END: readonly MediaProbe['demuxer'][] = ['mov', 'ogg'];

/**
 * Silence before the sound, in seconds: an edit list may begin with an empty edit. ffmpeg drops it when it reads the
 * sound alone, players do not.
 */
export function soundDelay({ demuxer, audio }: MediaProbe): number {
  if (demuxer !== 'mov' || audio === null || audio.startSeconds < LEAST_DELAY_SECONDS) return 0;
  return audio.startSeconds;
}

/** ffmpeg leaves gaps between the times of joined Ogg streams, where players go on at once. */
export const UNBROKEN = 'asetpts=N/SR/TB';

/** The filters that sound is decoded with. */
export function soundFilters({ demuxer }: MediaProbe): string[] {
  return demuxer === 'ogg' ? ['-af', UNBROKEN] : [];
}

/**
 * How long the sound plays, in seconds, with its delay. `decodedSeconds` is where the output of ffmpeg with soundFilters
 * ended; it counts from the file's earliest stream. Without the filling of the last packet, so that every ffmpeg gives the same.
 */
export function soundLength(probe: MediaProbe, decodedSeconds: number): number {
  const { audio, demuxer, startSeconds } = probe;
  if (audio === null) return 0;
  const sound = demuxer === 'ogg' ? decodedSeconds : decodedSeconds - (audio.startSeconds - startSeconds);
  const declared = WITH_EXACT_END.includes(demuxer) ? (audio.declaredSeconds ?? 0) : 0;
  const filling = sound - declared;
  return soundDelay(probe) + (filling > 0 && filling <= LONGEST_FILLING_SECONDS ? declared : sound);
}

/** The length that other programs show for a sound file, with its delay; null if its headers say nothing. */
export function declaredSoundLength(probe: MediaProbe): number | null {
  const declared = probe.audio?.declaredSeconds ?? null;
  return declared === null ? null : soundDelay(probe) + declared;
}
