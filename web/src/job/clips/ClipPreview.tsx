import { use, useState } from 'react';
import { useStableMediaUrl } from '../../layout/media-url.js';
import { RenewMedia } from '../../layout/renew-media.js';

/** A clip playing without sound over its still, which stays until the first frame is there. */
export function ClipPreview({ url }: { url: string }) {
  const src = useStableMediaUrl(url);
  const renew = use(RenewMedia);
  const [playing, setPlaying] = useState(false);
  return (
    <video
      className={playing ? 'clip-card-preview playing' : 'clip-card-preview'}
      src={src ?? undefined}
      muted
      autoPlay
      loop
      playsInline
      disablePictureInPicture
      tabIndex={-1}
      aria-hidden="true"
      onPlaying={() => setPlaying(true)}
      onError={renew}
    />
  );
}
