import { mediaKey } from './media-key.js';

describe('mediaKey', () => {
  it('takes keys as they are', () => {
    expect(mediaKey('video-clips/job/clip_0.mp4')).toBe('video-clips/job/clip_0.mp4');
    expect(mediaKey(null)).toBeNull();
  });

  it.each([
    'https://abcd1234.supabase.co/storage/v1/object/public/video-clips/job/clip_0.mp4',
    'https://abcd1234.supabase.co/storage/v1/object/sign/video-clips/job/clip_0.mp4?token=eyJ.a.b',
  ])('finds the key in %s', (url) => {
    expect(mediaKey(url)).toBe('video-clips/job/clip_0.mp4');
  });

  it.each([
    'https://evil.example/storage/v1/object/public/video-clips/job/clip_0.mp4',
    'https://abcd.supabase.co.evil.example/storage/v1/object/public/video-clips/x.mp4',
    'http://abcd.supabase.co/storage/v1/object/public/video-clips/x.mp4',
    'https://abcd.supabase.co/storage/v1/object/public/video-clips/%2e%2e%2fx.mp4',
    'https://abcd.supabase.co/rest/v1/jobs',
    'file:///srv/media/clip_0.mp4',
    '../clip_0.mp4',
    '/srv/media/clip_0.mp4',
    '',
  ])('refuses %j', (reference) => {
    expect(() => mediaKey(reference)).toThrow();
  });
});
