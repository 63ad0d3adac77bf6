/** Bytes to write over those at a place of a file. */
export interface Mark {
  at: number;
  bytes: Buffer;
}
