// `npm run audit`: known vulnerabilities of the packages that are shipped.
import { passesAudit } from '../kit/audit.mjs';

process.exitCode = (await passesAudit()) ? 0 : 1;
