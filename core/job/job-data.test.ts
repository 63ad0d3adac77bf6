import { loadJobData } from './job-data.js';
import type { PipelineStage } from './pipeline-stages.js';
import {
  clip,
  fixture,
  neonStages,
  neonWith,
  onlyClips,
  stagesOf,
  type JobFile,
  type Json,
} from '../../test/kit/rows/pipeline-stages.js';

function load(file: JobFile) {
  return loadJobData({ aspectRatio: file.job.aspect_ratio }, stagesOf(file));
}

const slotsOf = (stages: PipelineStage[]) => {
  const data = loadJobData({ aspectRatio: null }, stages);
  return data.clips.map((each) => [each.startFrame, each.endFrame]);
};

describe('loadJobData on whole jobs', () => {
  it('reads the neon city: six clips, all stages', () => {
    const data = load(fixture('job-neon-city'));
    expect(data.aspectRatio).toBe('16:9');
    expect(data.totalFrames).toBe(922);
    expect(data.clips.map((each) => [each.startFrame, each.endFrame])).toEqual([
      [0, 154],
      [154, 288],
      [288, 422],
      [422, 576],
      [576, 710],
      [710, 922],
    ]);
    expect(data.clips[1]).toMatchObject({
      clipIndex: 1,
      videoKey: 'video-clips/6477f7ac-f98c-5d2b-8e5e-9056e81883e7/clip_1.mp4',
      prompt: "Close-up of Mara's face lit by passing trains, cinematic cyberpunk, neon lighting",
      negativePrompt: 'blurry, low quality, distorted hands',
    });
    expect(data.transitions.map((planned) => [planned.type, planned.durationSeconds])).toEqual([
      ['cut', 0],
      ['crossfade', 0.5],
      ['cut', 0],
      ['crossfade', 0.4],
      ['fade', 0.6],
    ]);
    expect(data.beatSeconds.length).toBeGreaterThan(10);
    for (const { beatSeconds, startFrame, endFrame } of data.clips) {
      const within = data.beatSeconds.filter((at) => at >= startFrame / 30 && at < endFrame / 30);
      expect(beatSeconds).toEqual(within.map((at) => at - startFrame / 30));
    }
    expect(data.style).toMatchObject({
      visualStyle: 'cinematic cyberpunk',
      mood: 'energetic',
      colorPalette: ['#0B1D3A', '#FF2E88', '#21E6C1'],
      characters: [
        { name: 'Mara', description: 'Mara, appears mid-20s, short silver hair, red leather jacket' },
      ],
    });
    expect(data.style.scenes).toHaveLength(6);
  });

  it('reads the meadow with its variants: a JSON string, a failed clip, prompts at the top level', () => {
    const data = load(fixture('job-meadow-variants'));
    expect(data.aspectRatio).toBe('9:16');
    expect(data.totalFrames).toBe(382);
    expect(data.clips.map((each) => [each.startFrame, each.endFrame])).toEqual([
      [0, 117],
      [117, 240],
      [240, 382],
    ]);
    expect(data.clips.map((each) => each.videoKey === null)).toEqual([false, true, false]);
    expect(data.clips.map((each) => each.costUsd?.toFixed(4))).toEqual(['0.2500', '0.2500', '0.2500']);
    expect(data.clips[2]?.prompt).toBe('A path leads to a lone tree, 16mm film, golden hour');
    expect(data.lyrics.map((line) => line.text)).toEqual(['Slow as the river goes', 'stay with me']);
  });
});

