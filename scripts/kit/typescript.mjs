// `node --import ./scripts/kit/typescript.mjs file.ts` runs TypeScript without a build: for the tests' setup and
// the processes that they start. Programs run as bundles (scripts/build/bundle.mjs).
import { register } from 'node:module';

register('./typescript-hooks.mjs', import.meta.url);
