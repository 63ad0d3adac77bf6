import type { ApiClient, GraphQLAnswer } from '../../kit/server/client.js';

const VIDEO_VERSION = `versionNumber isCurrent summary videoUrl isRestorable regeneration { id kind }
  changes { clipIndex fromVersion toVersion }`;

const HISTORY = `query ($id: ID!) { job(id: $id) {
  status videoUrl versionNumber totalCost undoable { ${VIDEO_VERSION} } redoable { ${VIDEO_VERSION} }
  versions { totalCount edges { node { id ${VIDEO_VERSION} } } }
  clips { clipIndex versionNumber isRegenerated videoUrl versions { totalCount edges { node {
    id versionNumber origin isCurrent prompt instruction videoModel cost restoredFrom thumbnailUrl videoUrl createdAt
    regeneration { id }
  } } } }
} }`;

export interface VideoVersion {
  id: string;
  versionNumber: number;
  isCurrent: boolean;
  summary: string;
  videoUrl: string | null;
  isRestorable: boolean;
  regeneration: { id: string; kind: string } | null;
  changes: { clipIndex: number; fromVersion: number; toVersion: number }[];
}

export interface ClipVersion {
  id: string;
  versionNumber: number;
  origin: string;
  isCurrent: boolean;
  prompt: string | null;
  instruction: string | null;
  videoModel: string | null;
  cost: string;
  restoredFrom: number | null;
  thumbnailUrl: string | null;
  videoUrl: string | null;
  createdAt: string;
  regeneration: { id: string } | null;
}

interface Listed<Node> {
  totalCount: number;
  edges: { node: Node }[];
}

export interface History {
  status: string;
  videoUrl: string;
  versionNumber: number;
  totalCost: string;
  undoable: VideoVersion | null;
  redoable: VideoVersion | null;
  versions: Listed<VideoVersion>;
  clips: {
    clipIndex: number;
    versionNumber: number;
    isRegenerated: boolean;
    videoUrl: string | null;
    versions: Listed<ClipVersion>;
  }[];
}

export async function historyOf(api: ApiClient, id: string): Promise<History> {
  return (await api.data<{ job: History }>(HISTORY, { id })).job;
}

/** An answer of one of the four ways back. */
export interface Restored {
  job: { versionNumber: number; videoUrl: string; status: string };
  regeneration: {
    id: string;
    kind: string;
    status: string;
    canCancel: boolean;
    canRetry: boolean;
    startedAt: string | null;
    cost: { total: string };
    result: { versionNumber: number; videoUrl: string } | null;
  };
}

const INPUTS = {
  restoreClipVersion: 'RestoreClipVersionInput',
  restoreVideoVersion: 'RestoreVideoVersionInput',
  undo: 'UndoInput',
  redo: 'UndoInput',
};
export type WayBack = keyof typeof INPUTS;

/** Sends one of the four ways back. */
export async function goBack(
  api: ApiClient,
  way: WayBack,
  input: object,
): Promise<GraphQLAnswer<Record<WayBack, Restored>>> {
  return await api.send(
    `mutation ($input: ${INPUTS[way]}!) { ${way}(input: $input) {
      job { versionNumber videoUrl status }
      regeneration { id kind status canCancel canRetry startedAt cost { total } result { versionNumber videoUrl } }
    } }`,
    { input },
  );
}

/** Where a signed URL leads, without its signature. */
export function keyAt(url: string | null | undefined): string | undefined {
  return url?.split('?')[0]?.split('/media/')[1];
}
