import { t } from '../languages/t.js';

/** "1, 2 and 5", "mp3, m4a or wav". Intl's own lists have a comma before the "and". */
export function inWords(items: readonly string[], join: 'common.and' | 'common.or'): string {
  const last = items.at(-1) ?? '';
  return items.length < 2 ? last : t(join, { some: items.slice(0, -1).join(', '), last });
}
