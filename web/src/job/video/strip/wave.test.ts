import { columnsOf, peaksIn } from './wave.js';

/** A file of audiowaveform with these pairs of least and greatest values. */
function fileOf(pairs: readonly (readonly [number, number])[], version = 2): ArrayBuffer {
  const file = new ArrayBuffer(24 + 2 * pairs.length);
  const view = new DataView(file);
  view.setInt32(0, version, true);
  view.setUint32(4, 1, true);
  view.setUint32(16, pairs.length, true);
  new Int8Array(file, 24).set(pairs.flat());
  return file;
}

it('reads the peaks of a song, and the loudest of each column', () => {
  const peaks = peaksIn(
    fileOf([
      [-64, 32],
      [0, 16],
      [-16, 0],
      [-128, 127],
    ]),
  )!;
  expect([...columnsOf(peaks, 2)]).toEqual([0.5, 1]);
  expect([...columnsOf(peaks, 8)]).toEqual([0.5, 0.5, 0.125, 0.125, 0.125, 0.125, 1, 1]);
});

it('takes nothing from a file that is cut off or something else', () => {
  const whole = fileOf([[-1, 1]]);
  expect(peaksIn(whole.slice(0, 20))).toBeNull();
  expect(peaksIn(whole.slice(0, 25))).toBeNull();
  expect(peaksIn(fileOf([[-1, 1]], 1))).toBeNull();
});
