import { segmentEncoder } from './segment-args.js';

/** The value behind an option. */
const optionOf = (options: readonly string[], name: string) => options[options.indexOf(name) + 1];

describe('segmentEncoder', () => {
  it('lets the threads of an encoder share pictures, on every machine as many: other threads give other bytes', () => {
    for (const kind of ['body', 'crossfade', 'fade'] as const) {
      const encoder = segmentEncoder(kind);
      const threads = optionOf(encoder, '-threads')!;
      const x264 = optionOf(encoder, '-x264-params')!.split(':');
      expect(x264).toEqual(expect.arrayContaining(['sliced-threads=1', `slices=${threads}`]));
    }
  });

  it('gives every segment the same headers and closed groups of pictures, so that they join by copy', () => {
    const x264 = optionOf(segmentEncoder('body'), '-x264-params')!.split(':');
    expect(x264).toEqual(expect.arrayContaining(['stitchable=1', 'open-gop=0']));
  });
});
