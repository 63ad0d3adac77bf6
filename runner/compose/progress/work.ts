/**
 * What things cost, in frames to encode: that is where the time goes. What is only moved counts little, but it counts: a
 * run with nothing to encode, or on a slow line, moves by it. A file to bring counts the same whatever its size is,
 * which nobody knows before.
 */
export const WORTH = {
  /** Of bringing a stored segment, per frame. */
  fetch: 0.02,
  /** Of bringing a clip or the song, or of reading one to know its checksum. */
  sourceFile: 20,
  /** Of encoding the song, per frame of the video. */
  song: 0.02,
  /** Of joining everything, per frame. */
  join: 0.02,
  /** Of uploading the final video, per frame. */
  upload: 0.05,
  /** Of everything, per frame, as long as nobody knows what there is to do. */
  unknown: 0.15,
} as const;

/** A piece of work that was added to the whole. */
export interface WorkPiece {
  /** How much of it is done, 0 to 1; what is less than before is not heard. */
  readonly done: (fraction: number) => void;
  /** Takes it out again, whatever was done of it. */
  readonly drop: () => void;
}

/** Adds up pieces of work. `report` hears of done and to do, in frames to encode; both may grow. */
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
