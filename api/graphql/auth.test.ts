import { generateKeyPairSync } from 'node:crypto';
import { exportSPKI, SignJWT, UnsecuredJWT } from 'jose';
import { createAuthenticator, DEMO_AUTH, signDemoToken } from './auth.js';

const secret = 'a secret of at least thirty-two characters';
const subject = '3c0c1c4e-8f5a-4b6e-9a0e-5f0f6f0a0b0c';
const authenticator = createAuthenticator({ key: { secret }, issuer: 'issuer', audience: 'audience' });

interface Claims {
  issuer?: string;
  audience?: string;
  subject?: string;
  expires?: string | null;
  notBefore?: string;
}

function build(claims: Claims): SignJWT {
  const { issuer = 'issuer', audience = 'audience', expires = '1h' } = claims;
  const jwt = new SignJWT({}).setProtectedHeader({ alg: 'HS256' }).setIssuer(issuer).setAudience(audience);
  jwt.setSubject(claims.subject ?? subject);
  if (expires !== null) jwt.setExpirationTime(expires);
  if (claims.notBefore !== undefined) jwt.setNotBefore(claims.notBefore);
  return jwt;
}

const signed = async (claims: Claims = {}, key = secret): Promise<string> =>
  `Bearer ${await build(claims).sign(new TextEncoder().encode(key))}`;

describe('a token', () => {
  it('names its viewer', async () => {
    expect(await authenticator.authenticate(await signed())).toMatchObject({ id: subject, email: null });
  });

  it('of the demo user is accepted by the server that signed it, and by no other', async () => {
    const demo = createAuthenticator({ key: { secret }, ...DEMO_AUTH });
    const token = `Bearer ${await signDemoToken(secret)}`;
    expect(await demo.authenticate(token)).toMatchObject({ email: 'demo@localhost' });
    await expect(authenticator.authenticate(token)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  it.each<[string, () => Promise<string | undefined>]>([
    ['is missing', async () => undefined],
    ['is no JWT', async () => 'Bearer nonsense'],
    ['is signed with another secret', () => signed({}, 'another secret of thirty-two characters')],
    ['has expired', () => signed({ expires: '-1h' })],
    ['never expires', () => signed({ expires: null })],
    ['is not valid yet', () => signed({ notBefore: '1h' })],
    ['is from another issuer', () => signed({ issuer: 'other' })],
    ['is for another audience', () => signed({ audience: 'other' })],
    ['names no uuid', () => signed({ subject: 'root' })],
    [
      'is not signed',
      async () => `Bearer ${new UnsecuredJWT({}).setSubject(subject).setExpirationTime('1h').encode()}`,
    ],
  ])('is refused when it %s', async (_why, make) => {
    await expect(authenticator.authenticate(await make())).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  it('is refused when a public key served as HS256 secret', async () => {
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const confused = await signed({}, await exportSPKI(publicKey));
    await expect(authenticator.authenticate(confused)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });
});
