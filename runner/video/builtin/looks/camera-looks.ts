import type { TemplateId } from '../../../../core/templates/definitions.js';
import { even, grown, rounded, type LookedAt } from './look-filters.js';
import type { Look } from './steps.js';

// cspell:ignore zoompan
/** Framing, and movements of the camera over the picture. */
export const CAMERA_LOOKS = {
  mirror: () => 'hflip',
  flip: () => 'vflip',
  rotate: (s, { width, height }) => {
    const angle = (Math.PI / 2) * s;
    const [sin, cos] = [Math.abs(Math.sin(angle)), Math.abs(Math.cos(angle))];
    const fit = Math.min(width / (width * cos + height * sin), height / (width * sin + height * cos));
    const size = `${even(width * fit)}:${even(height * fit)}`;
    return `scale=${size}:flags=bicubic,rotate=PI/2*${grown(1, s)}:ow=${width}:oh=${height}:fillcolor=black`;
  },
  crop_closer: (s, { width, height }) => {
    const shown = 1 / (1 + grown(0.3, s));
    return `crop=${even(width * shown)}:${even(height * shown)},scale=${width}:${height}:flags=bicubic`;
  },
  zoom_in: (s, source) => view(`${grown(0.35, s)}*${progress(source)}`),
  zoom_out: (s, source) => view(`${grown(0.35, s)}*(1-${progress(source)})`),
  pan_left: (s, source) => view(grown(0.25, s), { across: `1-2*${progress(source)}` }),
  pan_right: (s, source) => view(grown(0.25, s), { across: `2*${progress(source)}-1` }),
  shake: (s, source) => {
    // Two swings each that never meet again within a clip: a hand, not a machine.
    const swing = (one: number, other: number, late: number): string =>
      `0.6*sin(2*PI*${one}*${seconds(source)}+${late})+0.4*sin(2*PI*${other}*${seconds(source)}+${2 * late})`;
    return view(grown(0.05, s), { across: swing(3.1, 7.3, 0), upright: swing(2.7, 6.1, 1) });
  },
  letterbox: (s, { width, height }) => {
    const bar = 2 * Math.round(Math.min(((height - width / 2.39) / 4) * s, height * 0.225));
    if (bar < 2) return 'null';
    const box = `x=0:w=iw:h=${bar}:color=black:t=fill`;
    return `format=yuv420p,drawbox=y=0:${box},drawbox=y=ih-${bar}:${box}`;
  },
} satisfies Partial<Record<TemplateId, Look>>;

/** 0 at the first frame, 1 at the last. `on` counts from 1. */
function progress({ frameCount }: LookedAt): string {
  return `min(1,max(0,on-1)/${Math.max(1, frameCount - 1)})`;
}

function seconds({ frameRate }: LookedAt): string {
  return `(on/${rounded(frameRate)})`;
}

/**
 * The picture enlarged by `closer`, seen at `across` and `upright` from -1 to 1 of the room that is then left. By perspective:
 * it places the picture between pixels, where zoompan and crop jump from one to the next.
 */
function view(
  closer: number | string,
  { across = '0', upright = '0' }: { across?: string; upright?: string } = {},
): string {
  const room = `(1-1/(1+${closer}))/2`;
  const [left, right] = [`W*${room}*(1+${across})`, `W-W*${room}*(1-(${across}))`];
  const [top, bottom] = [`H*${room}*(1+${upright})`, `H-H*${room}*(1-(${upright}))`];
  const corner = (at: number, x: string, y: string): string => `x${at}='${x}':y${at}='${y}'`;
  const corners = [
    corner(0, left, top),
    corner(1, right, top),
    corner(2, left, bottom),
    corner(3, right, bottom),
  ];
  return `format=yuv420p,perspective=${corners.join(':')}:interpolation=cubic:eval=frame`;
}
