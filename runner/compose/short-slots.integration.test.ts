import { createComposingFixture, slotsOf, type ComposingFixture } from '../../test/kit/media/composing.js';
import { eachFfmpeg } from '../../test/kit/media/ffmpegs.js';
import { countFrames, makeClip } from '../../test/kit/media/media.js';
import type { StoredMedia } from './clip-sources.js';

const SIZE = { width: 320, height: 180 };

let fixture: ComposingFixture;
let source: StoredMedia;

beforeAll(async () => {
  fixture = await createComposingFixture();
  source = await fixture.stored(await makeClip({ ...SIZE, seconds: 1, file: fixture.inFolder('clip.mp4') }));
});
afterAll(() => fixture.drop());

eachFfmpeg((tools) => {
  // The pipeline cuts on beats, and the first beat may come right after the song begins.
  it.each([[[1, 20, 20]], [[2, 20, 20]], [[2, 1, 20]], [[1, 2, 3]], [[20, 1, 2]]])(
    'shows every frame of slots of %j frames',
    async (frames) => {
      const timeline = { ...slotsOf(frames), transitions: [] };
      const sources = frames.map(() => source);
      const jobId = `${tools().build}-${frames.join('-')}`;
      const input = { jobId, timeline, sources, song: null, ffmpeg: tools() };
      const { filePath } = await fixture.compose(SIZE, input);
      expect(await countFrames(filePath)).toBe(timeline.totalFrames);
    },
  );
});
