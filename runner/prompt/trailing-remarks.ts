const DONE =
  'change[ds]?|add(?:ed|s)|ke(?:pt|eps)|remov(?:ed|es)|replac(?:ed|es)|modif(?:ied|ies)|updat(?:ed|es)|adjust(?:ed|s)|edit(?:ed|s)|incorporat(?:ed|es)|revised|rewritten|altered|swapped';
const COUNT = String.raw`(?:(?:total |final )?(?:word|character|token) ?count|(?:total )?words|length)\W{0,4}\s*[:：=]\W{0,4}\s*(?:about |approx(?:imately|\.)? |~)?\d+(?:\s*\/\s*\d+)?(?:\s*(?:words?|characters?|tokens?))?|(?:about |approx(?:imately|\.)? |~)?\d+ words(?: (?:total|in total|exactly))?`;

/** At the end of an answer, each of them about the text. */
const REMARKS: readonly RegExp[] = [
  // (Changed the car to red.) [17 words] *(Note: the style is kept)*; in the middle of a sentence it is the picture's.
  new RegExp(
    String.raw`(?:^|(?<=[.!?…"”'’)*_])|\n|(?=\s*[*_]*[(（[【]\s*\d))\s*[*_]*[(（[【]\s*[*_]*(?:${DONE}|notes?|nb|p\.?s|${COUNT})\b[^()（）[\]【】]*[)）\]】][*_.]*\s*$`,
    'i',
  ),
  // Word count: 17
  new RegExp(String.raw`(?:^|(?<=[.!?…"”'’)*_])|\n)\s*[*_—–-]*\s*(?:${COUNT})[.*_)]*\s*$`, 'i'),
  // Let me know if you want more.
  /(?<=[.!?…"”’])[^\S\n]+(?:let me know|i hope|hope (?:this|that)|feel free|would you like|do you want|if you(?:'d|’d| would)? (?:like|want|need))\b[^\n]*$/i,
  // Changes: the car is red.
  /(?<=[.!?…"”’])[^\S\n]+[*_(]*(?:notes?|changes?(?: made)?|explanation|reasoning|rationale|summary of changes|p\.?s\.?)[*_]*\s*[:：][^\n]*$/i,
];

/** A prompt without what models say about it behind it. */
export function withoutTrailingRemarks(text: string): string {
  return REMARKS.reduce((left, remark) => left.replace(remark, ''), text);
}
