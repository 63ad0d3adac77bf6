import { holdsLink, holdsSecret, repeats, type OwnWords } from '../../language-model/leaks.js';
import { withoutThoughts } from '../../language-model/thoughts.js';
import { plainText } from '../../util/text/plain-text.js';
import { shortened } from '../../util/text/storable-text.js';

const MOST_SENTENCES = 2;
const LONGEST = 300;

/** Prices are never a model's words: a sentence about money, in whatever currency, is left out. */
// cspell:disable
const MONEY = new RegExp(
  [
    '\\p{Sc}',
    '(?<!\\p{L})(?:usd|eur|gbp|jpy|cny|inr|pln|brl|chf|dollars?|cents?|euros?|pounds?|bucks?|pesos?|reais|yen|yuan|rupees?|rubl\\p{L}*|руб\\p{L}*|долл\\p{L}*|цент\\p{L}*|złot\\p{L}*|groszy?)(?!\\p{L})',
    '(?<!\\p{L})(?:free|for nothing|costs?|costing|pric\\p{L}+|charg\\p{L}+|paid|pay|gratis|gratuit\\p{L}*|kostenlos|kostet|kosten|preis\\p{L}*|precio\\p{L}*|preço\\p{L}*|cuesta|custa|coûte|prix|prezzo|darmow\\p{L}*|koszt\\p{L}*|cen[yęą]|бесплатн\\p{L}*|стоимост\\p{L}*|цен[аыуе])(?!\\p{L})',
    'ドル|美元|人民币|달러|บาท|[\\d一二三五十百千万]\\s?[円元원]|無料|料金|免费|价格|费用|무료|요금|가격',
  ].join('|'),
  'iu',
);
// cspell:enable

/** Nothing was done yet, whatever a model says. */
const CLAIMS =
  /(?<!\p{L})(?:i(?:['’]ve| have)|all) (?:just |already |now )?(?:changed|made|applied|updated|edited|deleted|restored|undone|accepted|done)(?!\p{L})/iu;

/** Ends of sentences: a full stop with a space behind it, or that of a script without spaces. */
const ENDS = /(?<=[.!?…]["”’)]?)\s+|(?<=[。！？])/u;

/** Letters that are written without spaces are no long word, as keys are. */
const SPACELESS = /[^\p{Script=Latin}\p{N}\p{P}\p{S}\s]+/gu;

/**
 * What a model wants to say, as far as it may: two short sentences of plain text, without money, links, keys, claims that
 * something was done, and our own words to it. Empty where nothing is left.
 */
export function speakable(text: string, own: OwnWords): string {
  // Marks that were taken away leave a space before the full stop.
  const plain = plainText(withoutThoughts(text)).replace(/ (?=[.,!?…])/g, '');
  if (holdsSecret(text.replace(SPACELESS, ' ')) || holdsLink(text) || repeats(plain, own)) return '';
  const sentences = plain
    .split(ENDS)
    .filter((sentence) => /\p{L}/u.test(sentence) && !MONEY.test(sentence) && !CLAIMS.test(sentence));
  return shortened(sentences.slice(0, MOST_SENTENCES).join(' ').trim(), LONGEST);
}
