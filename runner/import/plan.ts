import type { Decimal } from 'decimal.js';
import type { JobData } from '../../core/job/job-data.js';
import type { MediaProbe } from '../ffmpeg/probe.js';

/** A local media file that was probed, decoded to its end and found usable. */
export interface CheckedMedia {
  path: string;
  /** With the lengths that were measured. */
  probe: MediaProbe;
  /** What its headers say of its length; null if nothing. */
  declaredSeconds: number | null;
}

/** A future row of job_stages. */
export interface PlannedStage {
  stageName: string;
  status: string;
  cost: Decimal;
  metadata: Record<string, unknown> | null;
}

/** A future row of job_costs. */
export interface PlannedCost {
  stageName: string;
  apiName: string;
  cost: Decimal;
}

/** Everything to import, read and checked; nothing is written yet. */
export interface ImportPlan {
  title: string;
  song: CheckedMedia;
  /** By clip_index; a missing clip is one that failed. */
  clips: Map<number, CheckedMedia>;
  /** JPEG files beside the clips, by clip_index. */
  thumbnails: Map<number, string>;
  /** A finished video beside the clips; without one the import composes it. */
  finalVideo: CheckedMedia | null;
  /** Null if unknown. */
  aspectRatio: string | null;
  videoModel: string | null;
  template: string | null;
  totalCost: Decimal;
  costs: PlannedCost[];
  stages: PlannedStage[];
}

/** The imported job. */
export interface ImportedJob {
  jobId: string;
  title: string;
  data: JobData;
  /** Whether the import composed the final video, instead of finding one. */
  composed: boolean;
}
