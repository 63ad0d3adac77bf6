// `npm run test:image`: checks an image that docker, podman or buildah has built.
import { runJest } from '../kit/jest.mjs';
import { prepare } from '../build/prepare.mjs';

const NEEDS = `npm run test:image looks into an image that was built with docker, podman or buildah. It needs:
  IMAGE    its name, such as clip-chatbot:kind
  ENGINE   optional: docker, podman or buildah; default the first of them that has it`;

if (!process.env.IMAGE) {
  console.error(NEEDS);
  process.exitCode = 2;
} else {
  await prepare(['test']);
  process.env.TEST_IMAGE = process.env.IMAGE;
  process.exitCode = await runJest(['test/image/image.test.ts', ...process.argv.slice(3)]);
}
