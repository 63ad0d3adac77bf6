import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';

/** A key and a self-signed certificate for 127.0.0.1. */
export interface Identity {
  key: string;
  certificate: string;
}

/** Node can make keys and signatures but no certificates, so this writes the few bytes of X.509. */
export function selfSigned(): Identity {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  const signed = sequence(
    der(0xa0, integer(Buffer.from([2]))),
    integer(Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    ECDSA_WITH_SHA256,
    NAME,
    sequence(time(-1), time(1)),
    NAME,
    spki,
    der(0xa3, sequence(...extensions(spki))),
  );
  const signature = sign('sha256', signed, privateKey);
  const certificate = sequence(signed, ECDSA_WITH_SHA256, bits(signature));
  const lines = certificate.toString('base64').replace(/(.{64})/g, '$1\n');
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
    certificate: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
  };
}

function der(tag: number, ...content: Buffer[]): Buffer {
  const body = Buffer.concat(content);
  const length =
    body.length < 0x80 ? [body.length] : [0x82, Math.floor(body.length / 256), body.length % 256];
  return Buffer.concat([Buffer.from([tag, ...length]), body]);
}

function sequence(...content: Buffer[]): Buffer {
  return der(0x30, ...content);
}

function integer(bytes: Buffer): Buffer {
  return der(0x02, bytes);
}

function bits(bytes: Buffer): Buffer {
  return der(0x03, Buffer.from([0]), bytes);
}

function oid(hex: string): Buffer {
  return der(0x06, Buffer.from(hex, 'hex'));
}

function time(fromNowDays: number): Buffer {
  const at = new Date(Date.now() + fromNowDays * 86_400_000).toISOString();
  return der(0x17, Buffer.from(`${at.replace(/\D/g, '').slice(2, 14)}Z`));
}

const ECDSA_WITH_SHA256 = sequence(oid('2a8648ce3d040302'));
/** CN=kubernetes */
const NAME = sequence(der(0x31, sequence(oid('550403'), der(0x0c, Buffer.from('kubernetes')))));

function extensions(spki: Buffer): Buffer[] {
  const extension = (id: string, value: Buffer): Buffer => sequence(oid(id), der(0x04, value));
  return [
    // subjectAltName: IP 127.0.0.1; basicConstraints: CA; subjectKeyIdentifier.
    extension('551d11', sequence(der(0x87, Buffer.from([127, 0, 0, 1])))),
    extension('551d13', sequence(der(0x01, Buffer.from([0xff])))),
    extension('551d0e', der(0x04, createHash('sha1').update(spki).digest())),
  ];
}
