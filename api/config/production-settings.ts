import { LEASE_SECONDS } from '../../core/regeneration/lease-timing.js';
import { isLoopback } from '../../core/util/loopback.js';
import { exampleProblems } from './providers.js';

/** What decides whether a server may run in production. */
interface ProductionSettings {
  AUTH_JWT_SECRET?: string;
  AUTH_JWKS_URL?: string;
  AUTH_ISSUER?: string;
  AUTH_AUDIENCE?: string;
  MEDIA_URL_SECRET?: string;
  S3_ENDPOINT?: string;
  S3_SECRET_ACCESS_KEY?: string;
  DATABASE_URL?: string;
  DATABASE_DIRECT_URL?: string;
  RUNNER_DATABASE_URL?: string;
  PUBLIC_URL?: string;
  LEASE_SECONDS: number;
}

/** Fewer different characters than any random secret of 32 has. */
const LEAST_DIFFERENT_CHARACTERS = 8;
/** Words in the secrets of tutorials (jwt.io, Supabase) and in placeholders. */
const EXAMPLE_WORDS =
  /change.?(me|this)|replace.?(me|this)|super.?secret|your[-_ ]|placeholder|example|default|at-least-\d/i;
/** Default passwords of databases and stores; allowed for those that only this machine reaches. */
const DEFAULT_PASSWORDS = ['postgres', 'password', 'secret', 'admin', 'minioadmin', 'changeme', 'example'];
/** Hosts in k8s/overlays/production before they are edited. */
const EXAMPLE_HOST = /\.example$|^project\.supabase\.co$/;

/** Makes a random secret. */
const HOW = 'openssl rand -hex 32';

/** Why a server must not start in production: one sentence per setting, which says what to set. */
export function productionProblems(env: ProductionSettings): string[] {
  return [...signInProblems(env), ...secretProblems(env), ...addressProblems(env), ...timingProblems(env)];
}

function signInProblems(env: ProductionSettings): string[] {
  if (env.AUTH_JWT_SECRET === undefined && env.AUTH_JWKS_URL === undefined)
    return [
      'In production set AUTH_JWT_SECRET or AUTH_JWKS_URL: the demo sign-in exists only in development.',
    ];
  const missing = (['AUTH_ISSUER', 'AUTH_AUDIENCE'] as const).filter((name) => env[name] === undefined);
  return missing.map(
    (name) =>
      `In production set ${name}: without it, tokens that the same key signs for another service open this one.`,
  );
}

function secretProblems(env: ProductionSettings): string[] {
  const problems: string[] = [];
  if (env.MEDIA_URL_SECRET === undefined)
    problems.push(
      `In production set MEDIA_URL_SECRET (${HOW}): each replica would generate its own, and refuse what another has signed.`,
    );
  for (const name of ['AUTH_JWT_SECRET', 'MEDIA_URL_SECRET'] as const)
    if (isWeak(env[name])) problems.push(`${name} can be guessed: set it to a random one (${HOW}).`);
  if (env.MEDIA_URL_SECRET !== undefined && env.MEDIA_URL_SECRET === env.AUTH_JWT_SECRET)
    problems.push(
      'AUTH_JWT_SECRET and MEDIA_URL_SECRET are the same: set MEDIA_URL_SECRET to one of its own.',
    );
  if (
    DEFAULT_PASSWORDS.includes(env.S3_SECRET_ACCESS_KEY ?? '') &&
    !isLoopback(urlOf(env.S3_ENDPOINT)?.hostname)
  )
    problems.push("S3_SECRET_ACCESS_KEY is the store's default: set another one in the store, and here.");
  for (const name of ['DATABASE_URL', 'DATABASE_DIRECT_URL', 'RUNNER_DATABASE_URL'] as const)
    if (
      DEFAULT_PASSWORDS.includes(urlOf(env[name])?.password ?? '') &&
      !isLoopback(urlOf(env[name])?.hostname)
    )
      problems.push(`The password in ${name} is a usual default: set another one in the database, and here.`);
  return [...problems, ...exampleProblems(env)];
}

function addressProblems(env: ProductionSettings): string[] {
  return (['PUBLIC_URL', 'AUTH_JWKS_URL'] as const)
    .filter((name) => EXAMPLE_HOST.test(urlOf(env[name])?.hostname ?? ''))
    .map((name) => `${name} is still the example: set your own.`);
}

function timingProblems(env: ProductionSettings): string[] {
  return env.LEASE_SECONDS < LEASE_SECONDS
    ? [
        'LEASE_SECONDS is for tests: a short lease replaces runners that are merely slow. Unset it in production.',
      ]
    : [];
}

function isWeak(secret: string | undefined): boolean {
  if (secret === undefined) return false;
  return EXAMPLE_WORDS.test(secret) || new Set(secret).size < LEAST_DIFFERENT_CHARACTERS;
}

function urlOf(text: string | undefined): URL | null {
  return text !== undefined && URL.canParse(text) ? new URL(text) : null;
}
