import { randomUuid } from './random-uuid.js';

const VERSION_4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe('randomUuid', () => {
  it('is a version 4 UUID, another one each time', () => {
    expect(randomUuid()).toMatch(VERSION_4);
    expect(randomUuid()).not.toBe(randomUuid());
  });

  it('is one too where the browser has no crypto.randomUUID', () => {
    Object.defineProperty(crypto, 'randomUUID', { value: undefined, configurable: true });
    try {
      expect('randomUUID' in crypto && typeof crypto.randomUUID).toBe('undefined');
      expect(Array.from({ length: 50 }, randomUuid).every((id) => VERSION_4.test(id))).toBe(true);
    } finally {
      // Uncovers the method of the prototype again.
      Reflect.deleteProperty(crypto, 'randomUUID');
    }
  });
});
