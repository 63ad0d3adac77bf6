/**
 * Costs in frames to encode, which is where the time goes. Moving bytes counts little, but a run with nothing to encode,
 * or on a slow line, progresses by it. A file to fetch always counts the same, because its size is not known before.
 */
export const WORTH = {
  /** Of fetching a stored segment, per frame. */
  fetch: 0.02,
  /** Of fetching a clip or the song, or of reading one to know its checksum. */
  sourceFile: 20,
  /** Of encoding the song, per frame of the video. */
  song: 0.02,
  /** Of joining everything, per frame. */
  join: 0.02,
  /** Of uploading the final video, per frame. */
  upload: 0.05,
  /** Of everything, per frame, until the work is known. */
  unknown: 0.15,
} as const;

/** A piece of work that was added to the whole. */
export interface WorkPiece {
  /** How much of it is done, 0 to 1; a smaller value than before is ignored. */
  readonly done: (fraction: number) => void;
  /** Removes it from the total, whatever was done. */
  readonly drop: () => void;
}

/** Adds up pieces of work. `report` receives done and total, in frames to encode; both may grow. */
export class Work {
  private total = 0;
  private finished = 0;

  constructor(private readonly report: (done: number, total: number) => void) {}

  add(worth: number): WorkPiece {
    this.total += worth;
    let counted = 0;
    const count = (now: number): void => {
      this.finished += now - counted;
      counted = now;
      this.report(Math.min(this.finished, this.total), this.total);
    };
    return {
      done: (fraction) => {
        const now = worth * Math.min(1, fraction);
        if (now > counted) count(now);
      },
      drop: () => {
        this.total -= worth;
        count(0);
      },
    };
  }
}

/** Progress of fetching clips and the song. */
export class SourceWork {
  private readonly pieces = new Map<string, { piece: WorkPiece; bytes: number }>();
  /** Fractions of sources that came before they were announced. */
  private readonly early = new Map<string, number>();

  constructor(private readonly work: Work) {}

  /** Announces a source; naming it again changes nothing. */
  expect(key: string): void {
    if (this.pieces.has(key)) return;
    const piece = this.work.add(WORTH.sourceFile);
    this.pieces.set(key, { piece, bytes: 0 });
    piece.done(this.early.get(key) ?? 0);
  }

  readonly came = (key: string, bytes: number, totalBytes: number): void => {
    const source = this.pieces.get(key);
    if (source === undefined) {
      this.early.set(key, (this.early.get(key) ?? 0) + bytes / totalBytes);
      return;
    }
    source.bytes += bytes;
    source.piece.done(source.bytes / totalBytes);
  };
}
