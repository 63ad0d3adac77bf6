import {
  areEqual,
  isSamePlace,
  templateOf,
  type Adjustment,
} from '../../../../core/adjustments/adjustment.js';
import { changeInWords } from '../../../../core/adjustments/in-words.js';
import { partInWords } from '../../../../core/adjustments/part.js';
import { readDrawn } from '../../../../core/adjustments/recipe.js';
import { dollars } from '../../../../core/assistant/answers.js';
import { asksForAnotherShot } from '../../../../core/assistant/ways/another-shot.js';
import type { Alternative } from '../../../../core/order/alternatives.js';
import { clipsInWords } from '../../../../core/order/clips-in-words.js';
import type { ChangesOffer } from '../../../../core/order/quote-changes.js';
import { keptBy } from '../../../../core/order/video-choice.js';
import { isFree } from '../../../../core/quote/pricing.js';
import type { QuotedChange } from '../../../../core/quote/quote-token.js';
import { inWords } from '../../../../core/quote/quote-warnings.js';
import type { ChangeAction } from '../../../../core/quote/video-model-card.js';
import {
  asksForLess,
  asksForMore,
  readInstruction,
  type Template,
} from '../../../../core/templates/templates.js';

/** The part of another way that its words need. */
type OtherWay = Pick<Alternative, 'action' | 'videoModel' | 'estimatedCost'>;

/**
 * What an offer would do, with what, what it keeps, and what it costs: two short sentences, and the other way to do it.
 * @param nameOf what people call a video model
 */
export function offerInWords(
  offer: ChangesOffer,
  others: readonly OtherWay[],
  nameOf: (videoModel: string) => string,
): string {
  const said = drawn(offer) ?? made(offer, nameOf);
  if (said === null) return `${offer.inShort} ${priceInWords(offer)}`;
  return [said, priceInWords(offer), other(others, nameOf)].filter((part) => part !== '').join(' ');
}

/** "Clips 2, 4 and 6: darker, on their own footage, which keeps every movement." Null where a clip's words say more than looks. */
function drawn({ changes }: ChangesOffer): string | null {
  if (changes.some((change) => change.style !== null || !isDrawn(change))) return null;
  const byEffect = new Map<string, number[]>();
  for (const change of changes) {
    const effect = effectOf(change);
    byEffect.set(effect, [...(byEffect.get(effect) ?? []), change.clip.clipIndex]);
  }
  const own = changes.length === 1 ? 'its' : 'their';
  const each = [...byEffect].map(([effect, clips]) => `${clipsInWords(clips)}: ${effect}`);
  return `${each.join('; ')}, on ${own} own footage, which ${keptBy('ADJUST_FOOTAGE')}.`;
}

const isDrawn = ({ action, quote }: QuotedChange): boolean =>
  action === 'ADJUST_FOOTAGE' && quote.recipe !== null;

/** New looks by their names; what was there becomes stronger, softer or goes. */
function effectOf({ clip, wish, quote: { recipe, templates } }: QuotedChange): string {
  const [before, after] = [readDrawn(clip.adjustments)?.adjustments ?? [], recipe!.adjustments];
  if (areEqual(before, after)) return inTurn(wish, templates);
  const isNew = (one: Adjustment): boolean => !before.some((was) => isSamePlace(was, one));
  const stayed = after.filter((one) => !isNew(one));
  if (areEqual(stayed, before)) return after.filter(isNew).map(inDegree).join(' and ');
  return changeInWords(before, after).replace(/\.$/, '');
}

/** What changes nothing that is there now is about what is still to come: how much there will be is not known. */
function inTurn(wish: string, templates: readonly Template[]): string {
  const names = templates.map(({ label }) => label.toLowerCase());
  if (!asksForMore(wish) && !asksForLess(wish)) return names.join(' and ');
  const more = asksForMore(wish) ? 'more' : 'less';
  return `${more} of ${names.map((name) => `“${name}”`).join(' and ')} once what was asked for before is done`;
}

function inDegree(adjustment: Adjustment): string {
  const label = templateOf(adjustment).label.toLowerCase();
  const { strength, part } = adjustment;
  const said = strength === 1 ? label : `${label} at ${strength * 100} %`;
  return part === undefined ? said : `${said} ${partInWords(part)}`;
}

/** "Clip 3: “add a dragon”, as a new shot by X; it begins with the same picture, …" Null where the clips differ in that. */
function made({ changes, isTakes }: ChangesOffer, nameOf: (videoModel: string) => string): string | null {
  const [first] = changes;
  const isAlike = (one: QuotedChange): boolean =>
    !isDrawn(one) &&
    one.wish === first!.wish &&
    one.videoModel === first!.videoModel &&
    one.action === first!.action;
  if (first === undefined || isTakes || !changes.every(isAlike)) return null;
  const { wish, videoModel, action, clip } = first;
  const named = clipsInWords(changes.map((change) => change.clip.clipIndex));
  const work = changes.length === 1 ? WORK[action].one : WORK[action].several;
  const why = reasonFor(action, wish);
  const said = `${named}: ${inWords([wish])}, as ${work} by ${nameOf(videoModel)}${why}; it ${keptBy(action)}.`;
  const { templates, rest } = readInstruction(wish);
  if (templates.length === 0 || rest.length === 0 || clip.currentVideoKey === null) return said;
  const looks = templates.map(({ label }) => label.toLowerCase()).join(' and ');
  return `${said} Only ${inWords(rest)} needs that: “${looks}” alone is done on the footage, free.`;
}

/** Why a model does it in this way. */
function reasonFor(action: ChangeAction, wish: string): string {
  if (action === 'EDIT_FOOTAGE') return ', since it changes something in the shot';
  return asksForAnotherShot(wish) ? ', since it asks for another shot' : '';
}

/** What a model makes, as an offer calls it. */
const WORK: Record<ChangeAction, { one: string; several: string }> = {
  ADJUST_FOOTAGE: { one: 'an adjustment', several: 'adjustments' },
  EDIT_FOOTAGE: { one: 'an edit of its footage', several: 'edits of their footage' },
  NEW_SHOT: { one: 'a new shot', several: 'new shots' },
};

/** What an offer costs and how long it takes, as its message says. */
export function priceInWords({
  cost,
  seconds,
}: {
  cost: Pick<ChangesOffer['cost'], 'total' | 'known'>;
  seconds: number;
}): string {
  const time = `about ${Math.max(1, seconds)} s`;
  return isFree(cost) ? `Free, ${time}.` : `${dollars(cost.total)}, ${time}.`;
}

/** The cheapest other way that a model has. */
function other(others: readonly OtherWay[], nameOf: (videoModel: string) => string): string {
  const [cheapest] = others
    .filter(({ action }) => action !== 'ADJUST_FOOTAGE')
    .toSorted((one, two) => Number(one.estimatedCost.total) - Number(two.estimatedCost.total));
  if (cheapest === undefined) return '';
  const { one } = WORK[cheapest.action];
  return `${one.charAt(0).toUpperCase()}${one.slice(1)} by ${nameOf(cheapest.videoModel)} instead: ${dollars(cheapest.estimatedCost.total)}.`;
}
