import tseslint from 'typescript-eslint';

/** What the compiler does not see: promises nobody waits for, unused names, `any` that spreads. */
export default tseslint.config(
  {
    ignores: ['dist/', 'node_modules/', '.cache/', '.data/', '**/generated/', 'web/dist/'],
  },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true, argsIgnorePattern: '^_' }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      // An async method without await turns what it throws into a rejection, as its interface promises.
      '@typescript-eslint/require-await': 'off',
      // Decorators' type functions and express handlers return what nobody awaits, on purpose.
      '@typescript-eslint/no-misused-promises': [
        'error',
        { checksVoidReturn: { attributes: false, arguments: false } },
      ],
      eqeqeq: 'error',
    },
  },
  {
    // Tests read JSON and answers without a schema, and jest's matchers are `any` by design.
    files: ['**/*.test.{ts,tsx}'],
    rules: Object.fromEntries(
      ['argument', 'assignment', 'call', 'member-access', 'return'].map((use) => [
        `@typescript-eslint/no-unsafe-${use}`,
        'off',
      ]),
    ),
  },
  {
    files: ['**/*.{js,mjs,cjs}'],
    extends: [tseslint.configs.base],
    rules: { 'no-unused-vars': 'error', eqeqeq: 'error', 'no-undef': 'off' },
  },
);
