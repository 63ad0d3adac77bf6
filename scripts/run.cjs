// `node scripts/run.cjs NAME …` checks the Node version before it loads scripts/NAME.mjs, which an old Node
// could not even parse. Old syntax for the same reason.
'use strict';

var refusal = require('./node-version.cjs').refusal;
var manifest = require('../package.json');

var sentence = refusal(process.versions.node, manifest.engines.node);
if (sentence) {
  console.error(sentence);
  process.exit(1);
}

import('./' + process.argv[2] + '.mjs').catch(function (error) {
  // A step that failed has told its sentence; anything else is a mistake of ours and shows its stack.
  console.error(error.name === 'StepError' ? error.message : error);
  process.exit(1);
});
