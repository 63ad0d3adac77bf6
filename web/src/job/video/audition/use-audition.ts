import { useState } from 'react';

/** A version of a clip that plays in its place on the stage without being used. */
export interface Auditioned {
  /** From 0. */
  clip: number;
  version: number;
  /** Signed URL of its file. */
  url: string;
}

/** What is tried out; it ends when another clip is picked, and when the video has another version. */
export function useAudition(versionNumber: number, only: number | null) {
  const [{ of, at }, set] = useState<{ of: Auditioned | null; at: number }>({ of: null, at: versionNumber });
  return {
    audition: of !== null && of.clip === only && at === versionNumber ? of : null,
    tryOut: (next: Auditioned | null) => set({ of: next, at: versionNumber }),
  };
}
