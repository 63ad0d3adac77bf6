import { use, useState } from 'react';
import { useStableMediaUrl } from './media-url.js';
import { RenewMedia } from './renew-media.js';

interface ThumbnailProps {
  url: string | null | undefined;
  /** When the browser loads it: where it is about to be seen, or at once. */
  loading?: 'lazy' | 'eager';
}

/**
 * A still of a clip: a skeleton while it loads, a drawn placeholder where there is none. What does not load may have an
 * expired URL: then a new one is asked for, and tried when it comes. Says nothing to readers.
 */
export function Thumbnail({ url, loading = 'lazy' }: ThumbnailProps) {
  const renew = use(RenewMedia);
  const stable = useStableMediaUrl(url);
  const [loaded, setLoaded] = useState<string | null>(null);
  const [failed, setFailed] = useState<readonly string[]>([]);
  const src = stable !== null && failed.includes(stable) ? (url ?? null) : stable;

  if (!src || failed.includes(src)) return <ThumbnailPlaceholder />;
  const giveUp = () => {
    setFailed([...failed, src]);
    renew();
  };
  return (
    <span className={loaded === src ? 'thumbnail' : 'thumbnail skeleton'}>
      <img
        src={src}
        alt=""
        loading={loading}
        decoding="async"
        draggable={false}
        onLoad={() => setLoaded(src)}
        onError={giveUp}
      />
    </span>
  );
}

function ThumbnailPlaceholder() {
  return (
    <span className="thumbnail thumbnail-missing">
      <svg viewBox="0 0 160 90" preserveAspectRatio="xMidYMid slice" aria-hidden="true">
        <circle cx="118" cy="26" r="9" />
        <path d="M0 90V70l38-30 30 24 18-12 74 30v8Z" />
      </svg>
    </span>
  );
}
