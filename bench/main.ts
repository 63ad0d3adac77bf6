import { goalLine, isMet, type Goal } from './kit/goal.js';

/** Every benchmark prints what it measures while it runs, and returns its goals. Some can measure a part of that. */
const BENCHMARKS: Record<string, () => Promise<{ run: (parts: string[]) => Promise<Goal[]> }>> = {
  recompose: () => import('./recompose/recompose.js'),
  batch: () => import('./batch/batch.js'),
  history: () => import('./history/history.js'),
  assistant: () => import('./assistant.js'),
  adjust: () => import('./adjust.js'),
  admission: () => import('./admission/admission.js'),
  compare: () => import('./compare.js'),
  edit: () => import('./edit.js'),
  kept: () => import('./kept.js'),
  clips: () => import('./clips/clips.js'),
  events: () => import('./events/events.js'),
  delivery: () => import('./delivery/delivery.js'),
  'page-media': () => import('./page-media.js'),
  thumbnails: () => import('./thumbnails.js'),
  web: () => import('./web/web.js'),
  scale: () => import('./scale/scale.js'),
  startup: () => import('./startup.js'),
  suggestions: () => import('./suggestions.js'),
};

/** `npm run bench -- NAME [PART…]`: exits with 1 if a goal is missed, with 2 if there is no such benchmark. */
async function main(name: string | undefined, parts: string[]): Promise<number> {
  const load = name === undefined ? undefined : BENCHMARKS[name];
  if (load === undefined) {
    console.error(`Which benchmark? npm run bench -- ${Object.keys(BENCHMARKS).join(' | ')}`);
    return 2;
  }
  const { run } = await load();
  const goals = await run(parts);
  for (const goal of goals) console.log(goalLine(goal));
  return goals.every(isMet) ? 0 : 1;
}

process.exitCode = await main(process.argv[2], process.argv.slice(3));
