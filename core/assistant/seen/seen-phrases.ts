// cspell:disable: phrases of nine languages
/** How clips look that are named by it, as the measurements of their files tell. */
export type SeenKind = 'dark' | 'bright' | 'pale' | 'still' | 'flat' | 'contrasty';

/** The words of a message that name clips by their look, and the wish without them. */
export interface SaidSeen {
  kind: SeenKind;
  rest: string;
}

interface Language {
  /** How the look is said, by kind. */
  words: Record<SeenKind, string>;
  /** `LOOK` stands for the look. */
  phrase: string;
  /** What stands there instead. */
  instead: string;
}

const LANGUAGES: readonly Language[] = [
  {
    words: {
      dark: '(?:too )?(?:dark|darker|darkest|dim|gloomy|underexposed)',
      bright: '(?:too )?(?:bright|brighter|brightest|overexposed|light)',
      pale: '(?:too )?(?:pale|paler|palest|colou?rless|washed[ -]out|desaturated|gr[ae]y)',
      still: '(?:too )?(?:still|static|motionless|frozen)',
      flat: '(?:too )?(?:flat|flatter|flattest|low[ -]contrast)',
      contrasty: '(?:too )?(?:contrasty|high[ -]contrast|harsh|harshest)',
    },
    phrase:
      '(?<!\\b(?:like|as|match|than|not|except|but|without) )(?:(?:all(?: of)? )?(?:the|those|these|my|our) LOOK (?:ones?|clips?|scenes?|shots?)|(?:all|every) LOOK (?:ones?|clips?|scenes?|shots?)|(?:the |all |all the )?(?:clips|scenes|shots) (?:that|which) are LOOK)',
    instead: 'it',
  },
  {
    words: {
      dark: 'dunkl\\w+',
      bright: 'hell\\w+',
      pale: '(?:blass|farblos|grau)\\w+',
      still: '(?:starr|unbewegt|still)\\w+',
      flat: '(?:flau|kontrastarm)\\w+',
      contrasty: '(?:kontrastreich|kontraststark)\\w+',
    },
    phrase: '(?:alle|die|den) (?:zu )?LOOK (?:clips?|szenen?|einstellungen?|aufnahmen?)',
    instead: 'es',
  },
  {
    words: {
      dark: 'oscur[oa]s',
      bright: '(?:claros|claras|brillantes)',
      pale: '(?:p[áa]lid[oa]s|descolorid[oa]s|grises)',
      still: '(?:quiet[oa]s|est[áa]tic[oa]s)',
      flat: '(?:sin contraste|con poco contraste)',
      contrasty: '(?:contrastad[oa]s|con mucho contraste)',
    },
    phrase: '(?:todos |todas )?(?:los|las) (?:clips|escenas|planos|tomas) (?:m[áa]s )?LOOK',
    instead: '',
  },
  {
    words: {
      dark: 'escur[oa]s',
      bright: '(?:clar[oa]s|brilhantes)',
      pale: '(?:p[áa]lid[oa]s|desbotad[oa]s|cinzent[oa]s)',
      still: '(?:parad[oa]s|est[áa]tic[oa]s)',
      flat: '(?:sem contraste|com pouco contraste)',
      contrasty: '(?:contrastad[oa]s|com muito contraste)',
    },
    phrase: '(?:todos |todas )?(?:os|as) (?:clipes|clips|cenas|planos) (?:mais )?LOOK',
    instead: '',
  },
  {
    words: {
      dark: 'sombres',
      bright: '(?:clairs|claires|lumineux|lumineuses)',
      pale: '(?:p[âa]les|ternes|gris|grises)',
      still: '(?:immobiles|fixes|statiques)',
      flat: '(?:sans contraste|peu contrast[ée]{1,2}s)',
      contrasty: '(?:tr[èe]s )?contrast[ée]{1,2}s',
    },
    phrase: '(?:tous |toutes )?les (?:clips|plans|sc[èe]nes) (?:trop |plus )?LOOK',
    instead: '',
  },
  {
    words: {
      dark: 'scur[ie]',
      bright: '(?:chiar[ie]|luminos[ie])',
      pale: '(?:pallid[ie]|sbiadit[ie]|grig[ie])',
      still: '(?:ferm[ie]|static(?:i|he)|immobili)',
      flat: '(?:senza contrasto|piatt[ie])',
      contrasty: 'contrastat[ie]',
    },
    phrase: '(?:tutti |tutte )?(?:i|le|gli) (?:clip|scene|inquadrature|riprese) (?:pi[ùu] |troppo )?LOOK',
    instead: '',
  },
  {
    words: {
      dark: '暗い',
      bright: '明るい',
      pale: '(?:色の薄い|色あせた|淡い)',
      still: '(?:動きのない|静止した)',
      flat: 'コントラストの(?:低い|弱い)',
      contrasty: 'コントラストの(?:高い|強い)',
    },
    phrase: 'LOOK(?:クリップ|シーン|カット)(?:だけ|全部)?[をは]?',
    instead: '',
  },
  {
    words: {
      dark: '(?:太)?(?:暗|黑暗)',
      bright: '(?:太)?(?:亮|明亮)',
      pale: '(?:苍白|褪色|没有颜色)',
      still: '(?:静止|不动)',
      flat: '(?:对比度低|低对比度|没有对比)',
      contrasty: '(?:对比度高|高对比度)',
    },
    phrase: '(?:把|将|让)?(?:所有|那些|这些)?LOOK的(?:片段|镜头|场景)',
    instead: '',
  },
  {
    words: {
      dark: '어두운',
      bright: '밝은',
      pale: '(?:색이 바랜|창백한|흐린)',
      still: '(?:정지된|움직임 없는)',
      flat: '대비가 (?:낮은|약한)',
      contrasty: '대비가 (?:높은|강한)',
    },
    phrase: '(?:모든 )?LOOK (?:클립|장면|샷)(?:들)?(?:을|를|은|는)?',
    instead: '',
  },
];

