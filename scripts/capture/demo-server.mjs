import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { ROOT, StepError } from '../kit/step.mjs';

/** Starts the bundled server with its own data folder, where it makes the demo video. */
export async function startDemoServer(dataDir) {
  const child = spawn(process.execPath, [join(ROOT, 'dist/api.js')], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, DATA_DIR: dataDir, PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return {
    url: await addressOf(child),
    async stop() {
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}

async function addressOf(child) {
  let printed = '';
  for await (const chunk of child.stdout.iterator({ destroyOnReturn: false })) {
    printed += chunk;
    const url = /Clip chatbot\s+(http:\S+)[\s\S]*Ctrl-C/.exec(printed)?.[1];
    if (url !== undefined) {
      child.stdout.resume();
      return url;
    }
  }
  throw new StepError('The server did not start; the reason stands above.');
}
