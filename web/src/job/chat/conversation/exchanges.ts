import type { ConversationRegenerationFragment, MessageInput } from '../../../generated/graphql.js';
import { clipsInWords, capitalized } from '../../../format/clips.js';
import { clipsOf } from '../../clips-of.js';
import type { LocalExchange } from './conversation.js';

type ServerRegeneration = Pick<
  ConversationRegenerationFragment,
  'id' | 'kind' | 'clipIndex' | 'changes' | 'result' | 'instruction' | 'status' | 'templates' | 'conversation'
>;

/** One instruction and its outcome: known to this page, to the server, or to both. */
export interface Exchange<R extends ServerRegeneration = ConversationRegenerationFragment> {
  key: string;
  /** In the order of the song. */
  clips: readonly number[];
  instruction: string;
  /** What the assistant said it would do; null where that is not known. */
  reply: string | null;
  local: LocalExchange | null;
  regeneration: R | null;
}

/** How many messages the server wants to know of. */
const HISTORY_LENGTH = 5;

/**
 * The conversation about a clip: the server's regenerations, oldest first, with this page's exchanges at the places
 * where they were asked. An exchange that became a regeneration appears once.
 */
export function mergeConversation<R extends ServerRegeneration>(
  oldestFirst: readonly R[],
  locals: readonly LocalExchange[],
): Exchange<R>[] {
  const ids = new Set(oldestFirst.map(({ id }) => id));
  const started = new Map(locals.map((local) => [startedAs(local), local]));
  const open = locals.filter((local) => !ids.has(startedAs(local) ?? ''));
  const askedAfter = (id: string | null) =>
    open.filter(({ afterRegenerationId }) => afterRegenerationId === id).map(fromLocal<R>);
  const unplaced = open
    .filter(({ afterRegenerationId: id }) => id !== null && !ids.has(id))
    .map(fromLocal<R>);
  return [
    ...askedAfter(null),
    ...oldestFirst.flatMap((regeneration) => [
      fromRegeneration(regeneration, started.get(regeneration.id) ?? null),
      ...askedAfter(regeneration.id),
    ]),
    ...unplaced,
  ];
}

/** The last messages of a conversation, for the server to understand what "more" and "again" refer to. */
export function historyOf(exchanges: readonly Exchange<ServerRegeneration>[]): MessageInput[] {
  return exchanges.flatMap(messagesOf).slice(-HISTORY_LENGTH);
}

/** What a change did: the names of its templates, or the user's own words. */
export function whatChanged({
  instruction,
  templates,
}: Pick<ServerRegeneration, 'instruction' | 'templates'>) {
  return templates.length > 0 ? templates.map(({ label }) => label).join(', ') : instruction;
}

/** What the assistant says of clips that have been changed. */
export function resultSentence(regeneration: ServerRegeneration): string {
  const clips = changedClips(regeneration);
  return `Done! ${capitalized(clipsInWords(clips))} ${clips.length === 1 ? 'has' : 'have'} changed`;
}

/** Those whose change was published: of a change that failed in part, not all. */
export function changedClips(regeneration: ServerRegeneration): number[] {
  const failed = regeneration.changes.filter(({ status }) => status === 'FAILED');
  return clipsOf(regeneration).filter((clip) => !failed.some(({ clipIndex }) => clipIndex === clip));
}

function messagesOf({
  instruction,
  reply,
  local,
  regeneration,
}: Exchange<ServerRegeneration>): MessageInput[] {
  const asked: MessageInput = { role: 'USER', content: instruction };
  // What came back is no instruction that the next one could build on.
  if (regeneration?.kind === 'RESTORE') return [];
  if (regeneration?.status === 'COMPLETED') {
    return [
      asked,
      { role: 'ASSISTANT', content: `${resultSentence(regeneration)}: “${whatChanged(regeneration)}”.` },
    ];
  }
  const isComing = regeneration ? UNDER_WAY.includes(regeneration.status) : isOffered(local);
  // The next instruction does not build on one that failed, was declined or has no answer.
  return reply !== null && isComing ? [asked, { role: 'ASSISTANT', content: reply }] : [];
}

const UNDER_WAY: ServerRegeneration['status'][] = ['QUEUED', 'PROCESSING'];

/** Whether it may still be done, or waits for its turn: the next instruction comes after it. */
function isOffered(local: LocalExchange | null): boolean {
  return local !== null && ['quoted', 'overtaken', 'queued'].includes(local.stage.kind);
}

function startedAs({ stage }: LocalExchange): string | null {
  return stage.kind === 'started' ? stage.regenerationId : null;
}

function replyIn({ stage }: LocalExchange): string | null {
  if (stage.kind === 'quoting') return stage.before?.stage.quote.reply ?? null;
  return 'quote' in stage ? stage.quote.reply : null;
}

function fromLocal<R extends ServerRegeneration>(local: LocalExchange): Exchange<R> {
  const { key, clips, instruction } = local;
  return { key, clips, instruction, reply: replyIn(local), local, regeneration: null };
}

function fromRegeneration<R extends ServerRegeneration>(
  regeneration: R,
  local: LocalExchange | null,
): Exchange<R> {
  return {
    key: local?.key ?? regeneration.id,
    clips: clipsOf(regeneration),
    instruction: regeneration.instruction,
    reply: local ? replyIn(local) : storedReply(regeneration),
    local,
    regeneration,
  };
}

/** The server keeps the messages; the reply follows the instruction, if that was kept. */
function storedReply({ conversation, instruction }: ServerRegeneration): string | null {
  const asked = conversation.findLastIndex(({ role, content }) => role === 'USER' && content === instruction);
  const next = asked < 0 ? undefined : conversation[asked + 1];
  return next?.role === 'ASSISTANT' ? next.content : null;
}
