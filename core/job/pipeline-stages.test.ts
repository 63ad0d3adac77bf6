import { clip, neonWith, onlyClips } from '../../test/kit/rows/pipeline-stages.js';
import { loadJobData } from './job-data.js';
import { JobDataError, type PipelineStage } from './pipeline-stages.js';

function errorOf(stages: PipelineStage[]): JobDataError {
  try {
    loadJobData({ aspectRatio: null }, stages);
  } catch (error) {
    if (error instanceof JobDataError) return error;
    throw error;
  }
  throw new Error('it loaded');
}

describe('what is wrong is said with its stage and path', () => {
  it.each<[string, PipelineStage[], string, string]>([
    ['no clips stage', [], 'video_generator', ''],
    ['a stage that is a number', neonWith({ audio_parser: 7 }), 'audio_parser', ''],
    ['a string that is no JSON', neonWith({ scene_planner: '{"scene_plan":' }), 'scene_planner', ''],
    [
      'an empty list',
      neonWith({ video_generator: { clips: { clips: [] } } }),
      'video_generator',
      'clips.clips',
    ],
    ['a text index', onlyClips(clip(0), { clip_index: '1' }), 'video_generator', 'clips.clips[1].clip_index'],
    ['a huge index', onlyClips(clip(1e9)), 'video_generator', 'clips.clips[0].clip_index'],
    ['an index twice', onlyClips(clip(0), clip(0)), 'video_generator', 'clips.clips[1].clip_index'],
    ['money in words', onlyClips(clip(0, { cost: 'free' })), 'video_generator', 'clips.clips[0].cost'],
    [
      'a local file',
      onlyClips(clip(0, { video_url: 'file:///a' })),
      'video_generator',
      'clips.clips[0].video_url',
    ],
    [
      'a traversal',
      onlyClips(clip(0, { video_url: 'b/../x' })),
      'video_generator',
      'clips.clips[0].video_url',
    ],
    [
      'no duration',
      onlyClips(clip(0, { target_duration: null })),
      'video_generator',
      'clips.clips[0].target_duration',
    ],
    [
      'a list at the top level',
      [{ stageName: 'video_generator', metadata: { clips: [clip(0), 5] } }],
      'video_generator',
      'clips[1]',
    ],
    [
      'boundaries that go back',
      [
        ...onlyClips(clip(0), clip(1)),
        {
          stageName: 'audio_parser',
          metadata: {
            audio_analysis: {
              clip_boundaries: [
                { start: 0, end: 2 },
                { start: 2, end: 1 },
              ],
            },
          },
        },
      ],
      'audio_parser',
      'audio_analysis.clip_boundaries[1]',
    ],
    [
      'a song shorter than its clips',
      [...onlyClips(clip(0), clip(1)), { stageName: 'audio_parser', metadata: { duration: 2 } }],
      'video_generator',
      'clips.clips[1].target_duration',
    ],
    [
      'a prompt that is missing',
      neonWith({ prompt_generator: { clip_prompts: [{ clip_index: 0 }] } }),
      'prompt_generator',
      'clip_prompts[0].prompt',
    ],
  ])('%s', (_, stages, stage, path) => {
    const error = errorOf(stages);
    expect([error.stage, error.path]).toEqual([stage, path]);
    expect(error.message).toContain(`Stage ${stage}`);
  });
});