const KINDS: readonly SeenKind[] = ['dark', 'bright', 'pale', 'still', 'flat', 'contrasty'];

/** Letters of the scripts that put no space between words. */
const UNSPACED = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/;

/** What small letters are not made of, and is read as one of them in any case. */
const ODD_LETTERS = /[\u017f\u212a]/;

/**
 * The expressions of one language, each made when it is first needed: in any case and all scripts that takes V8 2 ms. One for
 * small letters tells whether the others have to be made, and tried.
 */
function expressionsOf({ words, phrase, instead }: Language) {
  const saying = (said: string): string => phrase.replaceAll('LOOK', said);
  let any: RegExp | undefined;
  let each: { kind: SeenKind; instead: string; pattern: RegExp }[] | undefined;
  return {
    isUnspaced: UNSPACED.test(phrase),
    mayBeIn: (text: string): boolean =>
      ODD_LETTERS.test(text) ||
      (any ??= new RegExp(saying(`(?:${Object.values(words).join('|')})`))).test(text.toLowerCase()),
    /** Of letters with a case a phrase is whole words; other scripts put no space between. */
    patterns: () =>
      (each ??= KINDS.map((kind) => ({
        ...{ kind, instead },
        pattern: new RegExp(`(?<!\\p{Ll})${saying(words[kind])}(?!\\p{Ll})`, 'iu'),
      }))),
  };
}

const EXPRESSIONS = LANGUAGES.map(expressionsOf);

/** A longer message says more than that. */
const LONGEST = 200;

/** "Make the dark ones brighter"; null where no clips are named so, or in two ways. */
export function seenIn(text: string): SaidSeen | null {
  if (text.length > LONGEST) return null;
  const mayBe = EXPRESSIONS.filter(
    ({ isUnspaced, mayBeIn }) => (!isUnspaced || UNSPACED.test(text)) && mayBeIn(text),
  );
  const found = mayBe
    .flatMap(({ patterns }) => patterns())
    .flatMap(({ kind, instead, pattern }) => {
      const rest = text.replace(pattern, ` ${instead} `);
      return rest === text ? [] : [{ kind, rest: rest.replace(/\s+/g, ' ').trim() }];
    });
  return found.length === 1 ? found[0]! : null;
}
