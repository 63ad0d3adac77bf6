// `node --import ./scripts/kit/typescript.mjs file.ts` runs TypeScript without a build: for the tests' setup and
// the processes that they start. The server itself runs compiled (start.mjs).
import { register } from 'node:module';

register('./typescript-hooks.mjs', import.meta.url);
