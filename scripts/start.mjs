// `npm start`: the server.
import { become } from './become.mjs';

await become('api.js');
