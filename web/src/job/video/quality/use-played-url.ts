import { useState } from 'react';
import { mediaIdentity } from '../../../layout/media-url.js';
import { useQuality, type QualityChoice } from './use-quality.js';

interface Renditions {
  videoUrl?: string | null;
  /** Of the same version; null where there is none. */
  previewVideoUrl?: string | null;
}

export interface Played extends QualityChoice {
  url: string | null;
  /** Whether the small rendition is what is played. */
  isSmall: boolean;
  /** Called when it cannot be played: the full video takes its place. */
  giveUpSmall: () => void;
}

/** Which rendition of a video is played: the full one, but where the person or the line wants the small one. */
export function usePlayedUrl({ videoUrl, previewVideoUrl }: Renditions): Played {
  const choice = useQuality();
  const [broken, setBroken] = useState<string | null>(null);
  const isSmall = choice.small && Boolean(previewVideoUrl) && mediaIdentity(previewVideoUrl!) !== broken;
  return {
    ...choice,
    url: (isSmall ? previewVideoUrl : videoUrl) ?? null,
    isSmall,
    giveUpSmall: () => previewVideoUrl && setBroken(mediaIdentity(previewVideoUrl)),
  };
}
