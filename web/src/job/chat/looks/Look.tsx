import { Thumbnail } from '../../../layout/Thumbnail.js';
import { LOOK_PICTURES } from './look-pictures.js';
import { lookStyle } from './look-style.js';

interface LookProps {
  id: string;
  label: string;
  /** URL of a still of the clip. */
  picture: string | null | undefined;
  onPick: (instruction: string) => void;
}

/** A look as a small picture of the clip that has it. */
export function Look({ id, label, picture, onPick }: LookProps) {
  const look = LOOK_PICTURES[id] ?? {};
  return (
    <button type="button" className="look" data-look={id} onClick={() => onPick(label)}>
      <span
        className="look-picture"
        data-over={look.over}
        data-move={look.move}
        style={lookStyle(look)}
        aria-hidden="true"
      >
        {/* The page has it already, as that of the clip. */}
        <Thumbnail url={picture} loading="eager" />
        {look.mark !== undefined && <span className="look-mark" data-mark={look.mark} />}
      </span>
      {label}
    </button>
  );
}
