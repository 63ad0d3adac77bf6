import { UNCLAIMED_MS } from '../../../core/regeneration/lease-timing.js';
import { isTerminal, REGENERATION_STATUSES, TRANSITIONS } from '../../../core/regeneration/status.js';
import type { ActiveRow } from '../active-rows.js';
import { DEADLINE_GRACE_MS, ENDINGS, decide, type JobState, type Decision } from '../decide.js';
import {
  DEADLINES,
  EVERY_FACTS,
  everyPair,
  FACTS,
  JOBS,
  LEASES,
  rowOf,
  STATUSES,
  type Facts,
} from './domain.js';

type Status = ActiveRow['status'];
type Lease = ActiveRow['lease'];

/** What the reconciler does by each decision that does not end the regeneration. */
const ACTIONS: Record<Exclude<Decision, keyof typeof ENDINGS>, string> = {
  wait: 'Nothing: a lease, the dispatcher or the deadline watches it.',
  'say-waiting': 'The user reads what it waits for (`note_regeneration_waiting`).',
  stop: 'Ends its Job; the runner confirms the cancellation.',
  replace: 'Another attempt takes over behind a new fence (`restart_regeneration`).',
};

/** docs/states.md, from the tables that decide. */
export function statesPage(): string {
  const edges = allEdges();
  const parts = [
    '# The states of a regeneration',
    'Made by `npm run states` from the transitions in `core/regeneration/status.ts` and from every case of the decision ' +
      'table in `api/dispatch/decide.ts`; never edited.',
    ['```mermaid', 'stateDiagram-v2', ...arrowsOf(edges).map((edge) => `  ${edge}`), '```'].join('\n'),
    '`completed`, `failed` and `canceled` are final: a trigger keeps such a row as it is. A replaced runner does not change the status.',
    '## Transitions',
    transitions(edges),
    '## What the reconciler decides',
    'It compares each active row with its Job every 2 seconds and on changes.',
    table(['decision', 'what happens'], actions()),
    ...groups().flatMap(([statuses, cells]) => [`### ${statuses.join(', ')}`, cells]),
    '### After the deadline',
    `A runner ends itself at the deadline; ${DEADLINE_GRACE_MS / 1000} seconds later it is not waited for.`,
    table(['status', 'lease', 'at once', 'after that'], afterDeadline()),
  ];
  return `${parts.join('\n\n')}\n`;
}

interface Edge {
  from: string;
  to: string;
  by: string;
  does: string;
  sql: string;
}

function allEdges(): Edge[] {
  const own = TRANSITIONS.flatMap(({ from, ...rest }) => from.map((each) => ({ ...rest, from: each })));
  const seen = new Map<string, Edge>();
  for (const [row, job] of everyPair()) {
    const decision = decide(row, job);
    if (!isEnding(decision) || !isPossible(row.status, row.lease)) continue;
    const edge = { from: row.status, to: ENDINGS[decision].status, by: 'reconciler', does: decision };
    seen.set(`${row.status} ${decision}`, { ...edge, sql: 'end_regeneration' });
  }
  return [...own, ...seen.values()];
}

const isEnding = (decision: Decision): decision is keyof typeof ENDINGS => Object.hasOwn(ENDINGS, decision);

/** Only a claim gives a lease, and it is what ends the state queued. */
const isPossible = (status: Status, lease: Lease): boolean => status !== 'queued' || lease === null;

function arrowsOf(edges: Edge[]): string[] {
  const arrows = new Map<string, Edge[]>();
  for (const edge of edges) {
    const arrow = `${edge.from === 'new' ? '[*]' : edge.from} --> ${edge.to}`;
    arrows.set(arrow, [...(arrows.get(arrow) ?? []), edge]);
  }
  const ended = REGENERATION_STATUSES.filter(isTerminal).map((status) => `${status} --> [*]`);
  return [...[...arrows].map(([arrow, all]) => `${arrow}: ${label(all)}`), ...ended];
}

/** “the runner gives the reason, or the reconciler decides time-out, give-up”. */
function label(edges: Edge[]): string {
  const own = edges.filter(({ by }) => by !== 'reconciler').map(({ by, does }) => `the ${by} ${does}`);
  const decided = edges.filter(({ by }) => by === 'reconciler').map(({ does }) => does);
  return [...own, ...(decided.length > 0 ? [`the reconciler decides ${decided.join(', ')}`] : [])].join(
    ', or ',
  );
}

function transitions(edges: Edge[]): string {
  const rows = edges.map(({ from, to, by, does, sql }) => [from, to, by, does, `\`${sql}\``]);
  return table(['from', 'to', 'who', 'does', 'function'], rows);
}

