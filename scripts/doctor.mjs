// `npm run doctor`: checks what a server with this environment would need.
import { become } from './become.mjs';

await become('doctor.js');
