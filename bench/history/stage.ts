import type { PrismaClient } from '../../prisma/generated/client.js';
import type { TestServer } from '../../test/kit/server/server.js';

/** A bundled server as in production, and what it stands on. */
export interface Stage {
  db: PrismaClient;
  databaseUrl: string;
  dataDir: string;
  server: TestServer;
}
