// `npm run settings`: writes docs/settings.md from the schemas of the programs' environments.
import { become } from './become.mjs';

await become('settings.js');
