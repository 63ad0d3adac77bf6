import fc from 'fast-check';
import type { Fault, Route } from '../../../providers/replicate-faults.js';

/** What is counted of a change: its rows, its events, and the POSTs of it that reached the provider. */
export const COUNTED = ['posted', 'opened', 'accepted', 'settled', 'kept', 'events'] as const;
export type Counted = (typeof COUNTED)[number];

/** When so many are counted. */
export interface Moment {
  counted: Counted;
  count: number;
}

/** One change, and what befalls it alone. */
export interface ChangePlan {
  /** Indexes of the clips that it changes. */
  clips: number[];
  videoModel: string;
  /** When its runner is killed. */
  kills: Moment[];
  /** When its user cancels it; null: never. */
  canceled: Moment | null;
  /** The clip that the provider refuses; null: none. */
  refused: number | null;
}

/** What befalls all changes that are under way. */
export type SharedFault =
  | { what: 'api killed' }
  | { what: 'database killed' }
  | { what: 'database cut off'; ms: number }
  | { what: 'provider away'; ms: number }
  | { what: 'provider fails'; ms: number; fault: Fault }
  | { what: 'requests fail'; route: Route; fault: Fault; times: number };

/** A fault, once so many clips of all changes together are made. */
export interface SharedStrike {
  kept: number;
  fault: SharedFault;
}

export interface Plan {
  changes: ChangePlan[];
  strikes: SharedStrike[];
}

/** How many events a change without faults has, for each of its clips. */
const EVENTS_PER_CLIP = 3;

const moment = (clips: number): fc.Arbitrary<Moment> =>
  fc.constantFrom(...COUNTED).chain((counted) => {
    const most = counted === 'events' ? clips * EVENTS_PER_CLIP : clips;
    return fc.integer({ min: 1, max: most }).map((count) => ({ counted, count }));
  });

/** Models that can make a clip from words alone: one with seeds, one without. */
const VIDEO_MODELS = ['seedance_1_lite', 'kling_v25_turbo'];
/** Of five attempts three are left over: only a kill may cost one. */
const MOST_KILLS = 2;

/** In one change of six. */
const seldom = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> =>
  fc.oneof({ weight: 5, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: value });

/** A change of so many of a video's clips. */
const change = (clips: number, ofClips: number): fc.Arbitrary<ChangePlan> =>
  fc.subarray([...Array(ofClips).keys()], { minLength: clips, maxLength: clips }).chain((indexes) =>
    fc.record({
      clips: fc.constant(indexes),
      videoModel: fc.constantFrom(...VIDEO_MODELS),
      kills: fc.array(moment(clips), { maxLength: MOST_KILLS }),
      canceled: seldom(moment(clips)),
      refused: seldom(fc.constantFrom(...indexes)),
    }),
  );

/** Two of them in a row are shorter than the patience of a download, the shortest of a runner's. */
const awayMs = fc.integer({ min: 50, max: 1000 });

type Requests = Extract<SharedFault, { what: 'requests fail' }>;
const unreadable = fc.constantFrom<Fault>('lost', 'unanswered', 'garbage', { status: 500 }, { status: 502 });
const lateOrBusy = fc.constantFrom<Fault>({ arrivesMs: 700 }, { slowMs: 700 }, { status: 429 });
const broken = fc.constantFrom<Fault>('lost', 'cut-short', { status: 500 }, { status: 502 });
const requestsFail = (route: Route, fault: fc.Arbitrary<Fault>, most: number): fc.Arbitrary<Requests> =>
  fc.record({
    ...{ what: fc.constant('requests fail'), route: fc.constant(route), fault },
    times: fc.integer({ min: 1, max: most }),
  });
/** A download is tried four times, so one clip must not get all of these. */
const FEW = 2;
const MANY = 6;
const requests = fc.oneof(
  requestsFail('create', fc.oneof(unreadable, lateOrBusy), MANY),
  requestsFail('get', unreadable, MANY),
  requestsFail('list', unreadable, FEW),
  requestsFail('output', broken, FEW),
);

const sharedFault: fc.Arbitrary<SharedFault> = fc.oneof(
  { weight: 2, arbitrary: fc.constant({ what: 'api killed' }) },
  { weight: 1, arbitrary: fc.constant({ what: 'database killed' }) },
  { weight: 3, arbitrary: fc.record({ what: fc.constant('database cut off'), ms: awayMs }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('provider away'), ms: awayMs }) },
  {
    weight: 2,
    arbitrary: fc.record({
      what: fc.constant('provider fails'),
      ms: awayMs,
      fault: fc.constantFrom<Fault>('lost', 'unanswered', { status: 500 }),
    }),
  },
  { weight: 4, arbitrary: requests },
);

const FEWEST_STRIKES = 3;

/**
 * Draws what befalls changes of so many clips each, of videos of `ofClips`; the same seed draws the same. There are
 * half as many faults that are shared by all as changes.
 */
export function drawPlan(seed: number, changes: readonly number[], ofClips: number): Plan {
  const clips = changes.reduce((sum, each) => sum + each, 0);
  const count = Math.max(FEWEST_STRIKES, Math.round(changes.length / 2));
  const strikes = fc
    .array(fc.record({ kept: fc.integer({ min: 1, max: clips }), fault: sharedFault }), {
      ...{ minLength: count, maxLength: count },
    })
    .map((drawn) => drawn.toSorted((one, other) => one.kept - other.kept));
  const plan = fc.record({ changes: fc.tuple(...changes.map((each) => change(each, ofClips))), strikes });
  return fc.sample(fc.noBias(plan), { seed, numRuns: 1 })[0]!;
}
