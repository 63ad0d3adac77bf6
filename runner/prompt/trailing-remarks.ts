const DONE =
  'change[ds]?|added|adds|kept|keeps|removed|removes|replaced|replaces|modified|modifies|updated|updates|adjusted|adjusts|edited|edits|incorporated|incorporates|revised|rewritten|altered|swapped';
const COUNT = String.raw`(?:(?:total |final )?(?:word|character|token) ?count|(?:total )?words|length)\W{0,4}\s*[:：=]\W{0,4}\s*(?:about |approximately|approx\.? |~)?\d+(?:\s*\/\s*\d+)?(?:\s*(?:words?|characters?|tokens?))?|(?:about |approximately|approx\.? |~)?\d+ words(?: (?:total|in total|exactly))?`;

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
