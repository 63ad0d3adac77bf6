import { randomUUID } from 'node:crypto';
import path from 'node:path';
import type { Adjustment } from '../../../core/adjustments/adjustment.js';
import type { Style } from '../../../core/adjustments/style.js';
import type { TemplateId } from '../../../core/templates/definitions.js';
import type { FfmpegTools } from '../../../runner/ffmpeg/binaries.js';
import { createLocalRenderer } from '../../../runner/video/builtin/local-renderer.js';
import { bundledTools } from './ffmpegs.js';

/** For tests that listen to no news. */
export const NO_NEWS = { onProgress: () => undefined, onWaiting: () => undefined };

/** The built-in renderer does not use the ledger. */
const noCall = (): Promise<never> => Promise.resolve(null as never);

/** Renders looks over a clip with the built-in renderer, into a new file beside it. Default: npm's ffmpeg. */
export async function renderLooks(
  sourcePath: string,
  looks: readonly (TemplateId | Adjustment)[],
  tools?: FfmpegTools,
  style: Style | null = null,
  backwardBytes?: number,
  slot: { beatSeconds: number[]; clipSeconds: number } = { beatSeconds: [], clipSeconds: 1 },
): Promise<string> {
  const outputPath = path.join(path.dirname(sourcePath), `render-${randomUUID()}.mp4`);
  const request = {
    model: 'local',
    prompt: 'a street',
    negativePrompt: null,
    references: { scene: null, characters: [] },
    seed: 1,
    looks: looks.map((look) => (typeof look === 'string' ? { id: look, strength: 1 } : look)),
    style,
    ...slot,
    edit: null,
    aspectRatio: '16:9' as const,
    deadlineAt: new Date(Date.now() + 60_000),
    paid: null,
    sourcePath,
    outputPath,
  };
  const renderer = createLocalRenderer(tools ?? (await bundledTools()), () => '0.0000', backwardBytes);
  await renderer.generate(request, noCall, new AbortController().signal, NO_NEWS);
  return outputPath;
}
