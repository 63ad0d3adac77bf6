// cspell:ignore bien canta davvero demais demasiado mais moins mucho muito veel viel
import { remembered } from '../../../util/remembered.js';
import type { Talk } from '../language.js';
import { tablesFor } from '../languages.js';
import { readPart } from '../read-part.js';
import { splitParts } from '../split.js';
import { amountIn } from '../amount-abroad.js';
import type { Table } from '../table.js';
import { plainLetters } from '../spelling.js';
import { cover } from './cover.js';
import { isPolite, refined, ruled, type TalkSaid } from './rules.js';

const COURTEOUS: ReadonlySet<Talk | undefined> = new Set<Talk>(['hi', 'thanks', 'yes']);

function isCourtesy(part: string, { fold, courtesies, talkOf: saidBy }: Table): boolean {
  const folded = fold(part);
  return courtesies.has(folded) || COURTEOUS.has(saidBy(folded));
}

/** What all words stand for, unless they are a look: "bei Tag" is no greeting. */
function wordsOf(text: string, table: Table): ReturnType<typeof cover> {
  const words = cover(table.fold(text), table.vocabulary);
  return words === null || readPart(text, false, table) !== undefined ? null : words;
}

/** Whether words of this language only thank, greet or agree. */
export function isCourteous(part: string, table: Table): boolean {
  if (isCourtesy(part, table)) return true;
  const words = wordsOf(part, table);
  return words !== null && isPolite(words);
}

/** Whether a part is only courtesy in another language: thanks, please. */
export const isForeignCourtesy = (part: string): boolean =>
  part.length <= LONGEST_TALK && courteousRead(part);

const courteousRead = remembered((part) => {
  // One word may be English: "stark", "canon".
  const isOne = !part.includes(' ');
  return tablesFor(part).some((table) => (isOne ? isCourtesy : isCourteous)(part, table));
});

const LONGEST_TALK = 80;
/** What decides where a message says several: "no, thanks" is a no. */
const TALK: readonly TalkSaid[] = [
  ...(['back to version', 'how long did it take', 'how long is the video', 'what is sung'] as const),
  ...(['why does it look like that', 'how many clips are there', 'which clips are in the chorus'] as const),
  ...(['undo', 'redo', 'start over', 'what did it cost', 'what have I spent', 'what changed'] as const),
  ...(['cancel', 'no', 'I do not like it', 'yes', 'help', 'thanks', 'hi'] as const),
];

/** Greetings, thanks, answers and steps of other languages in English; any other message as it is. */
export const talkInEnglish = (message: string): string =>
  message.length > LONGEST_TALK ? message : talkRead(message);

const talkRead = remembered((message): string => {
  for (const table of tablesFor(message)) {
    const said = talkIn(table, message);
    if (said === 'back to version') return `${said} ${/\d+/.exec(message)?.[0] ?? ''}`;
    if (said !== undefined) return said;
  }
  return ASKS_COST.test(plainLetters(message)) ? 'what did it cost' : message;
});

// cspell:disable
/** "Wie viel kostet es, wenn ich alle ändere": what it is of, nothing decides. */
const ASKS_COST =
  /^(?:(?:und|y|e|et|en|ok|also|pero|mais|ma|maar) )*(?:(?:wie ?viel|was) (?:kostet|wurde (?:das|es) kosten)|wie teuer (?:ist|wird|ware)|cuanto (?:me )?(?:cuesta|costaria|costara|vale|sale|saldria)|quanto (?:custa|custaria|costa|costerebbe|vai custar|viene)|combien (?:ca |cela )?(?:coute|couterait|coutera)|hoeveel kost)(?: |$)/;
// cspell:enable

function talkIn(table: Table, message: string): TalkSaid | undefined {
  const whole = talkOf(message, table);
  if (whole !== undefined) return whole;
  const said = new Set<TalkSaid | 'courtesy'>();
  for (const { text } of splitParts(message, table)) {
    const found = talkOf(text, table) ?? courtesyIn(text, table);
    if (found === undefined) return undefined;
    said.add(found);
  }
  return TALK.find((talk) => said.has(talk));
}

/** "Undo" of "undo, please", too. */
function talkOf(text: string, table: Table): TalkSaid | undefined {
  const { fold, talkOf: saidBy, courtesiesAround } = table;
  const folded = fold(text);
  const known = saidBy(folded);
  if (known !== undefined) return known;
  for (const { before, after } of courtesiesAround) {
    const left = folded.startsWith(before) ? saidBy(folded.slice(before.length)) : undefined;
    const right = folded.endsWith(after) ? saidBy(folded.slice(0, -after.length)) : undefined;
    if ((left ?? right) !== undefined) return left ?? right;
  }
  const words = wordsOf(text, table);
  return words === null ? sungIn(folded, table) : ruled(words);
}

/** "Em qual parte ela canta hold on to the light?": what is sung stands behind the verb, in the song's own words. */
function sungIn(folded: string, { spaced, vocabulary }: Table): TalkSaid | undefined {
  if (!spaced) return undefined;
  const words = folded.split(' ');
  if (!vocabulary.asks.has(words[0]!)) return undefined;
  const verb = words.findIndex((word) => vocabulary.slots.get(word)?.includes('sung') === true);
  const asked = verb < 0 ? null : cover(words.slice(0, verb + 1).join(' '), vocabulary);
  return asked !== null && ruled(asked) === 'what is sung' ? 'what is sung' : undefined;
}

function courtesyIn(text: string, { fold, courtesies }: Table): 'courtesy' | undefined {
  return courtesies.has(fold(text)) ? 'courtesy' : undefined;
}

/** "A bit more" of "un poco más", said of what was asked last; any other message as it is. */
export const refinementInEnglish = (message: string): string =>
  message.length > LONGEST_TALK ? message : refinementRead(message);

const refinementRead = remembered((message): string => {
  for (const table of tablesFor(message)) {
    const words = cover(table.fold(message), table.vocabulary);
    const said = words === null ? undefined : refined(words);
    if (said !== undefined) return `${degreeOf(message, said, table)} ${said}`.trim();
  }
  return message;
});

/** How much of it is too much, more or less: "much" of "viel zu viel", and nothing of "bien, mais moins fort". */
function degreeOf(message: string, said: ReturnType<typeof refined>, table: Table): string {
  const parts = [...splitParts(message, table)].filter(({ text }) => {
    const words = cover(table.fold(text), table.vocabulary);
    return words !== null && refined(words) === said;
  });
  const amount = amountIn(parts.at(-1)?.text ?? message, table);
  // "Zu viel" is no more than "too much".
  return said === 'too strong' && amount === 'much' && !TWICE.test(table.fold(message)) ? '' : amount;
}

// cspell:disable-next-line
const TWICE =
  /(?:^| )(?:viel zu|mucho demasiado|beaucoup trop|bcp trop|muito (?:forte )?demais|davvero troppo|veel te)(?: |$)/;
