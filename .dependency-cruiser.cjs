/**
 * The walls of the house: which room may import which. Type-only imports count too.
 * web → its generated types; cli → api, core, prisma, runner; api → core, prisma, embedded-postgres, the descriptions of
 * the video providers; runner → core, prisma; embedded-postgres → core/util; core → prisma.
 */
const ROOMS = 'api|bench|cli|core|embedded-postgres|prisma|runner|scripts|test|web';

const only = (from, to, comment) => ({
  name: `${from}-imports`,
  comment,
  severity: 'error',
  from: { path: `^${from}/`, pathNot: '\\.test\\.tsx?$' },
  to: { path: `^(${ROOMS})/`, pathNot: [from + '/', ...to].map((path) => `^${path}`) },
});

/** What is known of video providers without loading the code that talks to them. */
const PROVIDERS = 'runner/video/providers/(registry|provider)\\.ts$';

module.exports = {
  forbidden: [
    only(
      'api',
      ['core/', 'prisma/', 'embedded-postgres/embedded-postgres\\.ts$', PROVIDERS],
      'The api knows no runner code; providers and the embedded server it reaches by their doors.',
    ),
    only('runner', ['core/', 'prisma/'], 'A runner reaches the api through rows.'),
    only(
      'cli',
      ['api/', 'core/', 'prisma/', 'runner/'],
      'These programs look into every other program; nothing imports them.',
    ),
    only('embedded-postgres', ['core/util/'], 'The embedded server serves any program.'),
    only('core', ['prisma/'], 'The domain knows no program.'),
    only('prisma', [], 'The database layer knows no other room.'),
    only('web', [], 'The web app knows the schema alone, as generated types.'),

    only(
      'api/config',
      ['api/shutdown\\.ts$', 'core/', 'prisma/', 'embedded-postgres/', PROVIDERS],
      'Settings come before everything they set.',
    ),
    only(
      'api/launcher',
      ['api/config/', 'core/'],
      'A launcher knows no rows: its caller says what to launch.',
    ),
    only(
      'api/dispatch',
      ['api/launcher/launcher\\.ts$', 'core/', 'prisma/'],
      'The loops know launchers by their interface.',
    ),
    only(
      'api/progress',
      ['core/', 'prisma/'],
      'Progress is rows and notifications; who asks is not its business.',
    ),
    only('api/garbage', ['core/', 'prisma/'], 'The collector reads rows and the storage.'),
    only('api/queue', ['core/', 'prisma/'], 'When to start is rows; what a start means, its caller says.'),
    only('api/previews', ['core/', 'prisma/'], 'What is missing is rows; a program of its own makes it.'),
    only('api/metrics', ['prisma/'], 'Metrics read rows.'),
    only('api/probes', ['core/', 'prisma/'], 'Probes look at one dependency each.'),
    only(
      'api/imports',
      [
        'api/config/',
        'api/graphql/auth\\.ts$',
        'api/shutdown\\.ts$',
        'core/(errors\\.ts$|import/|util/)',
        'prisma/',
      ],
      'An import is a program of its own: the api keeps its files and reads its lines.',
    ),
    only(
      'api/http',
      [
        'api/graphql/(access|auth|context|errors|subscriptions/own-page)\\.ts$',
        'api/metrics/',
        'core/',
        'prisma/',
        PROVIDERS,
      ],
      'Routes know neither launchers nor loops.',
    ),
    only(
      'api/graphql',
      ['api/progress/', 'core/', 'prisma/'],
      'The schema knows neither HTTP routes nor loops.',
    ),

    only('core/util', [], 'Tools without a subject of this product.'),
    only('core/templates', ['core/util/'], 'Templates are words; they know no video.'),
    only('core/adjustments', ['core/templates/'], 'What is drawn over footage, as words and numbers.'),
    only(
      'core/measurements',
      ['core/(job|regeneration|util)/', 'prisma/'],
      'What files show, as figures; no words and no programs.',
    ),
    only(
      'core/suggestions',
      ['core/(job|measurements)/'],
      'What stands out: figures and sentences, and no changes.',
    ),
    only('core/storage', ['core/errors\\.ts$', 'core/util/'], 'A storage knows keys and bytes.'),
    only(
      'core/job',
      ['core/errors\\.ts$', 'core/storage/', 'core/util/', 'prisma/'],
      'What a video is, before anything is asked of it.',
    ),
    only(
      'core/assistant/whom',
      ['core/(job|util)/'],
      'Which clips words name: words and the video, nothing else.',
    ),
    only('core/timeline', ['core/job/'], 'Frames only.'),
    only(
      'core/quote',
      ['core/(adjustments/|errors\\.ts$|job/|templates/|util/)', 'prisma/'],
      'A quote is words and prices: nothing is asked for yet.',
    ),
    only(
      'core/regeneration',
      ['core/(errors\\.ts$|quote/|util/)', 'prisma/'],
      'The lifecycle knows neither media nor templates.',
    ),
    only(
      'core/queue',
      ['core/(errors\\.ts$|order/|quote/|regeneration/|util/)', 'prisma/'],
      'A queue keeps what was asked for and agreed to; at its turn it is an order like any other.',
    ),
    only(
      'core/order',
      ['core/(adjustments/|assistant/|errors\\.ts$|job/|quote/|regeneration/|templates/|util/)', 'prisma/'],
      'From what a user asks for to what is admitted: neither GraphQL nor programs.',
    ),
    only(
      'core/assistant',
      ['core/(history|job|language-model|quote|templates)/', 'core/util/'],
      'What a message means and what is answered: pure, but for the facts that it is given.',
    ),
    only(
      'core/conversation',
      ['core/(measurements|order|util)/', 'prisma/'],
      'What was said and offered, as rows.',
    ),
    only(
      'core/language-model',
      ['core/(errors\\.ts$|quote/|util/)'],
      'A language model is a chat over HTTP: what it is asked, and what becomes of its answer, others say.',
    ),
    only('core/import', ['core/util/'], 'What the api and the import program say to each other.'),

    only(
      'runner/video/providers',
      [
        'core/',
        'runner/video/(edit/edit-window|footage|ledger-request|output/outbound|pictures|video-model)\\.ts$',
      ],
      'A provider is HTTP: it reaches neither rows nor files.',
    ),
    {
      name: 'provider-folders',
      comment: 'Only the registry knows which providers there are.',
      severity: 'error',
      from: {
        path: `^(${ROOMS})/`,
        pathNot: '^runner/video/providers/(registry\\.ts$|[^/]+/)|^test/|\\.test\\.ts$',
      },
      to: { path: '^runner/video/providers/[^/]+/' },
    },
    {
      name: 'provider-apart',
      comment: 'A provider knows no other provider.',
      severity: 'error',
      from: { path: '^runner/video/providers/([^/]+)/' },
      to: { path: '^runner/video/providers/[^/]+/', pathNot: '^runner/video/providers/$1/' },
    },
    {
      name: 'provider-descriptions',
      comment: 'The api reads descriptions: what only a runner needs is imported when it connects.',
      severity: 'error',
      from: {
        path: '^runner/video/providers/((registry|provider|model-cards)|[^/]+/(provider|settings|card|models|webhook)|[^/]+/workflow/[^/]+)\\.ts$',
      },
      to: {
        path: '^runner/',
        pathNot:
          '^runner/video/providers/((registry|provider|model-cards)|[^/]+/(provider|settings|card|models|webhook)|[^/]+/workflow/[^/]+)\\.ts$',
        dynamic: false,
        dependencyTypesNot: ['type-only'],
      },
    },

    only(
      'runner/video',
      ['core/', 'prisma/', 'runner/(ffmpeg|measure)/', 'runner/(paid-call|regeneration-row|retry)\\.ts$'],
      'A video model makes a clip; it knows no other step.',
    ),
    only(
      'runner/video/builtin',
      ['core/', 'runner/(ffmpeg|measure)/', 'runner/video/video-model\\.ts$'],
      'The built-in renderer is ffmpeg: it pays for nothing and keeps no rows.',
    ),
    only(
      'runner/prompt',
      ['core/', 'runner/(paid-call|regeneration-row|retry|steps/step)\\.ts$'],
      'A prompt is words: neither media nor videos.',
    ),
    only(
      'runner/import',
      ['core/', 'prisma/', 'runner/(compose|ffmpeg|measure)/'],
      'An import makes no clip and changes none.',
    ),
    only(
      'runner/steps',
      [
        'core/',
        'prisma/',
        'runner/(compose|ffmpeg|measure|prompt)/',
        'runner/video/(edit/|output/|seed|video-models?)',
        'runner/(lease|paid-call|progress|regeneration-row|retry)\\.ts$',
      ],
      'Steps order the work of other folders; who launched them is not their business.',
    ),

    only('runner/ffmpeg', ['core/'], 'Programs and files; no rows.'),
    only('runner/measure', ['core/', 'runner/ffmpeg/'], 'Figures of files; no rows.'),
    only('runner/compose', ['core/', 'runner/ffmpeg/'], 'A composition is a function of its input: no rows.'),
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one file, or need a third; types count.',
      severity: 'error',
      from: { pathNot: '/generated/' },
      to: { circular: true, viaOnly: { pathNot: '/generated/' } },
    },
  ],
  options: {
    includeOnly: `^(${ROOMS})/`,
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'] },
  },
};
