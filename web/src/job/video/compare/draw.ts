import type { Drawn } from '../in-step/captured.js';
import { drawInto } from '../in-step/draw.js';
import type { View } from './compared.js';

/** How two pictures stand against each other. */
export interface Way {
  view: View;
  /** How far the wipe or the overlay is, from 0 (all of the second) to 1 (all of the first). */
  share: number;
  /** What a flicker shows. */
  showsFirst: boolean;
}

/** Between two pictures side by side, in pixels of the canvas. */
const GAP = 2;

/** Draws two videos against each other, or one alone. */
export function drawCompared(
  context: CanvasRenderingContext2D,
  [first, second]: readonly Drawn[],
  { view, share, showsFirst }: Way,
): void {
  const { width, height } = context.canvas;
  if (!first) return;
  if (!second) return drawInto(context, first);
  switch (view) {
    case 'side': {
      const half = (width - GAP) / 2;
      context.fillStyle = '#000';
      context.fillRect(0, 0, width, height);
      drawInto(context, first, { x: 0, width: half });
      return drawInto(context, second, { x: width - half, width: half });
    }
    case 'wipe':
      drawInto(context, second);
      context.save();
      context.beginPath();
      context.rect(0, 0, Math.round(share * width), height);
      context.clip();
      drawInto(context, first);
      return context.restore();
    case 'overlay':
      drawInto(context, second);
      context.globalAlpha = share;
      drawInto(context, first);
      context.globalAlpha = 1;
      return undefined;
    case 'flicker':
      return drawInto(context, showsFirst ? first : second);
  }
}
