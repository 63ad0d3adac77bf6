import type { Logger } from 'pino';
import type { PrismaClient } from '../../prisma/generated/client.js';
import type { AdmissionLimits, Admissions } from '../../core/regeneration/admission.js';
import type { VersionRepository } from '../../core/history/version-repository.js';
import type { QueueRepository } from '../../core/queue/queue-repository.js';
import type { ConversationRepository } from '../../core/conversation/conversation-repository.js';
import type { MeasurementRepository } from '../../core/measurements/measurements.js';
import type { PreviewRepository } from '../../core/previews/previews.js';
import type { JobRepository } from '../../core/job/job-repository.js';
import type { RegenerationRepository } from '../../core/regeneration/regeneration-repository.js';
import type { RateCard } from '../../core/quote/rate-card.js';
import type { BatchSettings } from '../../core/order/total.js';
import type { VideoModelChoices } from '../../core/order/video-choice.js';
import type { CostHistories } from '../../core/quote/cost-history.js';
import type { QuoteSigner } from '../../core/quote/quote-token.js';
import type { UrlSigner } from '../../core/storage/storage.js';
import type { Viewer } from './auth.js';
import type { AssistantModel } from './conversation/model/assistant-model.js';
import type { ProgressFeed } from '../progress/progress.js';

/** Services for all resolvers; built once by the composition root. */
export interface ApiServices {
  db: PrismaClient;
  jobs: JobRepository;
  regenerations: RegenerationRepository;
  versions: VersionRepository;
  queues: QueueRepository;
  conversations: ConversationRepository;
  measurements: MeasurementRepository;
  previews: PreviewRepository;
  urls: UrlSigner;
  quotes: QuoteSigner;
  rateCard: RateCard;
  costHistories: CostHistories;
  admissions: Admissions;
  limits: AdmissionLimits;
  /** Days after its last change for which a video keeps its files; null: forever. */
  retentionDays: number | null;
  videoModels: VideoModelChoices;
  batches: BatchSettings;
  /** The language model that rewrites prompts where no template does; null: the rules do. */
  promptModel: string | null;
  /** The language model behind the assistant; null: the rules answer alone. */
  assistant: AssistantModel | null;
  progress: ProgressFeed;
  /** Wakes the dispatcher: a row may be due. */
  nudgeDispatcher: () => void;
  /** Wakes the reconciler: a row needs something else from its Job. */
  nudgeReconciler: () => void;
  /** Wakes the starter: a queued change may be due. */
  nudgeQueue: () => void;
  /** Wakes the collector: files of a deleted video are to be removed. */
  nudgeCollector: () => void;
  /** A page shows this video of this user: what is missing for it is made in the background. */
  nudgePreviews: (jobId: string, userId: string) => void;
  log: Logger;
}

export interface ApiContext extends ApiServices {
  viewer: Viewer;
}
