import { LEASE_SECONDS } from '../../core/regeneration/lease-timing.js';
import { exampleFaults } from './providers.js';

/** What decides whether a server may be in production. */
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
/** In secrets of tutorials: jwt.io, Supabase's own examples, and whatever people put where one is to be set. */
const EXAMPLE_WORDS =
  /change.?(me|this)|replace.?(me|this)|super.?secret|your[-_ ]|placeholder|example|default|at-least-\d/i;
/** Passwords that stores and their examples come with; what only this machine reaches may have them. */
const DEFAULT_PASSWORDS = ['postgres', 'password', 'secret', 'admin', 'minioadmin', 'changeme', 'example'];
const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'];
/** Hosts of k8s/overlays/production as it comes. */
const EXAMPLE_HOST = /\.example$|^project\.supabase\.co$/;

/** Makes a secret that nobody guesses. */
const HOW = 'openssl rand -hex 32';

/** Why a server must not start in production: a sentence each, that says what to set. */
export function productionFaults(env: ProductionSettings): string[] {
  return [...signInFaults(env), ...secretFaults(env), ...addressFaults(env), ...timingFaults(env)];
}

function signInFaults(env: ProductionSettings): string[] {
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

function secretFaults(env: ProductionSettings): string[] {
  const faults: string[] = [];
  if (env.MEDIA_URL_SECRET === undefined)
    faults.push(
      `In production set MEDIA_URL_SECRET (${HOW}): each replica would generate its own, and refuse what another has signed.`,
    );
  for (const name of ['AUTH_JWT_SECRET', 'MEDIA_URL_SECRET'] as const)
    if (isWeak(env[name])) faults.push(`${name} can be guessed: set it to a random one (${HOW}).`);
  if (env.MEDIA_URL_SECRET !== undefined && env.MEDIA_URL_SECRET === env.AUTH_JWT_SECRET)
    faults.push('AUTH_JWT_SECRET and MEDIA_URL_SECRET are the same: set MEDIA_URL_SECRET to one of its own.');
  if (DEFAULT_PASSWORDS.includes(env.S3_SECRET_ACCESS_KEY ?? '') && !isHere(urlOf(env.S3_ENDPOINT)))
    faults.push(
      'S3_SECRET_ACCESS_KEY is the one that the store comes with: set one of your own there, and here.',
    );
  for (const name of ['DATABASE_URL', 'DATABASE_DIRECT_URL', 'RUNNER_DATABASE_URL'] as const)
    if (DEFAULT_PASSWORDS.includes(urlOf(env[name])?.password ?? '') && !isHere(urlOf(env[name])))
      faults.push(`The password in ${name} is a usual default: set another one in the database, and here.`);
  return [...faults, ...exampleFaults(env)];
}

function addressFaults(env: ProductionSettings): string[] {
  return (['PUBLIC_URL', 'AUTH_JWKS_URL'] as const)
    .filter((name) => EXAMPLE_HOST.test(urlOf(env[name])?.hostname ?? ''))
    .map((name) => `${name} is still the example: set your own.`);
}

function timingFaults(env: ProductionSettings): string[] {
  return env.LEASE_SECONDS < LEASE_SECONDS
    ? [
        'LEASE_SECONDS is for tests: a short lease replaces runners that are merely slow. Unset it in production.',
      ]
    : [];
}

function isHere(url: URL | null): boolean {
  return LOOPBACK.includes(url?.hostname ?? '');
}

function isWeak(secret: string | undefined): boolean {
  if (secret === undefined) return false;
  return EXAMPLE_WORDS.test(secret) || new Set(secret).size < LEAST_DIFFERENT_CHARACTERS;
}

function urlOf(text: string | undefined): URL | null {
  return text !== undefined && URL.canParse(text) ? new URL(text) : null;
}
