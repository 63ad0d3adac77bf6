import fc from '../../../node_modules/fast-check/lib/fast-check.js';
import { TEST_SEED } from '../seed.js';

/** What tests import as `fast-check`: the package, drawing from this run's seed. A failure prints it. */
fc.configureGlobal({ seed: TEST_SEED });

export * from '../../../node_modules/fast-check/lib/fast-check.js';
export default fc;
