interface About {
  clipIndex: number;
  changes?: readonly { clipIndex: number }[];
  /** Of a restore: it has no changes, but what came of it differs in clips. */
  result?: { changes: readonly { clipIndex: number }[] } | null;
}

/** Which clips a regeneration is about, in order. */
export function clipsOf({ clipIndex, changes = [], result }: About): number[] {
  const parts = changes.length > 0 ? changes : (result?.changes ?? []);
  return parts.length > 0 ? parts.map((part) => part.clipIndex) : [clipIndex];
}
