import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWTHeaderParameters } from 'jose';

export type Algorithm = 'RS256' | 'ES256';

interface KeyPair {
  privateKey: CryptoKey;
  publicKey: CryptoKey;
}

/** A local identity provider: a key of each algorithm, served as a JWKS over HTTP. */
export class IdentityProvider {
  readonly issuer = 'https://identity.test';
  /** How it answers: with its keys, or as a provider that is down. */
  answer: (response: ServerResponse) => void;
  /** Number of fetches of its keys. */
  fetches = 0;
  readonly withKeys: (response: ServerResponse) => void;
  private readonly server: Server;

  private constructor(
    private readonly keys: Record<Algorithm, KeyPair>,
    jwks: string,
  ) {
    this.answer = this.withKeys = (response) =>
      void response.writeHead(200, { 'Content-Type': 'application/json' }).end(jwks);
    this.server = createServer((_request, response) => {
      this.fetches++;
      this.answer(response);
    });
  }

  static async start(): Promise<IdentityProvider> {
    const keys = {
      RS256: await generateKeyPair('RS256', { extractable: true }),
      ES256: await generateKeyPair('ES256', { extractable: true }),
    };
    const served = await Promise.all(
      Object.entries(keys).map(async ([alg, { publicKey }]) => ({
        ...(await exportJWK(publicKey)),
        alg,
        kid: alg,
        use: 'sig',
      })),
    );
    const provider = new IdentityProvider(keys, JSON.stringify({ keys: served }));
    await once(provider.server.listen(0, '127.0.0.1'), 'listening');
    return provider;
  }

  get jwksUrl(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/jwks.json`;
  }

  publicKey(algorithm: Algorithm): CryptoKey {
    return this.keys[algorithm].publicKey;
  }

  /** Signs a token; `header` adds to the header, or overrides it. */
  async sign(
    algorithm: Algorithm,
    claims: Record<string, unknown>,
    header: Partial<JWTHeaderParameters> = {},
  ): Promise<string> {
    const protectedHeader = { alg: algorithm, kid: algorithm, ...header };
    return await new SignJWT(claims)
      .setProtectedHeader(protectedHeader)
      .sign(this.keys[algorithm].privateKey);
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
