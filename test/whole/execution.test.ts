import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { OperationTypeNode } from 'graphql';
import { planningGateway } from '../../api/graphql/execution/gateway.js';
import { createSchema } from '../../api/graphql/schema.js';
import { VersionRepository } from '../../core/history/version-repository.js';
import { MeasurementRepository } from '../../core/measurements/measurements.js';
import { PreviewRepository } from '../../core/previews/previews.js';
import { JobRepository } from '../../core/job/job-repository.js';
import { RegenerationRepository } from '../../core/regeneration/regeneration-repository.js';
import { createUrlSigner } from '../../core/storage/signed-url.js';
import { createPrismaClient } from '../../prisma/client.js';
import type { PrismaClient } from '../../prisma/generated/client.js';
import { createTestDatabase, type TestDatabase } from '../kit/database/postgres.js';
import { Choices } from '../kit/documents/choices.js';
import { firstDifference, isValid, type ComparedExecutors } from '../kit/documents/compared.js';
import { generateDocument } from '../kit/documents/documents.js';
import { byEffort } from '../kit/effort.js';
import { insertJob } from '../kit/rows/job-rows.js';
import { insertRegenerationOf } from '../kit/rows/running-regeneration.js';

const DOCUMENTS = byEffort({ quick: 60, full: 500 });
const CHOICES = 300;
const LIMIT_MS = 300_000;

const userId = randomUUID();
let database: TestDatabase;
let db: PrismaClient;
let ids: string[];

beforeAll(async () => {
  database = await createTestDatabase();
  db = createPrismaClient(database.databaseUrl);
  const jobIds = [await insertJob(db, { userId, clips: 3 }), await insertJob(db, { userId, videoUrl: null })];
  const others = await insertJob(db, { userId: randomUUID() });
  const regenerationId = await insertRegenerationOf(db, { jobId: jobIds[0]!, userId });
  ids = [...jobIds, regenerationId, others, 'none'];
});
afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});

it(
  `answers ${DOCUMENTS} documents of the schema, each requested three times, as graphql-js does`,
  async () => {
    const schema = await createSchema();
    const { executor } = await planningGateway(schema).load({} as never);
    const now = Date.now();
    const services = {
      db,
      jobs: new JobRepository(db),
      regenerations: new RegenerationRepository(db),
      versions: new VersionRepository(db),
      measurements: new MeasurementRepository(db),
      previews: new PreviewRepository(db),
      viewer: { id: userId, email: null, expiresAt: Infinity },
      urls: createUrlSigner({ secret: 'the same for both', baseUrl: 'http://localhost' }, () => now),
      limits: { budgetUsd: '50' },
      retentionDays: null,
    };
    const compared: ComparedExecutors = {
      schema,
      executor,
      newContext: () => ({ ...services }),
      isTimed: true,
    };
    const documents = fc
      .uint16Array({ minLength: CHOICES, maxLength: CHOICES, size: 'max' })
      .map((numbers) =>
        generateDocument(schema, new Choices(numbers), {
          kinds: [OperationTypeNode.QUERY],
          scalars: { ID: ids, Int: [0, 1, 2, 7], String: ['', 'brighter', 'MA'] },
          requests: 3,
          depth: 4,
        }),
      )
      // A quote's token names the moment it was made at.
      .filter((document) => !document.text.includes('regenerationQuote') && isValid(schema, document));
    const property = fc.asyncProperty(documents, async (document) => {
      expect(await firstDifference(compared, document)).toBeNull();
    });
    await fc.assert(property, { numRuns: DOCUMENTS, endOnFailure: true });
  },
  LIMIT_MS,
);
