// cspell:ignore colou colour colours dont
/** The look of an earlier version of a clip, as words ask for it. */
export interface EarlierLook {
  /** The clip that has the version; null: the one that the wish is for. */
  clipIndex: number | null;
  /** Null: the version before its last change. */
  versionNumber: number | null;
  /** Light and color are named: "the colors of version 1". Else all that it was may be meant. */
  isLook: boolean;
  /** What else is said. */
  rest: string;
}

const LOOKS = '(?:look|style|colou?rs?|light|lighting|grade)';
const LIKE =
  "(?<!\\b(?:i|we|you|they|dont|don['’]t|would) )(?:(?:make|have|get) (?:it|this) )?(?:look )?(?:exactly |just |more )?(?:like|as)";
const LOOK_OF = `(?:(?:use|take|copy|match) )?(?:the )?${LOOKS}(?:(?:,| and) (?:the )?${LOOKS})* (?:of|from|as in|in)`;
const WAS = '(?: (?:was|were|looked|did|used to (?:be|look))(?: like)?)?';
const VERSION = '(?:its |the )?version (?<version>\\d{1,4})';
const ASKED = `(?:(?<look>${LOOK_OF})|${LIKE})`;
const END = '(?= *(?:[,.;!]|and\\b|but\\b|$))';
const CLIP = 'clip (?<clip>\\d{1,3})';

const PATTERNS = [
  // "Like clip 3 was before", "the colors of clip 3 in version 1".
  `\\b${ASKED} ${CLIP}(?:['’]s)?${WAS},? (?:(?:in |at |as )?${VERSION}|before${END})`,
  // "Like version 2 of clip 3", "the light of version 1".
  `\\b${ASKED} ${VERSION}(?: of ${CLIP})?`,
  // "Make it look like it was before".
  `\\b${LIKE} (?:it|this(?: clip)?)${WAS} before${END}`,
].map((pattern) => new RegExp(pattern, 'i'));

const MAY_BE = /\b(?:version|before)\b/i;

/** Finds "like clip 3 was before" and "the colors of version 2". Pure; null where nothing of that kind is said. */
export function earlierLook(text: string): EarlierLook | null {
  if (!MAY_BE.test(text)) return null;
  for (const pattern of PATTERNS) {
    const found = pattern.exec(text);
    if (found === null) continue;
    const { clip, version, look } = found.groups ?? {};
    const before = text.slice(0, found.index).trim();
    const after = text.slice(found.index + found[0].length).replace(/^[\s,.;!]*(?:(?:and|but)\b\s*)?/i, '');
    return {
      clipIndex: clip === undefined ? null : Number(clip) - 1,
      versionNumber: version === undefined ? null : Number(version),
      isLook: look !== undefined,
      rest: [before, after].filter((part) => part !== '').join(' '),
    };
  }
  return null;
}

/** The version that is meant of a clip as it is; null where there was none before. */
export function earlierVersion(
  { versionNumber }: Pick<EarlierLook, 'versionNumber'>,
  { rootVersion }: { rootVersion: number },
): number | null {
  if (versionNumber !== null) return versionNumber;
  return rootVersion > 1 ? rootVersion - 1 : null;
}