function actions(): string[][] {
  const endings = Object.entries(ENDINGS).map(([decision, ending]) => {
    const code = ending.status === 'failed' ? `, ${ending.code}` : '';
    return [decision, `It ends: ${ending.status}${code} (\`end_regeneration\`).`];
  });
  return [...Object.entries(ACTIONS), ...endings];
}

/** Statuses that are decided alike, with their table. */
function groups(): [Status[], string][] {
  const byCells = new Map<string, Status[]>();
  for (const status of STATUSES) {
    const cells = decisions(status);
    byCells.set(cells, [...(byCells.get(cells) ?? []), status]);
  }
  return [...byCells].map(([cells, statuses]) => [statuses, cells]);
}

function decisions(status: Status): string {
  const rows = [...JOBS].map(([name, job]) => [
    name,
    ...LEASES.map((lease) => cell(casesOf(status, lease, job))),
  ]);
  return table(
    ['Job', ...LEASES.map((lease) => (lease === null ? 'not claimed' : `lease ${lease}`))],
    merged(rows),
  );
}

function casesOf(status: Status, lease: Lease, job: JobState): Case[] {
  return EVERY_FACTS.map((facts) => ({ facts, decision: decide(rowOf(status, lease, facts, job), job) }));
}

/** Jobs that are decided alike share a line. */
function merged(rows: string[][]): string[][] {
  const names = new Map<string, string[]>();
  for (const [name, ...cells] of rows) {
    const key = JSON.stringify(cells);
    names.set(key, [...(names.get(key) ?? []), name!]);
  }
  return [...names].map(([key, all]) => [all.join('<br>'), ...(JSON.parse(key) as string[])]);
}

/** How each fact is said, where it is true and where it is not. */
const WORDS: Record<keyof Facts, [string, string]> = {
  launched: ['launched', 'not launched'],
  launchedLongAgo: [`launched over ${UNCLAIMED_MS / 1000} s ago`, 'launched just now'],
  lastAttempt: ['last attempt', 'attempts left'],
  openCall: ['a paid call is open', 'no paid call is open'],
  userKnows: ['the user knows', 'the user does not know'],
  waitedLong: ['waited too long', 'may still start'],
};

interface Case {
  facts: Facts;
  decision: Decision;
}

/** A decision, or the facts that it depends on: “not launched: wait; last attempt: give-up; else replace”. */
function cell(cases: Case[], free: readonly (keyof Facts)[] = FACTS): string {
  const settled = only(cases);
  if (settled !== null) return settled;
  // First what settles it at once.
  for (const fact of free)
    for (const is of [false, true]) {
      const decision = only(having(cases, fact, is));
      if (decision === null) continue;
      const rest = cell(having(cases, fact, !is), without(free, fact));
      return `${WORDS[fact][is ? 0 : 1]}: ${decision}<br>${rest.includes(':') ? rest : `else: ${rest}`}`;
    }
  const [fact] = free as [keyof Facts];
  const sides = [true, false].map(
    (is) => `${WORDS[fact][is ? 0 : 1]} (${cell(having(cases, fact, is), without(free, fact))})`,
  );
  return sides.join('<br>');
}

const having = (cases: Case[], fact: keyof Facts, is: boolean): Case[] =>
  cases.filter(({ facts }) => facts[fact] === is);

const without = (all: readonly (keyof Facts)[], fact: keyof Facts): (keyof Facts)[] =>
  all.filter((each) => each !== fact);

/** The decision of all cases; null where they differ. */
function only(cases: Case[]): Decision | null {
  const { decision } = cases[0]!;
  return cases.every((each) => each.decision === decision) ? decision : null;
}

function afterDeadline(): string[][] {
  return STATUSES.flatMap((status) =>
    LEASES.filter((lease) => isPossible(status, lease)).map((lease) => {
      const at = (pastDeadlineMs: number): string => decidedAt(status, lease, pastDeadlineMs);
      return [status, lease ?? 'not claimed', at(DEADLINES.justPassed), at(DEADLINES.passed)];
    }),
  );
}

function decidedAt(status: Status, lease: Lease, pastDeadlineMs: number): string {
  const at = (ms: number, job: JobState, facts: Facts): Decision =>
    decide(rowOf(status, lease, facts, job, ms), job);
  const cases = [...JOBS.values()].flatMap((job) => EVERY_FACTS.map((facts) => [job, facts] as const));
  const isAsBefore = cases.every(
    ([job, facts]) => at(pastDeadlineMs, job, facts) === at(DEADLINES.ahead, job, facts),
  );
  const all = new Set(cases.map(([job, facts]) => at(pastDeadlineMs, job, facts)));
  return isAsBefore ? 'as before' : [...all].join(' or ');
}

function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
