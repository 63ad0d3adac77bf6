/** One version, ready to be played beside another. */
export interface Side {
  version: number;
  /** In the list to choose from. */
  label: string;
  /** Signed; null where no longer kept. */
  url: string | null;
  /** Seconds: where the stretch that is compared begins in this file. */
  start: number;
}
