// `npm run build`: installs, generates and bundles, and stops there.
import { DEVELOPMENT, prepare } from '../build/prepare.mjs';

await prepare(DEVELOPMENT);
