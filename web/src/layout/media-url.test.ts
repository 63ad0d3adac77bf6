import { mediaIdentity } from './media-url.js';

describe('mediaIdentity', () => {
  it('is the same however a URL is signed', () => {
    expect(mediaIdentity('/media/a/1.mp4?expires=1&signature=x')).toBe(
      mediaIdentity('/media/a/1.mp4?expires=2&signature=y'),
    );
  });

  it('tells two versions of a clip apart', () => {
    expect(mediaIdentity('/media/a/1.mp4?s=x')).not.toBe(mediaIdentity('/media/a/2.mp4?s=x'));
  });
});
