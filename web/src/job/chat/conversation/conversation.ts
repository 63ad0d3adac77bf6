import type { ChangesQuoteQuery, MessageInput, RegenerationQuoteQuery } from '../../../generated/graphql.js';
import type { Problem } from '../../../errors/problem.js';

/** Of a clip alone, or of several, or of several takes. */
export type Quote = RegenerationQuoteQuery['regenerationQuote'] | ChangesQuoteQuery['changesQuote'];

/** An exchange that is not a regeneration on the server yet; it lives as long as the page. */
export interface LocalExchange {
  key: string;
  /** In the order of the song. */
  clips: readonly number[];
  /** How many are made of each clip, to choose from. */
  takes: number;
  instruction: string;
  /** What was said before it, as the server gets it. */
  history: MessageInput[];
  /** The newest regeneration of the conversation when this was asked: its place in the conversation. */
  afterRegenerationId: string | null;
  stage: LocalStage;
}

/** What can be confirmed, once, and until when (milliseconds since 1970). */
interface Offer {
  quote: Quote;
  idempotencyKey: string;
  standsUntil: number;
}

type QuotedStage = { kind: 'quoted'; confirming: boolean; problem: Problem | null } & Offer;

export type LocalStage =
  /** `before`: the open offer whose place this one takes, for so many takes. */
  | { kind: 'quoting'; before: { stage: QuotedStage; takes: number } | null }
  | { kind: 'refused'; problem: Problem }
  | QuotedStage
  /** Declined by the user, or superseded by the next instruction. */
  | { kind: 'declined' | 'overtaken'; quote: Quote }
  | { kind: 'started'; quote: Quote; regenerationId: string }
  /** Confirmed, and waiting for its turn. */
  | { kind: 'queued'; quote: Quote; queuedId: string };

export type ConversationAction =
  | { type: 'asked'; exchange: Omit<LocalExchange, 'stage'> }
  | ({ type: 'quoted'; key: string } & Offer)
  | { type: 'refused'; key: string; problem: Problem }
  | { type: 'declined'; key: string }
  | { type: 'confirming'; key: string }
  | { type: 'not-started'; key: string; problem: Problem }
  | { type: 'started'; key: string; regenerationId: string }
  | { type: 'queued'; key: string; queuedId: string };

/** Rejections after which the same offer can never be confirmed. */
const OFFER_IS_DEAD = ['QUOTE_STALE', 'IDEMPOTENCY_KEY_REUSED', 'BAD_USER_INPUT', 'NOT_FOUND', 'FORBIDDEN'];

/** Which conversation something about these clips belongs to: of a clip, or of several. */
export function isSameConversation(clips: readonly number[], others: readonly number[]): boolean {
  return clips.length === 1 ? others.length === 1 && others[0] === clips[0] : others.length !== 1;
}

/** All exchanges of a page, of all its clips. An answer to an exchange that has moved on changes nothing. */
export function conversationReducer(exchanges: LocalExchange[], action: ConversationAction): LocalExchange[] {
  if (action.type === 'asked') return withAsked(exchanges, action.exchange);
  return exchanges.map((exchange) =>
    exchange.key === action.key ? exchangeAfter(exchange, action) : exchange,
  );
}

/** Asking under an existing key restarts that exchange. Other open offers of the conversation are overtaken. */
function withAsked(exchanges: LocalExchange[], asked: Omit<LocalExchange, 'stage'>): LocalExchange[] {
  const others = exchanges
    .filter(({ key }) => key !== asked.key)
    .map((exchange) => (isSameConversation(exchange.clips, asked.clips) ? overtaken(exchange) : exchange));
  const same = exchanges.find(({ key }) => key === asked.key);
  const before = same?.stage.kind === 'quoted' ? { stage: same.stage, takes: same.takes } : null;
  return [...others, { ...asked, stage: { kind: 'quoting', before } }];
}

function overtaken(exchange: LocalExchange): LocalExchange {
  const { stage } = exchange;
  if (stage.kind !== 'quoted' || stage.confirming) return exchange;
  return { ...exchange, stage: { kind: 'overtaken', quote: stage.quote } };
}

type Answer = Exclude<ConversationAction, { type: 'asked' }>;

function exchangeAfter(exchange: LocalExchange, action: Answer): LocalExchange {
  const { stage } = exchange;
  // The open offer stays where another one for it was refused.
  if (stage.kind === 'quoting' && stage.before && action.type === 'refused') {
    const { takes, stage: quoted } = stage.before;
    return { ...exchange, takes, stage: { ...quoted, problem: action.problem } };
  }
  return { ...exchange, stage: stageAfter(stage, action) };
}

function stageAfter(stage: LocalStage, action: Answer): LocalStage {
  if (stage.kind === 'quoting') {
    if (action.type === 'quoted') {
      const { quote, idempotencyKey, standsUntil } = action;
      return { kind: 'quoted', quote, idempotencyKey, standsUntil, confirming: false, problem: null };
    }
    if (action.type === 'declined' && stage.before) return afterQuote(stage.before.stage, action);
    return action.type === 'refused' ? { kind: 'refused', problem: action.problem } : stage;
  }
  return stage.kind === 'quoted' ? afterQuote(stage, action) : stage;
}

function afterQuote(stage: QuotedStage, action: Answer): LocalStage {
  switch (action.type) {
    case 'declined':
      return { kind: 'declined', quote: stage.quote };
    case 'confirming':
      return { ...stage, confirming: true, problem: null };
    case 'started':
      return { kind: 'started', quote: stage.quote, regenerationId: action.regenerationId };
    case 'queued':
      return { kind: 'queued', quote: stage.quote, queuedId: action.queuedId };
    case 'not-started':
      return OFFER_IS_DEAD.includes(action.problem.code)
        ? { kind: 'refused', problem: action.problem }
        : { ...stage, confirming: false, problem: action.problem };
    default:
      return stage;
  }
}
