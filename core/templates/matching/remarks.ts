import { matchWish } from './match-instruction.js';
import { plainWords } from './plain-words.js';
import type { Template } from '../template.js';
import { CLIP, DEGREE } from './instruction-frames.js';

const SPEAKER = '(?:(?:i|we) (?:think|feel|find)(?: that)? )?';
const REMARK = new RegExp(
  `^${SPEAKER}(?:${CLIP} )?(?:(?:is|looks|feels|seems) )?(?:still )?` +
    '(?:too much (?<excess>.+)|too (?<too>.+)|not enough (?<lacking>.+)|not (?<short>.+) enough)$',
);

/**
 * Whether a template is the answer to a remark about the clip, so that nothing of the remark is left to do: "it's too
 * dark" before "make it brighter". A remark alone may mean many things.
 */
export function answers(template: Template | undefined, remark: string): boolean {
  const plain = plainWords(remark).replace(DEGREE, (found) => (found === 'much' ? found : ''));
  const found = REMARK.exec(plain.replace(/\s+/g, ' ').trim())?.groups;
  if (found === undefined || template === undefined) return false;
  const { excess, too, lacking, short } = found;
  const unwanted = too ?? (excess === undefined ? undefined : `more ${excess}`);
  if (unwanted !== undefined) return replaces(template, matchWish(unwanted));
  return matchWish(short ?? `more ${lacking}`) === template;
}

function replaces(template: Template, unwanted: Template | undefined): boolean {
  return unwanted !== undefined && template.replaces.includes(unwanted.id);
}
