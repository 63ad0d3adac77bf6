// Old syntax throughout: this file must run on a Node that is too old.
'use strict';

/** The sentence for a Node that is too old, or undefined when `version` ("20.19.0") reaches `range` (">=20.19.0"). */
function oldNodeProblem(version, range) {
  var have = version.replace(/^v/, '').split('.').map(Number);
  var need = range.replace(/^>=/, '').split('.').map(Number);
  for (var i = 0; i < need.length; i++) {
    if (have[i] > need[i]) return undefined;
    if (have[i] < need[i]) {
      return (
        'Clip chatbot needs Node ' +
        need.join('.') +
        ' or newer, and this is Node ' +
        have.join('.') +
        ': get one from nodejs.org.'
      );
    }
  }
  return undefined;
}

module.exports = { oldNodeProblem: oldNodeProblem };
