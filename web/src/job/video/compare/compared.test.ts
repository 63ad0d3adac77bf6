import { fromAddress, inAddress, VIEWS } from './compared.js';
import type { Compared } from './compared.js';

const written = (compared: Compared): string =>
  new URLSearchParams(inAddress(compared) as Record<string, string>).toString();

it('is read as it was written', () => {
  for (const view of VIEWS)
    for (const clip of [null, 0, 119])
      for (const first of [null, 1, 152]) {
        const compared = { clip, first, second: 7, view };
        expect(fromAddress(`?clip=2&${written(compared)}`)).toEqual(compared);
      }
  expect(written({ clip: 1, first: 1, second: 3, view: 'wipe' })).toBe('compare=clip2.v1.v3&view=wipe');
});

it('is nothing where an address names nothing', () => {
  for (const search of ['', '?compare=', '?compare=clip0.v1.v2', '?compare=clip2', '?compare=clip2.v1.v2.v3'])
    expect([search, fromAddress(search)]).toEqual([search, null]);
  expect(fromAddress('?compare=video.v1.v2&view=upside-down')?.view).toBe('wipe');
});
