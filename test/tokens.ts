import { SignJWT } from 'jose';

/** The secret of a server that a test starts with AUTH_JWT_SECRET. */
export const JWT_SECRET = 'only for these tests, on this machine';

/** A token for a user, as an identity provider would issue it. */
export async function tokenFor(userId: string, lifetime = '1h'): Promise<string> {
  const jwt = new SignJWT({}).setProtectedHeader({ alg: 'HS256' }).setSubject(userId);
  return await jwt.setExpirationTime(lifetime).sign(new TextEncoder().encode(JWT_SECRET));
}
