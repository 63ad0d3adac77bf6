import { drawLayer } from './frame.mjs';
import { svgLayer } from './layer.mjs';

/** Draws SVG markup of one moment (figures, kites, grass) over the frame; `box` limits the work. */
export async function overlay(frame, body, box = {}) {
  drawLayer(frame, await svgLayer(body, { ...box, k: frame.k }));
}
