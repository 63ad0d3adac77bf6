import { use, useState } from 'react';
import { useStableMediaUrl } from '../../../layout/media-url.js';
import { RenewMedia } from '../../../layout/renew-media.js';
import { t } from '../../../languages/t.js';
import type { Source } from './sides.js';

interface SideVideoProps {
  source: Source;
  name: string;
  onVideo: (video: HTMLVideoElement | null) => void;
}

/** The file of one side, behind the canvas that its pictures are drawn on. */
export function SideVideo({ source, name, onVideo }: SideVideoProps) {
  const url = source.kind === 'stage' ? null : source.url;
  const [failed, setFailed] = useState<string | null>(null);
  const renew = use(RenewMedia);
  const stable = useStableMediaUrl(url);
  if (url === null) return null;
  // One that did not load may have expired: then the newest is tried.
  const src = failed === stable ? url : stable;
  return (
    <>
      <video
        ref={onVideo}
        className="comparison-source"
        src={src ?? undefined}
        muted
        playsInline
        preload="auto"
        aria-hidden="true"
        onError={() => {
          setFailed(src);
          renew();
        }}
      />
      {failed === src && (
        <p className="comparison-missing" role="alert">
          {t('stage.tryFailed', { version: name })}
        </p>
      )}
    </>
  );
}
