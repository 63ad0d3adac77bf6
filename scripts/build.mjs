// `npm run build`: installs, generates and compiles, and stops there.
import { prepare } from './prepare.mjs';

await prepare();