describe('the encodings that real rows use', () => {
  it('reads every stage alike as an object, as a JSON string, and with its payload at the top level', () => {
    const keys = ['audio_analysis', 'scene_plan', 'clip_prompts', 'clips'];
    const encoded = neonStages().map((stage) => ({ ...stage, metadata: JSON.stringify(stage.metadata) }));
    const flat = neonStages().map((stage) => {
      const key = keys.find((name) => name in (stage.metadata as Json));
      return key === undefined ? stage : { ...stage, metadata: (stage.metadata as Json)[key] };
    });
    const plain = loadJobData({ aspectRatio: '16:9' }, neonStages());
    expect(loadJobData({ aspectRatio: '16:9' }, encoded)).toEqual(plain);
    expect(loadJobData({ aspectRatio: '16:9' }, flat)).toEqual(plain);
  });

  it('keeps money exact, as a string or as a number', () => {
    const stages = onlyClips(
      clip(0, { cost: '0.10' }),
      clip(1, { cost: 0.2 }),
      clip(2, { cost: 1e-7 }),
      clip(3),
    );
    const [first, second, third, unknown] = loadJobData({ aspectRatio: null }, stages).clips;
    expect(first!.costUsd!.plus(second!.costUsd!).toString()).toBe('0.3');
    expect(third!.costUsd!.toFixed()).toBe('0.0000001');
    expect(unknown!.costUsd).toBeNull();
  });

  it('finds keys in URLs of the object storage', () => {
    const url = 'https://p1.supabase.co/storage/v1/object/sign/video-clips/j/clip_0.mp4?token=abc';
    const data = loadJobData({ aspectRatio: null }, onlyClips(clip(0, { video_url: url })));
    expect(data.clips[0]?.videoKey).toBe('video-clips/j/clip_0.mp4');
  });

  it('takes clips by their index, in any order; one that is left out is one that failed', () => {
    const data = loadJobData(
      { aspectRatio: null },
      neonWith({ video_generator: { clips: [clip(5), clip(0)] } }),
    );
    expect(data.clips.map((each) => each.videoKey)).toEqual([
      'video-clips/j/clip_0.mp4',
      null,
      null,
      null,
      null,
      'video-clips/j/clip_5.mp4',
    ]);
  });

  it('has no video for a clip that failed, even where a URL is left', () => {
    const stages = onlyClips(clip(0), clip(1, { status: 'failed' }), clip(2, { video_url: null }));
    const keys = loadJobData({ aspectRatio: null }, stages).clips.map((each) => each.videoKey);
    expect(keys).toEqual(['video-clips/j/clip_0.mp4', null, null]);
  });

  it.each([
    ['9:16', '1:1', '9:16'],
    ['16:9', '1:1', '1:1'],
    ['16:9', undefined, '16:9'],
    [null, '3:4', '3:4'],
    ['21:9', undefined, '16:9'],
    ['toString', 7, '16:9'],
  ])('reads a job of %s with clips of %s as %s', (ofJob, ofClips, expected) => {
    const stages = [{ stageName: 'video_generator', metadata: { clips: [clip(0)], aspect_ratio: ofClips } }];
    expect(loadJobData({ aspectRatio: ofJob }, stages).aspectRatio).toBe(expected);
  });

  it('keeps transitions between neighbors and cuts where it does not know the type', () => {
    const between = (from_clip: number, to_clip: number, type: string | null) => ({
      from_clip,
      to_clip,
      type,
      duration: 1,
    });
    const transitions = [
      between(0, 1, 'star_wipe'),
      between(1, 3, 'fade'),
      between(2, 3, 'fade'),
      between(5, 6, 'fade'),
    ];
    const data = loadJobData({ aspectRatio: null }, neonWith({ scene_planner: { transitions } }));
    expect(data.transitions).toEqual([
      { fromClip: 0, toClip: 1, type: 'cut', durationSeconds: 0, onBeat: false },
      { fromClip: 2, toClip: 3, type: 'fade', durationSeconds: 1, onBeat: false },
    ]);
  });
});

describe('missing stages', () => {
  it('needs nothing but the clips', () => {
    const data = loadJobData({ aspectRatio: null }, onlyClips(clip(0), clip(1)));
    expect(data).toMatchObject({ totalFrames: 120, lyrics: [], transitions: [], beatSeconds: [] });
    expect(data.clips[0]).toMatchObject({ prompt: null, negativePrompt: null });
    expect(data.style).toEqual({
      visualStyle: null,
      mood: null,
      lighting: null,
      cinematography: null,
      colorPalette: [],
      characters: [],
      scenes: [],
    });
  });

  it.each(['audio_parser', 'scene_planner', 'reference_generator', 'prompt_generator', 'composer'])(
    'loads all clips without %s, or with nothing in it',
    (stageName) => {
      for (const metadata of [null, {}, '{}', 'null']) {
        expect(loadJobData({ aspectRatio: null }, neonWith({ [stageName]: metadata })).clips).toHaveLength(6);
      }
    },
  );

  it('takes the slots from the scene plan where the audio analysis is missing', () => {
    expect(slotsOf(neonWith({ audio_parser: null }))).toEqual(slotsOf(neonStages()));
  });

  it('else adds up what the clips were made for, or else how long they are', () => {
    const clips = [
      clip(0, { target_duration: 0.1 }),
      clip(1, { target_duration: null, actual_duration: 0.2 }),
      clip(2),
    ];
    expect(slotsOf(onlyClips(...clips))).toEqual([
      [0, 3],
      [3, 9],
      [9, 69],
    ]);
  });

  it('holds the last clip until the song ends, and cuts it where the song is shorter', () => {
    const song = (duration: number) => [
      ...onlyClips(clip(0), clip(1)),
      { stageName: 'audio_parser', metadata: { duration } },
    ];
    expect(slotsOf(song(10))).toEqual([
      [0, 60],
      [60, 300],
    ]);
    expect(slotsOf(song(3))).toEqual([
      [0, 60],
      [60, 90],
    ]);
  });
});
