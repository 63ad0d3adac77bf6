// `npm run import -- PATH`: makes an editable job of a folder or of a pipeline job.
import { become } from './become.mjs';

await become('import.js');
