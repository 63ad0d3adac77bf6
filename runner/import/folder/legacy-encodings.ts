// cspell:ignore ςךםןףץ аеёиоуыэюяіїєαεηιουωάέήίόύώς
/** An encoding that a text was probably written in; `name` is for people. */
export interface LegacyEncoding {
  encoding: string;
  name: string;
}

interface Candidate extends LegacyEncoding {
  /** How well a text of this encoding looks, by its characters beyond ASCII: the mean is compared. */
  score(text: string): number;
}

/** Characters that a lyric in the language hardly does without. */
const FREQUENT = {
  simplified:
    '的一是不了人我在有他这来到时大地为子中你说生国年着就那和要她出也得里后自以会家可下而过天去能对小多然于心学之都好看起发当没成只如事把还用第样道想作种开美总从无情己面最女但现前些所同日手又行意动方期它头经长儿回位分爱老因很给名法间知世什两次使身者被高已亲其进此话常与活正感夜色星落满街风雨梦光路等再听让谁花海月',
  traditional:
    '的一是不了人我在有他這來到時大地為子中你說生國年著就那和要她出也得裡後自以會家可下而過天去能對小多然於心學之都好看起發當沒成只如事把還用第樣道想作種開美總從無情己面最女但現前些所同日手又行意動方期它頭經長兒回位分愛老因很給名法間知世什兩次使身者被高已親其進此話常與活正感夜色星落滿街風雨夢光路等再聽讓誰花海月',
  korean:
    '일로인니했겠싶잡울웃슬픔꽃바람별비춤노래당신혼행복영원여기남강스타이다는을가에의고지하나도를한그대로내너사랑아어리기라은네있없서마해면자수만시오우날보게와눈길밤안것',
};

/** The characters of the first level of a character set, the everyday ones, decoded from their rows of two bytes. */
function everyday(
  encoding: string,
  [first, last]: [number, number],
  trails: [number, number][],
): Set<string> {
  const bytes: number[] = [];
  for (let lead = first; lead <= last; lead++) {
    for (const [from, to] of trails) {
      for (let trail = from; trail <= to; trail++) bytes.push(lead, trail);
    }
  }
  return new Set(new TextDecoder(encoding).decode(Uint8Array.from(bytes)));
}

/** Scripts whose words have no case: by how common the characters are. */
function ideographs(
  encoding: string,
  name: string,
  frequent: string,
  rows: [number, number],
  trails: [number, number][] = [[0xa1, 0xfe]],
): Candidate {
  let usual: Set<string> | undefined;
  const often = new Set(frequent);
  const weight = (character: string): number => {
    if (/[\u3040-\u30ff]/.test(character)) return JAPANESE.test(encoding) ? 3 : -0.5;
    if (often.has(character)) return 3;
    // Full-width punctuation.
    if (/[\u3000-\u303f\uff00-\uff5e\u2010-\u2027]/.test(character)) return 0.5;
    usual ??= everyday(encoding, rows, trails);
    if (!usual.has(character)) return -1.5;
    return /[\uac00-\ud7a3]/.test(character) ? 1.3 : 1;
  };
  return {
    encoding,
    name,
    score: (text) => meanOf([...text].map((character) => (isAscii(character) ? null : weight(character)))),
  };
}
const JAPANESE = /jis|jp/;

/** Alphabets: letters stand in words together, and capitals begin words. */
function alphabet(encoding: string, name: string, letters: RegExp, vowels: RegExp = letters): Candidate {
  const weight = (character: string, at: number, all: string[]): number => {
    const [before = ' ', after = ' '] = [all[at - 1], all[at + 1]];
    if (!letters.test(character)) return /[‘’‚“”„«»–—…№\u00a0]/.test(character) ? 0 : -2;
    if (isCapital(character) && letters.test(before) && !isCapital(before)) return -3;
    if (/[A-Za-z]/.test(before) || /[A-Za-z]/.test(after)) return -1;
    if (/\p{M}/u.test(character) && !letters.test(before)) return -3;
    if (FINAL_LETTERS.test(character) && letters.test(after)) return -3;
    if (!letters.test(before) && !letters.test(after)) return 0.5;
    return vowels.test(character) ? 2 : FINAL_LETTERS.test(character) ? 1.4 : 1.5;
  };
  return { encoding, name, score: (text) => scoreByNeighbors(text, weight) };
}
/** Greek and Hebrew have forms of letters that only end words. */
const FINAL_LETTERS = /[ςךםןףץ]/;

