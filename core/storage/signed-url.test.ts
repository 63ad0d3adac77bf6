import { createUrlSigner, verifySignedUrl, type SignedRequest } from './signed-url.js';

const KEY = 'video-clips/job/clip_0.mp4';
const SIGNING = { secret: 'a secret of some length', keyId: 'k1' };
const NOW = Date.UTC(2026, 0, 1, 12, 3, 20);

function requestOf(url: string): SignedRequest {
  const parsed = new URL(url);
  return {
    method: 'GET',
    key: parsed.pathname.slice('/media/'.length),
    expires: parsed.searchParams.get('expires'),
    kid: parsed.searchParams.get('kid'),
    name: parsed.searchParams.get('name') ?? undefined,
    signature: parsed.searchParams.get('signature'),
  };
}

function signAt(nowMs: number, key = KEY): string {
  return createUrlSigner({ ...SIGNING, baseUrl: 'http://localhost:4000' }, () => nowMs).signedUrl(key);
}

describe('signed URLs', () => {
  it('are accepted for reading, for 55 to 60 minutes', () => {
    const request = requestOf(signAt(NOW));
    expect(verifySignedUrl(SIGNING, request, NOW)).toEqual({
      outcome: 'valid',
      secondsLeft: 3400,
      name: null,
    });
    expect(verifySignedUrl(SIGNING, { ...request, method: 'HEAD' }, NOW).outcome).toBe('valid');
    expect(verifySignedUrl(SIGNING, request, NOW + 55 * 60_000).outcome).toBe('valid');
    expect(verifySignedUrl(SIGNING, request, NOW + 60 * 60_000).outcome).toBe('expired');
  });

  it('stay the same for five minutes, then change', () => {
    let now = Date.UTC(2026, 0, 1, 12, 0, 0);
    const signer = createUrlSigner({ ...SIGNING, baseUrl: '' }, () => now);
    const first = signer.signedUrl(KEY);
    now += 299_000;
    expect(signer.signedUrl(KEY)).toBe(first);
    now += 1000;
    expect(signer.signedUrl(KEY)).not.toBe(first);
  });

  it('give every key its own signature, also with more keys than are remembered', () => {
    const signer = createUrlSigner({ ...SIGNING, baseUrl: 'http://localhost:4000' }, () => NOW);
    const urls = Array.from({ length: 12_000 }, (_, index) => signer.signedUrl(`b/${index}`));
    expect(new Set(urls.map((url) => requestOf(url).signature)).size).toBe(12_000);
    expect(signer.signedUrl('b/0')).toBe(urls[0]);
  });

  it('are refused with any single bit of any part flipped', () => {
    const request = requestOf(signAt(NOW));
    for (const part of ['key', 'expires', 'kid', 'signature'] as const) {
      const text = Buffer.from(request[part] as string);
      for (let bit = 0; bit < text.length * 8; bit++) {
        const flipped = Buffer.from(text);
        flipped[bit >> 3]! ^= 1 << (bit & 7);
        const forged = { ...request, [part]: flipped.toString('latin1') };
        expect([part, bit, verifySignedUrl(SIGNING, forged, NOW).outcome]).toEqual([part, bit, 'invalid']);
      }
    }
  });

  it.each<[string, Partial<SignedRequest>]>([
    ['another key', { key: 'video-clips/job/clip_1.mp4' }],
    ['a key below', { key: `${KEY}/x` }],
    ['a later expiry', { expires: '99999999999' }],
    ['an expiry that is not a number', { expires: '1e12' }],
    ['an expiry given twice', { expires: ['1', '2'] }],
    ['another key id', { kid: 'k2' }],
    ['no signature', { signature: undefined }],
    ['an empty signature', { signature: '' }],
    ['a longer signature', { signature: 'A'.repeat(44) }],
    ['another method', { method: 'PUT' }],
  ])('are refused with %s', (_, change) => {
    const request = { ...requestOf(signAt(NOW)), ...change };
    expect(verifySignedUrl(SIGNING, request, NOW).outcome).toBe('invalid');
  });

  it('of a download carry its name, which cannot be changed, taken away or given to another', () => {
    const signer = createUrlSigner({ ...SIGNING, baseUrl: 'http://localhost:4000' }, () => NOW);
    const download = requestOf(signer.downloadUrl(KEY, 'Neon / 東京', ' - clip 1'));
    const name = 'Neon - 東京 - clip 1.mp4';
    expect(verifySignedUrl(SIGNING, download, NOW)).toMatchObject({ outcome: 'valid', name });
    const shown = requestOf(signer.signedUrl(KEY));
    const forged = [
      { ...download, name: 'Neon.exe' },
      { ...download, name: undefined },
      { ...download, name: [name, name] },
      { ...shown, name },
      { ...shown, name: '' },
    ];
    for (const request of forged) expect(verifySignedUrl(SIGNING, request, NOW).outcome).toBe('invalid');
  });

  it('are refused under another secret', () => {
    const other = { secret: 'another secret', keyId: 'k1' };
    expect(verifySignedUrl(other, requestOf(signAt(NOW)), NOW).outcome).toBe('invalid');
  });

  it('are not made for what is not a storage key', () => {
    expect(() => signAt(NOW, '../etc/passwd')).toThrow('Not a storage key');
  });
});
