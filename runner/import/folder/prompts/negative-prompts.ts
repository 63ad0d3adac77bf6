const NAME = String.raw`(?:negative?r?[ _-]?prompts?|负面提示词?|反向提示词?|负向提示词?|ネガティブプロンプト|네거티브 프롬프트)`;
const BOLD = String.raw`(?:\*\*|__)?`;
/** A row of its own: `Negative prompt: blurry`, `- **Negative:** blurry`. */
const ROW = new RegExp(String.raw`^[\s>*_•-]*(?:${NAME}|negatives?)${BOLD}\s*[:：]${BOLD}(.*)$`, 'iu');
/** Behind a prompt, in its row. */
const INSIDE = new RegExp(String.raw`\s*[|;,(–—/-]?\s*${NAME}\s*[:：].*$`, 'iu');
/** What generators are told beside a prompt: `Steps: 20, Sampler: Euler a, …`. */
const PARAMETERS = /^\s*steps:\s*\d+\s*,.*\b(?:sampler|cfg scale|seed)\b/i;
/** Midjourney's, at the end of a row: `--no text --ar 16:9`. */
const FLAGS =
  /(?:\s+--(?:no|ar|aspect|v|version|s|stylize|style|q|quality|c|chaos|seed|niji|iw|[sco]ref|raw|tile|weird|motion|hd|fast)\b(?:\s+(?!--)\S+)*)+\s*$/i;

/**
 * The rows without what the clips are not to show: as a part of a prompt, it would be drawn. `found` counts the negative
 * prompts. Parameters of generators go too.
 */
export function withoutNegatives(rows: readonly string[]): { rows: string[]; found: number } {
  const kept: string[] = [];
  let found = 0;
  let isBelow = false;
  for (const row of rows) {
    const [, text] = ROW.exec(row) ?? [];
    if (text !== undefined) found++;
    // Its text may stand in the next row.
    if (text !== undefined || PARAMETERS.test(row) || (isBelow && row !== '')) {
      isBelow = text?.trim() === '';
      continue;
    }
    isBelow = false;
    const positive = row.replace(INSIDE, '');
    const plain = positive.replace(FLAGS, '');
    if (positive !== row || /\s--no\s/.test(positive.slice(plain.length))) found++;
    kept.push(plain);
  }
  return { rows: kept, found };
}
