import type { LookupAddress } from 'node:dns';
import { isPublicAddress, PrivateAddress, publicLookup } from './public-address.js';

it.each([
  ...['0.0.0.0', '0.1.2.3', '10.0.0.1', '100.64.0.1', '100.127.255.254', '127.0.0.1', '127.9.9.9'],
  ...['169.254.169.254', '172.16.0.1', '172.31.255.255', '192.0.0.8', '192.168.1.1', '198.18.0.1'],
  ...['198.51.100.7', '203.0.113.9', '224.0.0.1', '240.0.0.1', '255.255.255.255'],
  ...['::', '::1', '::ffff:127.0.0.1', '::ffff:10.0.0.1', '::ffff:8.8.8.8', '::127.0.0.1', 'fe80::1'],
  ...['fc00::1', 'fd12:3456::1', 'fec0::1', 'ff02::1', '64:ff9b::7f00:1', '64:ff9b:1::1', '100::1'],
  ...['2001::1', '2001:db8::1', '2002:7f00:1::', '3fff::1', 'localhost', '', '127.1', '2130706433', '0x7f.1'],
])('%s is not an address of the open internet', (address) => {
  expect(isPublicAddress(address)).toBe(false);
});

it.each(['8.8.8.8', '100.63.255.255', '100.128.0.1', '172.32.0.1', '223.255.255.255', '2606:4700::1111'])(
  '%s is',
  (address) => {
    expect(isPublicAddress(address)).toBe(true);
  },
);

describe('a name', () => {
  const resolvedAs = async (...addresses: string[]) =>
    await new Promise<unknown[]>((done) => {
      const found: LookupAddress[] = addresses.map((address) => ({
        address,
        family: address.includes(':') ? 6 : 4,
      }));
      publicLookup((_host, _options, answer) => answer(null, found))('host', {}, (...result) => done(result));
    });

  it('is connected to at the address that was looked at', async () => {
    expect(await resolvedAs('8.8.8.8', '1.1.1.1')).toEqual([null, '8.8.8.8', 4]);
  });

  it('is refused with one private address among public ones, and with none at all', async () => {
    for (const addresses of [['8.8.8.8', '10.0.0.1'], ['::ffff:169.254.169.254'], []])
      expect(await resolvedAs(...addresses)).toEqual([expect.any(PrivateAddress)]);
  });
});
