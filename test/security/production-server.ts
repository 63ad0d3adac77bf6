import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPrismaClient } from '../../prisma/client.js';
import type { PrismaClient } from '../../prisma/generated/client.js';
import { freePort } from '../kit/proxies/free-port.js';
import { createTestDatabase, type TestDatabase } from '../kit/database/postgres.js';
import { startServer, type TestServer } from '../kit/server/server.js';
import { PRODUCTION } from '../kit/server/tokens.js';

/** The public address for browsers. */
export const PUBLIC_URL = 'https://clips.test';

/** A database, a data folder, and production servers on them. */
export class ProductionFixture {
  readonly db: PrismaClient;
  private readonly servers: TestServer[] = [];

  private constructor(
    readonly database: TestDatabase,
    readonly dataDir: string,
  ) {
    this.db = createPrismaClient(database.databaseUrl, { poolSize: 2 });
  }

  static async create(): Promise<ProductionFixture> {
    const dataDir = await mkdtemp(join(tmpdir(), 'production-'));
    return new ProductionFixture(await createTestDatabase(), dataDir);
  }

  /** Reached directly, beside its public address. An empty value removes a setting. */
  async start(change: Record<string, string> = {}): Promise<TestServer> {
    const port = String(await freePort());
    const place = { DATABASE_URL: this.database.databaseUrl, DATA_DIR: this.dataDir, PORT: port };
    const server = await startServer({ ...PRODUCTION, PUBLIC_URL, ...place, ...change });
    this.servers.push(server);
    return { ...server, url: `http://localhost:${port}` };
  }

  async drop(): Promise<void> {
    for (const server of this.servers) await server.stop();
    await this.db.$disconnect();
    await this.database.drop();
    await rm(this.dataDir, { recursive: true, force: true });
  }
}
