/** The clip that a finished regeneration changed. */
export interface ChangedClip {
  clipIndex: number;
  regenerationId: string;
}
