// cspell:ignore extrem extremadamente extremement extremamente estremamente
import type { Table } from './table.js';

const EXTREMELY =
  /(?<= )(?:extrem|extremadamente|extremement|extremamente|estremamente)(?= )|極端に|极其|极度|극도로/;

/** The degree that words have in English; none where they have none. */
export function amountIn(text: string, { fold, spaced, aBit, much }: Table): string {
  const folded = spaced ? ` ${fold(text)} ` : fold(text);
  const has = (degree: string): boolean => folded.includes(spaced ? ` ${degree} ` : degree);
  if (aBit.some(has)) return 'a bit';
  if (!much.some(has)) return '';
  return EXTREMELY.test(folded) ? 'extremely' : 'much';
}
