import { useState } from 'react';
import { useStableMediaUrl } from './media-url.js';

/** A still of a clip: a skeleton while it loads, a drawn placeholder where there is none. Says nothing to readers. */
export function Thumbnail({ url }: { url: string | null | undefined }) {
  const src = useStableMediaUrl(url);
  const [settled, setSettled] = useState<{ src: string; loaded: boolean } | null>(null);
  const state = settled?.src === src ? settled : null;

  if (!src || state?.loaded === false) return <ThumbnailPlaceholder />;
  return (
    <span className={state ? 'thumbnail' : 'thumbnail skeleton'}>
      <img
        src={src}
        alt=""
        loading="lazy"
        decoding="async"
        draggable={false}
        onLoad={() => setSettled({ src, loaded: true })}
        onError={() => setSettled({ src, loaded: false })}
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
