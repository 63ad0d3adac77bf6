import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const GRAVE = ['serious', 'critical'];
const ANY = ['minor', 'moderate', ...GRAVE];
/** WCAG 2.2 AA with what it builds on, and axe's own good practice (landmarks, order of headings). */
const STANDARDS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/**
 * What axe finds serious or critical on a page as it stands, one line each. `colors` looks only at what a color
 * scheme changes.
 */
export async function graveFindings(page: Page, extent: Extent): Promise<string[]> {
  return await findings(page, extent, GRAVE);
}

/** All that axe finds on a page as it stands, one line each. */
export async function allFindings(page: Page, extent: Extent): Promise<string[]> {
  return await findings(page, extent, ANY);
}

type Extent = 'everything' | 'colors';

async function findings(page: Page, extent: Extent, impacts: readonly string[]): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(AXE);
  const options =
    extent === 'everything'
      ? { runOnly: { type: 'tag', values: STANDARDS } }
      : { runOnly: { type: 'rule', values: ['color-contrast'] } };
  // The lines are made in the page: to bring all results over costs as much as to find them.
  return await page.evaluate(
    async ({ options, impacts }) => {
      const { axe } = window as unknown as { axe: { run(options: object): Promise<AxeResults> } };
      const { violations } = await axe.run(options);
      return violations
        .filter(({ impact }) => impacts.includes(impact ?? ''))
        .flatMap(({ id, nodes }) =>
          nodes.map(({ target, failureSummary }) => `${id} ${target.join(' ')}: ${failureSummary}`),
        );
    },
    { options: { ...options, resultTypes: ['violations'] }, impacts },
  );
}
