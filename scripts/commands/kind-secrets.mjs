// `npm run kind:secrets`: random secrets for k8s/overlays/kind, which git ignores, and a token to sign in with.
import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { installPackages } from '../build/install.mjs';
import { ROOT } from '../kit/step.mjs';

await installPackages();
const { SignJWT } = await import('jose');

const random = () => randomBytes(24).toString('hex');
const [postgres, runner, minio, jwt, media] = [random(), random(), random(), random(), random()];
const databaseFor = (user, password) =>
  `postgresql://${user}:${password}@database.clip-chatbot.svc.cluster.local:5432/clip_chatbot`;
const [ownerUrl, runnerUrl] = [databaseFor('postgres', postgres), databaseFor('clip_chatbot_runner', runner)];
const access = { S3_ACCESS_KEY_ID: 'clip-chatbot', S3_SECRET_ACCESS_KEY: minio };
const server = { DATABASE_URL: ownerUrl, RUNNER_DATABASE_URL: runnerUrl };
const files = {
  api: { ...server, ...access, AUTH_JWT_SECRET: jwt, MEDIA_URL_SECRET: media },
  runner: { DATABASE_URL: runnerUrl, ...access },
  stores: { POSTGRES_PASSWORD: postgres, MINIO_ROOT_USER: 'clip-chatbot', MINIO_ROOT_PASSWORD: minio },
};

const folder = join(ROOT, 'k8s/overlays/kind/secrets');
mkdirSync(folder, { recursive: true });
for (const [name, values] of Object.entries(files)) {
  const lines = Object.entries(values).map(([key, value]) => `${key}=${value}\n`);
  writeFileSync(join(folder, `${name}.env`), lines.join(''), { mode: 0o600 });
}

const user = '00000000-0000-4000-8000-000000000001';
const token = new SignJWT({}).setProtectedHeader({ alg: 'HS256' }).setSubject(user).setExpirationTime('30d');
// As AUTH_ISSUER and AUTH_AUDIENCE of the overlay name them.
token.setIssuer('clip-chatbot-kind').setAudience('clip-chatbot');
console.log(`Secrets are in k8s/overlays/kind/secrets. Sign in, for 30 days, with this token:\n
${await token.sign(new TextEncoder().encode(jwt))}`);
