/** Imports point one way: web → its generated types; doctor → api, runner; api → core, prisma, runner/env; runner → core; core → prisma. */
const only = (from, to, comment) => ({
  name: `${from}-imports`,
  comment,
  severity: 'error',
  from: { path: `^${from}/`, pathNot: '\\.test\\.tsx?$' },
  to: {
    path: '^(api|bench|core|doctor|prisma|runner|scripts|test|web)/',
    pathNot: to.map((path) => `^${path}`),
  },
});

module.exports = {
  forbidden: [
    only(
      'api',
      ['api/', 'core/', 'prisma/', 'runner/env\\.ts$'],
      'The api knows the runner by its environment alone.',
    ),
    only('runner', ['runner/', 'core/', 'prisma/'], 'A runner reaches the api through rows.'),
    only('doctor', ['doctor/', 'api/', 'core/', 'prisma/', 'runner/'], 'The doctor asks both programs.'),
    only('core', ['core/', 'prisma/'], 'The domain knows neither program.'),
    only('prisma', ['prisma/'], 'The database layer knows nobody.'),
    only('web', ['web/'], 'The web app knows the schema alone, as generated types.'),
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one file, or miss a third; types may.',
      severity: 'error',
      from: { pathNot: '/generated/' },
      to: { circular: true, viaOnly: { pathNot: '/generated/', dependencyTypesNot: ['type-only'] } },
    },
  ],
  options: {
    includeOnly: '^(api|bench|core|doctor|prisma|runner|scripts|test|web)/',
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'] },
  },
};
