// `npm run schema`: writes schema.graphql from the code.
import { become } from './become.mjs';

await become('cli/print-schema.js');
