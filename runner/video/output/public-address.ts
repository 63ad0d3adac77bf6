import { lookup as systemLookup, type LookupAddress } from 'node:dns';
import { BlockList, isIP } from 'node:net';

/** Networks that IANA's special-purpose registries exclude from the public internet. */
const NOT_PUBLIC_V4: [network: string, prefix: number][] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
];
/** Within 2000::/3, outside which nothing is public (mapped, NAT64, unique local and link-local addresses). */
const NOT_PUBLIC_V6: [network: string, prefix: number][] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
];

const notPublicV4 = new BlockList();
for (const [network, prefix] of NOT_PUBLIC_V4) notPublicV4.addSubnet(network, prefix, 'ipv4');
const notPublicV6 = new BlockList();
for (const [network, prefix] of NOT_PUBLIC_V6) notPublicV6.addSubnet(network, prefix, 'ipv6');
const globalV6 = new BlockList();
globalV6.addSubnet('2000::', 3, 'ipv6');

/** Whether an IP address is on the public internet; false if it is not an address. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !notPublicV4.check(address, 'ipv4');
  return family === 6 && globalV6.check(address, 'ipv6') && !notPublicV6.check(address, 'ipv6');
}

/** A host with at least one address that is not public. */
export class PrivateAddress extends Error {}

type Found = (error: Error | null, addresses: LookupAddress[]) => void;
type Resolve = (host: string, options: { all: true }, found: Found) => void;

/**
 * A `lookup` for node:https: the checked address is the one that is connected to, so a name cannot change between
 * check and connection. A single private address is enough to reject.
 */
export function publicLookup(resolve: Resolve = systemLookup) {
  return (
    host: string,
    { all }: { all?: boolean },
    done: (error: Error | null, ...found: unknown[]) => void,
  ) => {
    resolve(host, { all: true }, (error, addresses) => {
      if (error !== null) return done(error);
      const [first] = addresses;
      const inside = addresses.find(({ address }) => !isPublicAddress(address));
      if (first === undefined || inside !== undefined)
        return done(new PrivateAddress(`${host} is at ${inside?.address ?? 'no address'}`));
      if (all) done(null, addresses);
      else done(null, first.address, first.family);
    });
  };
}
