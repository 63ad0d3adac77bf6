// `node scripts/run.cjs NAME …` checks the Node version before it loads anything that an old Node could not even parse.
// Old syntax for the same reason. NAME is one of our programs, built if needed, or a file of commands/.
'use strict';

var oldNodeProblem = require('./node-version.cjs').oldNodeProblem;
var manifest = require('../package.json');

// Program below dist/, and what to build for it beside the server (build/prepare.mjs).
var PROGRAMS = {
  start: ['api.js'],
  import: ['import.js'],
  doctor: ['doctor.js'],
  'copy-storage': ['copy-storage.js'],
  schema: ['print-schema.js'],
  settings: ['settings.js'],
  bench: ['bench/main.js', ['bench']],
};
// Commands that differ only in a setting share a file.
var FILES = { 'test-unit': 'test', 'test-all': 'test', 'test-timings': 'test' };

var sentence = oldNodeProblem(process.versions.node, manifest.engines.node);
if (sentence) {
  console.error(sentence);
  process.exit(1);
}

run(process.argv[2]).catch(function (error) {
  // A failed step has printed its sentence; anything else is a bug and shows its stack.
  console.error(error.name === 'StepError' ? error.message : error);
  process.exit(1);
});

function run(name) {
  var program = PROGRAMS[name];
  if (!program) return import('./commands/' + (FILES[name] || name) + '.mjs');
  return import('./build/become.mjs').then(function (module) {
    return module.become(program[0], program[1]);
  });
}
