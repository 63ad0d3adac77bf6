import { fileURLToPath } from 'node:url';
import type { CodegenConfig } from '@graphql-codegen/cli';

const fromHere = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Types and documents of the web app from the API's schema. */
const config: CodegenConfig = {
  schema: fromHere('../schema.graphql'),
  documents: [fromHere('src/**/*.{ts,tsx}'), `!${fromHere('src/generated/**')}`],
  importExtension: '.js',
  generates: {
    [fromHere('src/generated/')]: {
      preset: 'client',
      // `useFragment` would look like a hook, and clash with Apollo Client's.
      presetConfig: { fragmentMasking: { unmaskFunctionName: 'readFragment' } },
      config: {
        useTypeImports: true,
        enumsAsTypes: true,
        strictScalars: true,
        scalars: { DateTime: 'string', Decimal: 'string' },
      },
    },
  },
};

export default config;
