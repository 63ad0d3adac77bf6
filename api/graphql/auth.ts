import type { IncomingMessage } from 'node:http';
import { LRUCache } from 'lru-cache';
import { jwtVerify, SignJWT, type JWTPayload, type JWTVerifyOptions } from 'jose';
import { z } from 'zod';
import { ApiError } from '../../core/errors.js';
import { DEMO_USER_ID } from '../../core/import/demo-user.js';
import { trust } from '../../core/util/http/untrusted-connections.js';
import { uuid } from '../../core/util/uuid.js';
import type { SigningKeys } from './signing-keys.js';

/** The user of a valid JWT: `sub` is their UUID, here in lower case. */
export interface Viewer {
  id: string;
  email: string | null;
  /** When the token ends, in milliseconds since 1970. */
  expiresAt: number;
}

export interface Authenticator {
  /**
   * UNAUTHENTICATED if the `Bearer` value is missing, malformed, expired or not meant for us; SERVICE_UNAVAILABLE while
   * that cannot be checked.
   */
  authenticate(authorization: string | undefined): Promise<Viewer>;
}

export interface AuthSettings {
  key: { secret: string } | { keys: SigningKeys };
  issuer?: string;
  audience?: string;
}

/** Clocks differ: a token is taken for this long before it begins and after it ends. */
export const CLOCK_TOLERANCE_SECONDS = 30;
const DEMO_TOKEN_HOURS = 12;

/** Names this server as issuer and audience of its own demo tokens. */
export const DEMO_AUTH = { issuer: 'clip-chatbot', audience: 'clip-chatbot-demo' } as const;

const claimsSchema = z.object({ sub: uuid.toLowerCase(), exp: z.number(), email: z.string().nullish() });

/** A checked signature stays valid until its token expires. Simultaneous requests share one check. */
const REMEMBERED_TOKENS = { max: 1000, ttl: 60_000 };

export function createAuthenticator(settings: AuthSettings): Authenticator {
  const verify = verifier(settings);
  const known = new LRUCache<string, Viewer>({
    ...REMEMBERED_TOKENS,
    fetchMethod: async (token, _, { options }) => {
      const viewer = await viewerOf(token, verify);
      options.ttl = Math.max(1, Math.min(REMEMBERED_TOKENS.ttl, viewer.expiresAt - Date.now()));
      return viewer;
    },
  });
  return {
    async authenticate(authorization) {
      const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization ?? '')?.[1];
      if (token === undefined)
        throw new ApiError('UNAUTHENTICATED', 'Sign in first: send a JWT as "Authorization: Bearer …".');
      return known.get(token) ?? (await known.forceFetch(token));
    },
  };
}

/** Signs in the sender of a request; its connection is trusted from then on. */
export async function signIn(request: IncomingMessage, authenticator: Authenticator): Promise<Viewer> {
  const viewer = await authenticator.authenticate(request.headers.authorization);
  trust(request.socket);
  return viewer;
}

type Verify = (token: string) => Promise<JWTPayload>;

async function viewerOf(token: string, verify: Verify): Promise<Viewer> {
  const payload = await verify(token).catch((error: unknown) => {
    if (error instanceof ApiError) throw error;
    return null;
  });
  const claims = claimsSchema.safeParse(payload);
  if (!claims.success)
    throw new ApiError('UNAUTHENTICATED', 'Your session is not valid or has expired. Sign in again.');
  const { sub: id, email = null, exp } = claims.data;
  return { id, email, expiresAt: exp * 1000 };
}

function verifier(settings: AuthSettings): Verify {
  const options: JWTVerifyOptions = {
    issuer: settings.issuer,
    audience: settings.audience,
    clockTolerance: CLOCK_TOLERANCE_SECONDS,
    requiredClaims: ['exp', 'sub'],
  };
  if ('secret' in settings.key) {
    const secret = new TextEncoder().encode(settings.key.secret);
    return async (token) => (await jwtVerify(token, secret, { ...options, algorithms: ['HS256'] })).payload;
  }
  const { keyOf } = settings.key.keys;
  return async (token) =>
    (await jwtVerify(token, keyOf, { ...options, algorithms: ['RS256', 'ES256'] })).payload;
}

/** A token for the demo user, signed with the server's generated secret. */
export async function signDemoToken(secret: string): Promise<string> {
  return await new SignJWT({ email: 'demo@localhost' })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(DEMO_USER_ID)
    .setIssuer(DEMO_AUTH.issuer)
    .setAudience(DEMO_AUTH.audience)
    .setIssuedAt()
    .setExpirationTime(`${DEMO_TOKEN_HOURS}h`)
    .sign(new TextEncoder().encode(secret));
}
