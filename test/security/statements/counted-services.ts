import { PrismaPg } from '@prisma/adapter-pg';
import { pino } from 'pino';
import { videoModelChoices } from '../../../api/config/video-model.js';
import type { ApiServices } from '../../../api/graphql/context.js';
import type { ProgressFeed } from '../../../api/progress/progress.js';
import { VersionRepository } from '../../../core/history/version-repository.js';
import { MeasurementRepository } from '../../../core/measurements/measurements.js';
import { PreviewRepository } from '../../../core/previews/previews.js';
import { JobRepository } from '../../../core/job/job-repository.js';
import { ConversationRepository } from '../../../core/conversation/conversation-repository.js';
import { QueueRepository } from '../../../core/queue/queue-repository.js';
import { CostHistories } from '../../../core/quote/cost-history.js';
import { QuoteSigner } from '../../../core/quote/quote-token.js';
import { rateCard } from '../../../core/quote/rate-card.js';
import { Admissions } from '../../../core/regeneration/admission.js';
import { RegenerationRepository } from '../../../core/regeneration/regeneration-repository.js';
import { createUrlSigner } from '../../../core/storage/signed-url.js';
import { PrismaClient } from '../../../prisma/generated/client.js';
import { PROVIDERS } from '../../../runner/video/providers/registry.js';
import { LIMITS } from '../../kit/rows/admit.js';

/** A database client that counts the statements which it sends. */
export class CountedDatabase {
  statements = 0;
  readonly client: PrismaClient;

  constructor(databaseUrl: string) {
    const client = new PrismaClient({
      adapter: new PrismaPg({ connectionString: databaseUrl, max: 10 }),
      log: [{ emit: 'event', level: 'query' }],
    });
    client.$on('query', () => this.statements++);
    this.client = client;
  }

  /** The resolvers' services as of a server that has read nothing yet. */
  services(progress: ProgressFeed): ApiServices {
    const db = this.client;
    return {
      ...{ db, jobs: new JobRepository(db), regenerations: new RegenerationRepository(db), progress },
      ...{ versions: new VersionRepository(db), queues: new QueueRepository(db) },
      ...{ conversations: new ConversationRepository(db), measurements: new MeasurementRepository(db) },
      previews: new PreviewRepository(db),
      ...{ costHistories: new CostHistories(db), admissions: new Admissions(db), limits: LIMITS },
      batches: { discount: '0.10', concurrency: 6 },
      urls: createUrlSigner({ secret: 'for counting only', baseUrl: 'http://localhost' }),
      quotes: new QuoteSigner('for counting only'),
      rateCard: rateCard(PROVIDERS.models, '0'),
      ...{ videoModels: videoModelChoices({ VIDEO_MODEL: 'local' }), promptModel: null, assistant: null },
      ...{ nudgeDispatcher: () => undefined, nudgeReconciler: () => undefined },
      ...{ nudgeCollector: () => undefined, nudgeQueue: () => undefined, retentionDays: 30 },
      nudgePreviews: () => undefined,
      log: pino({ level: 'silent' }),
    };
  }
}
