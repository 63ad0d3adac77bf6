// `npm run types`: what the sources import and generators write. The compiler needs no more.
import { prepareSources } from '../build/prepare.mjs';

await prepareSources();
