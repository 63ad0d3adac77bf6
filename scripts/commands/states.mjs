// `npm run states`: writes docs/states.md from the tables that decide.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { installPackages } from '../build/install.mjs';
import { ROOT } from '../kit/step.mjs';

await installPackages();
await import('../kit/typescript.mjs');
const { statesPage } = await import('../../api/dispatch/states/document.ts');
writeFileSync(join(ROOT, 'docs', 'states.md'), statesPage());
