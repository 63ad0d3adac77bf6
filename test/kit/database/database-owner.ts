// A stand-in for a server: owns the embedded database of the folder that it is given, says so, and stops it
// on SIGTERM. Run through scripts/kit/typescript.mjs.
import { startEmbeddedPostgres } from '../../../embedded-postgres/embedded-postgres.js';

const [, , dataDir] = process.argv;
const log = { info: () => undefined, error: console.error };
try {
  const postgres = await startEmbeddedPostgres({ dataDir: dataDir!, log });
  process.on('SIGTERM', () => void postgres.stop().then(() => process.exit(0)));
  process.send!({ databaseUrl: postgres.databaseUrl });
} catch (error) {
  process.send!({ rejection: (error as Error).message });
  process.exit(1);
}
