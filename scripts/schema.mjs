// `npm run schema`: writes schema.graphql from the code.
import { become } from './become.mjs';

await become('api/print-schema.js');
