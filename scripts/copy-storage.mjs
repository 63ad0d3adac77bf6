// `npm run storage:copy`: every stored object from the local folder to the bucket of S3_BUCKET.
import { become } from './become.mjs';

await become('copy-storage.js');
