import { frameAt, frameStyle, framesAlong } from './film.js';

const film = { url: '/f.jpg?a="b"', frames: 8, interval: 0.5, width: 160, height: 90 };

it('finds the frame of a time, also before the first and after the last', () => {
  expect([-1, 0, 0.49, 0.5, 3.9, 9].map((seconds) => frameAt(film, seconds))).toEqual([0, 0, 0, 1, 7, 7]);
});

it('fills a piece of the strip with frames in their own shape, spread over the clip', () => {
  expect(framesAlong(film, 4, { width: 160, height: 45 })).toEqual([2, 6]);
  expect(framesAlong(film, 4, { width: 161, height: 45 })).toEqual([1, 4, 6]);
  expect(framesAlong(film, 4, { width: 3, height: 45 })).toEqual([4]);
});

it('shows one frame of the row', () => {
  expect(
    [frameStyle(film, 0), frameStyle(film, 7)].map(({ backgroundPosition }) => backgroundPosition),
  ).toEqual(['0% 0', '100% 0']);
  expect(frameStyle(film, 1)).toMatchObject({
    backgroundImage: 'url("/f.jpg?a=\\"b\\"")',
    backgroundSize: '800% 100%',
  });
  expect(frameStyle({ ...film, frames: 1 }, 0).backgroundPosition).toBe('0% 0');
});
