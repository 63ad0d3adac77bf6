// `npm run test:unit [-- jest arguments]`: what needs neither a database, ffmpeg, a browser nor a build.
import { runJest } from './jest.mjs';
import { prepareSources } from './prepare.mjs';

await prepareSources();
process.exitCode = await runJest([...process.argv.slice(3), '--selectProjects', 'unit']);
