// `npm run schema`: writes schema.graphql from the code.
import { become } from './become.mjs';

await become('print-schema.js');