/** Latin letters with accents stand alone among plain ones. */
function latin(encoding: string, name: string): Candidate {
  const weight = (character: string, at: number, all: string[]): number => {
    const [before = ' ', after = ' '] = [all[at - 1], all[at + 1]];
    if (/[¡¿]/.test(character)) return /\p{L}/u.test(after) && !/\p{L}/u.test(before) ? 2 : -1;
    if (/[‘’‚“”„«»–—…\u00a0]/.test(character)) return /\p{L}/u.test(before) && /\p{L}/u.test(after) ? 0.5 : 1;
    if (/[°©®²³½]/.test(character) && !/\p{L}/u.test(before + after)) return 0.5;
    if (!/\p{L}/u.test(character)) return -2;
    if (isCapital(character) && /\p{Ll}/u.test(before)) return -2;
    if (encoding === 'windows-1252' && /[ðþÐÞÝ]/.test(character)) return 0.5; // In Turkish they are ğ, ş and İ.
    if (isCapital(character) && isCapital(before)) return 0.5;
    const beside = /[A-Za-z]/.test(before) || /[A-Za-z]/.test(after);
    return beside ? 2 : /[^\x20-\x7e]/.test(before + after) ? -1 : 1;
  };
  return { encoding, name, score: (text) => scoreByNeighbors(text, weight) };
}

const SJIS_TRAILS: [number, number][] = [
  [0x40, 0x7e],
  [0x80, 0xfc],
];
const BIG5_TRAILS: [number, number][] = [
  [0x40, 0x7e],
  [0xa1, 0xfe],
];

/** Words hardly do without them. Greek ones with two marks are rare. */
const VOWELS = /[аеёиоуыэюяіїєαεηιουωάέήίόύώς]/i;

/** In the order of preference where two look alike. */
const CANDIDATES: Candidate[] = [
  latin('windows-1252', 'Western European (windows-1252)'),
  latin('windows-1254', 'Turkish (windows-1254)'),
  latin('windows-1250', 'Central European (windows-1250)'),
  alphabet('windows-1251', 'Cyrillic (windows-1251)', /[\u0400-\u045f\u0490\u0491]/, VOWELS),
  alphabet('koi8-r', 'Cyrillic (KOI8-R)', /[\u0410-\u044f\u0401\u0451]/, VOWELS),
  alphabet('windows-1253', 'Greek (windows-1253)', /[\u0386-\u03ce]/, VOWELS),
  alphabet('windows-1255', 'Hebrew (windows-1255)', /[\u05b0-\u05ea]/),
  ideographs('shift_jis', 'Japanese (Shift_JIS)', '', [0x89, 0x97], SJIS_TRAILS),
  ideographs('euc-jp', 'Japanese (EUC-JP)', '', [0xb0, 0xcf]),
  ideographs('gb18030', 'Chinese (GB18030)', FREQUENT.simplified, [0xb0, 0xd7]),
  ideographs('big5', 'Chinese (Big5)', FREQUENT.traditional, [0xa4, 0xc6], BIG5_TRAILS),
  ideographs('euc-kr', 'Korean (EUC-KR)', FREQUENT.korean, [0xb0, 0xc8]),
];

/** Enough to tell languages apart, and quick for the largest files. */
const SAMPLE_BYTES = 64 * 1024;

/** The encoding of a text that is no Unicode, by which of them makes the most usual characters of it. */
export function assumedEncoding(bytes: Uint8Array): LegacyEncoding {
  let best: { candidate: LegacyEncoding; score: number } | undefined;
  for (const candidate of CANDIDATES) {
    const text = decoded(bytes.subarray(0, SAMPLE_BYTES), candidate.encoding);
    const score = text === null ? -Infinity : candidate.score(text);
    if (best === undefined || score > best.score + 0.01) best = { candidate, score };
  }
  return best!.candidate;
}

/** Null if the bytes cannot be of this encoding; a character that the sample cuts does not count. */
function decoded(bytes: Uint8Array, encoding: string): string | null {
  try {
    const stream = bytes.length === SAMPLE_BYTES;
    return whole(new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream }), encoding);
  } catch {
    return null;
  }
}

/** Decodes what assumedEncoding found. */
export function decodeLegacy(bytes: Uint8Array, encoding: string): string {
  return whole(new TextDecoder(encoding).decode(bytes), encoding);
}

/** Some releases of Node.js decode windows-1252 as Latin-1, which has no letters from 80 to 9F (nodejs/node#56542). */
function whole(text: string, encoding: string): string {
  if (encoding !== 'windows-1252') return text;
  return text.replace(/[\u0080-\u009f]/g, (control) => AT_80[control.charCodeAt(0) - 0x80]!);
}
const AT_80 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

function scoreByNeighbors(
  text: string,
  weight: (character: string, at: number, all: string[]) => number,
): number {
  const all = [...text];
  return meanOf(all.map((character, at) => (isAscii(character) ? null : weight(character, at, all))));
}

function meanOf(weights: (number | null)[]): number {
  const counted = weights.filter((weight) => weight !== null);
  return counted.length === 0 ? 0 : counted.reduce((sum, weight) => sum + weight, 0) / counted.length;
}

function isAscii(character: string): boolean {
  return character.charCodeAt(0) < 0x80;
}

function isCapital(character: string): boolean {
  return /\p{Lu}/u.test(character);
}
