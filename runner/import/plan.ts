import type { Decimal } from 'decimal.js';
import type { JobData } from '../../core/job/job-data.js';
import type { MediaProbe } from '../ffmpeg/probe.js';

/** A media file on this machine that was probed, decoded to its end and found usable. */
export interface CheckedMedia {
  path: string;
  probe: MediaProbe;
}

/** A row of job_stages in the making. */
export interface PlannedStage {
  stageName: string;
  status: string;
  cost: Decimal;
  metadata: Record<string, unknown> | null;
}

/** A row of job_costs in the making. */
export interface PlannedCost {
  stageName: string;
  apiName: string;
  cost: Decimal;
}

/** Everything that is to be imported, read and checked; nothing is written yet. */
export interface ImportPlan {
  title: string;
  song: CheckedMedia;
  /** By clip_index; a clip that is not in it is one that failed. */
  clips: Map<number, CheckedMedia>;
  /** JPEG files that lie beside the clips, by clip_index. */
  thumbnails: Map<number, string>;
  /** A finished video that lies beside the clips; without one it is composed. */
  finalVideo: CheckedMedia | null;
  /** Null where nothing says it. */
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
