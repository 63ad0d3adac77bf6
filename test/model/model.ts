import type { RegenerationEventType, RegenerationStatus } from '../../core/regeneration/status.js';
import type { Stage } from '../../core/regeneration/lifecycle.js';
import type { Provider } from './provider.js';

/** What the database must hold, as plain objects. Money is a whole number of 1/10000 USD, as the columns keep it. */
export interface Model {
  jobs: ModelJob[];
  regenerations: ModelRegeneration[];
  /** Every runner that ever claimed. One whose fence was raised since is a zombie: it still tries to write. */
  runners: ModelRunner[];
  /** Every queued change that a server ever took, as it was then. */
  starters: ModelStarter[];
  provider: Provider;
  /** Commands done so far. */
  steps: number;
  /** Names made so far: keys of objects and of requests. */
  named: number;
}

export interface ModelJob {
  id: string;
  /** Index of its owner in the fixture's users. */
  owner: number;
  status: string;
  total: number;
  reserved: number;
  /** The limit that the last admission was under. */
  budget: number;
  videoUrl: string;
  versions: ModelVersion[];
  /** Empty until something is published. */
  videos: ModelVideo[];
  /** The next one first. */
  queue: ModelQueued[];
}

export interface ModelVersion {
  clip: number;
  number: number;
  url: string | null;
  current: boolean;
  regeneration: string | null;
  cost: number;
  /** The version whose footage it is; null for one that was not restored. */
  restoredFrom: number | null;
}

/** A version of each clip, by its index; originals are left out. */
export type ModelCut = Record<string, number>;

export interface ModelVideo {
  number: number;
  cut: ModelCut;
  footage: ModelCut;
  /** Null where the file is given up. */
  url: string | null;
  standsFor: number;
  parent: number | null;
  redo: number[];
}

/** What a restore brings back. */
export interface ModelRestore {
  clips: ModelCut;
  standsFor: number | null;
  redo: number[];
}

/** A change that waits for its turn. */
export interface ModelQueued {
  id: string;
  clips: readonly number[];
  state: 'WAITING' | 'ASKS';
  revision: number;
  /** A server has taken it. */
  isHeld: boolean;
  /** What its person agreed to, and what it asks about. */
  quoted: number;
  asked: number | null;
  key: string | null;
  inputHash: string;
}

export interface ModelStarter extends ModelQueued {
  job: ModelJob;
}

export interface ModelRegeneration {
  id: string;
  job: ModelJob;
  clip: number;
  /** Null for a change. */
  restores: ModelRestore | null;
  /** Several takes are made; none of them becomes current. */
  isTakes: boolean;
  base: number;
  key: string | null;
  inputHash: string;
  status: RegenerationStatus;
  attempt: number;
  launchedAttempt: number;
  maxAttempts: number;
  fence: number;
  lease: 'live' | 'expired' | null;
  /** Its next launch may be taken now. */
  due: boolean;
  waitingReason: string | null;
  reserved: number;
  cost: number;
  checkpoint: ModelCheckpoint;
  progress: number;
  errorCode: string | null;
  events: ModelEvent[];
  calls: ModelCall[];
}

export interface ModelCheckpoint {
  prompt?: { text: string };
  clip?: { key: string };
  video?: { key: string };
}

export interface ModelEvent {
  type: RegenerationEventType;
  fence: number;
  attempt: number;
  progress: number;
}

export interface ModelCall {
  id: string;
  stage: Stage;
  state: 'intent' | 'accepted' | 'settled';
  fence: number;
  posts: number;
  ambiguous: boolean;
  externalId: string | null;
  estimated: number;
  cost: number | null;
  outcome: string | null;
}

export interface ModelRunner {
  regeneration: ModelRegeneration;
  fence: number;
  crashed: boolean;
  /** The paid call it works on, and what it has heard of it. */
  call: ModelCall | null;
  externalId: string | null;
}

export const isActive = ({ status }: ModelRegeneration): boolean =>
  status === 'queued' || status === 'processing' || status === 'canceling';

export const openCallOf = (regeneration: ModelRegeneration, stage?: Stage): ModelCall | undefined =>
  regeneration.calls.find((call) => call.state !== 'settled' && (stage ?? call.stage) === call.stage);

/** Whether this runner's writes may still touch its row. */
export const holds = ({ fence, regeneration }: ModelRunner): boolean =>
  fence === regeneration.fence && isActive(regeneration);

/** The next name of its kind; no other sequence of the same database has it. */
export const nextName = (model: Model, kind: string): string =>
  `${kind}-${model.jobs[0]!.id}-${(model.named += 1)}`;

/** 1/10000 USD as the decimal string that the product passes. */
export const usd = (amount: number): string => (amount / 10_000).toFixed(4);
