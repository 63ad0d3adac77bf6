import { SignJWT } from 'jose';

/** The secret of a server that a test starts with AUTH_JWT_SECRET. */
export const JWT_SECRET = 'only for these tests, on this machine';

/** Issuer and audience of those tokens; a server without these settings accepts them too. */
const [ISSUER, AUDIENCE] = ['tests', 'clip-chatbot'];

/** Settings that a server needs to start in production. */
export const PRODUCTION = {
  NODE_ENV: 'production',
  AUTH_JWT_SECRET: JWT_SECRET,
  AUTH_ISSUER: ISSUER,
  AUTH_AUDIENCE: AUDIENCE,
  MEDIA_URL_SECRET: 'signs the media of these tests, on this machine',
};

/** A token for a user, as an identity provider would issue it. */
export async function tokenFor(
  userId: string,
  lifetime: string | number = '1h',
  secret = JWT_SECRET,
): Promise<string> {
  const jwt = new SignJWT({}).setProtectedHeader({ alg: 'HS256' }).setSubject(userId);
  jwt.setIssuer(ISSUER).setAudience(AUDIENCE).setExpirationTime(lifetime);
  return await jwt.sign(new TextEncoder().encode(secret));
}
