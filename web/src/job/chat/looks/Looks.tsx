import { useRef } from 'react';
import { useQuery } from '@apollo/client/react';
import { graphql, readFragment } from '../../../generated/index.js';
import type { FragmentType } from '../../../generated/index.js';
import { t } from '../../../languages/t.js';
import { Look } from './Look.js';
import './looks.css';

const LOOKS = graphql(`
  query Looks {
    templates {
      id
      category
      label
    }
  }
`);

const LOOKS_CLIP = graphql(`
  fragment LooksClip on Clip {
    thumbnailUrl
  }
`);

interface LooksProps {
  /** The clip that the looks are shown on. */
  clip: FragmentType<typeof LOOKS_CLIP> | undefined;
  onPick: (instruction: string) => void;
}

/** The changes that need no language model, by kind. The label of each is an instruction that means exactly it. */
export function Looks({ clip: clipRef, onPick }: LooksProps) {
  const { data, error } = useQuery(LOOKS);
  const row = useRef<HTMLDivElement>(null);
  const clip = readFragment(LOOKS_CLIP, clipRef);
  // Not worth an error: without them people type their own words.
  if (error && !data) return null;
  if (!data) return <LooksPlaceholder />;
  const { templates } = data;
  const categories = [...new Set(templates.map(({ category }) => category))];
  const show = (category: string) => {
    const group = row.current?.querySelector(`[data-category="${category}"]`);
    group?.scrollIntoView({ block: 'nearest', inline: 'start' });
  };
  return (
    <div className="looks" data-testid="looks" role="group" aria-label={t('chat.looks')}>
      {/* For the eye and the hand: the keyboard comes through all looks anyway. */}
      <div className="look-kinds" aria-hidden="true">
        {categories.map((category) => (
          <button key={category} type="button" tabIndex={-1} onClick={() => show(category)}>
            {category}
          </button>
        ))}
      </div>
      <div className="look-row" ref={row}>
        {categories.map((category) => (
          <div
            key={category}
            className="look-group"
            data-category={category}
            role="group"
            aria-label={category}
          >
            {templates
              .filter((look) => look.category === category)
              .map(({ id, label }) => (
                <Look key={id} id={id} label={label} picture={clip?.thumbnailUrl} onPick={onPick} />
              ))}
          </div>
        ))}
      </div>
    </div>
  );
}

/** As high as the looks, so that nothing moves when they arrive. */
function LooksPlaceholder() {
  return (
    <div className="looks" aria-hidden="true">
      <div className="look-kinds">
        <button type="button" tabIndex={-1} disabled>
          &nbsp;
        </button>
      </div>
      <div className="look-row">
        <span className="look">
          <span className="look-picture skeleton" />
          &nbsp;
        </span>
      </div>
    </div>
  );
}
