import { WORTH, type Work, type WorkPiece } from './work.js';

/** How far the clips and the song have come that are brought here. */
export class SourceWork {
  private readonly pieces = new Map<string, { piece: WorkPiece; bytes: number }>();

  constructor(private readonly work: Work) {}

  /** One that will come, at most once however often it is named. */
  expect(key: string): void {
    if (!this.pieces.has(key)) this.pieces.set(key, { piece: this.work.add(WORTH.sourceFile), bytes: 0 });
  }

  readonly came = (key: string, bytes: number, totalBytes: number): void => {
    const source = this.pieces.get(key);
    if (source === undefined) return;
    source.bytes += bytes;
    source.piece.done(source.bytes / totalBytes);
  };
}
