import type { Drawn } from './captured.js';

/** A part of a canvas, of its whole height. */
interface Part {
  x: number;
  width: number;
}

/** Videos of one shape may differ by a pixel, which shows no bar. */
const SAME_SHAPE = 0.02;

/** Draws the frame of a video as the composer fits a clip into the video: whole, in the middle, over black. */
export function drawInto(context: CanvasRenderingContext2D, drawn: Drawn, part?: Part): void {
  const { x, width: room } = part ?? { x: 0, width: context.canvas.width };
  const { height: all } = context.canvas;
  const ratio =
    drawn instanceof HTMLVideoElement
      ? drawn.videoWidth / drawn.videoHeight
      : drawn.displayWidth / drawn.displayHeight;
  const isAlike = Math.abs((ratio * all) / room - 1) < SAME_SHAPE;
  const width = isAlike ? room : Math.min(room, all * ratio);
  const height = isAlike ? all : Math.min(all, room / ratio);
  if (!isAlike) {
    context.fillStyle = '#000';
    context.fillRect(x, 0, room, all);
  }
  context.drawImage(drawn, x + (room - width) / 2, (all - height) / 2, width, height);
}
