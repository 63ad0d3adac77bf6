// For `node --require`, as jest/plain-wasm.mjs is for test files: a server of tests ends before optimizing pays off. Only once it
// is loaded, because V8 refuses the compiled code that programs bring (scripts/build/loader.cjs) where its flags are others.
'use strict';

const { setFlagsFromString } = require('node:v8');

setImmediate(() => {
  setFlagsFromString('--interrupt-budget=1000000');
  setFlagsFromString('--liftoff-only');
  setFlagsFromString('--wasm-lazy-validation');
});
