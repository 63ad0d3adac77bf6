import { format } from 'oxfmt';
import { framesPerSecond } from './film.mjs';
import {
  BEAT,
  BEATS,
  CHARACTER,
  CLIPS,
  CUTS,
  JOB_ID,
  LINES,
  SECTIONS,
  STYLE,
  SUMMARY,
  TITLE,
  TRANSITIONS,
  USER_ID,
} from './story.mjs';

const CLIP_COST = '0.25';
const STAGE_COSTS = {
  scene_planner: '0.0200',
  reference_generator: '0.0110',
  prompt_generator: '0.0300',
  video_generator: '1.5',
};
const TOTAL_COST = '1.561';
const NEGATIVE = 'blurry, low quality, watermark, text, distorted hands, flicker';

const seconds = (beats) => Number((beats * BEAT).toFixed(4));
const rounded = (value) => Number(value.toFixed(3));
const key = (bucket, name) => `${bucket}/${JOB_ID}/${name}`;
const slot = (index) => ({ start: seconds(CUTS[index]), end: seconds(CUTS[index + 1]) });
const slotSeconds = (index) => seconds(CUTS[index + 1] - CUTS[index]);
const prompted = ({ prompt }) => `${prompt} ${STYLE.visual_style}, ${STYLE.lighting}.`;

function lyrics() {
  return LINES.flatMap(([beat, step, line]) =>
    line.split(' ').map((text, n) => ({
      text,
      timestamp: rounded((beat + n * step) * BEAT),
      confidence: 0.94,
      formatted_text: line,
    })),
  );
}

function audioAnalysis() {
  return {
    job_id: JOB_ID,
    bpm: rounded(60 / BEAT),
    duration: seconds(BEATS),
    beat_timestamps: Array.from({ length: BEATS + 1 }, (_, beat) => seconds(beat)),
    song_structure: SECTIONS.map(({ type, from, to, energy }) => ({
      type,
      start: seconds(from),
      end: seconds(to),
      energy,
    })),
    lyrics: lyrics(),
    mood: { primary: 'hopeful', secondary: 'nostalgic', energy_level: 'medium', confidence: 0.88 },
    clip_boundaries: CLIPS.map((_, index) => ({
      ...slot(index),
      duration: slotSeconds(index),
      metadata: {},
    })),
    metadata: {},
  };
}

function scenePlan() {
  const lineOf = (index) =>
    LINES.filter(([beat]) => beat >= CUTS[index] && beat < CUTS[index + 1])
      .map(([, , line]) => line)
      .join(', ') || null;
  return {
    job_id: JOB_ID,
    video_summary: SUMMARY,
    characters: [CHARACTER],
    scenes: CLIPS.map(({ title, time }, n) => ({
      id: `scene_${n + 1}`,
      description: title,
      time_of_day: time,
    })),
    style: STYLE,
    clip_scripts: CLIPS.map((clip, index) => ({
      clip_index: index,
      ...slot(index),
      visual_description: clip.title,
      motion: clip.motion,
      camera_angle: clip.angle,
      characters: clip.characters,
      scenes: [`scene_${index + 1}`],
      lyrics_context: lineOf(index),
      beat_intensity: clip.intensity,
    })),
    transitions: TRANSITIONS.map(([type, duration, rationale], index) => ({
      from_clip: index,
      to_clip: index + 1,
      type,
      duration,
      rationale,
    })),
  };
}

function referenceImages() {
  const scene = {
    scene_id: 'scene_1',
    image_url: key('reference-images', 'scene_1.jpg'),
    prompt_used: CLIPS[0].title,
  };
  const character = {
    character_id: CHARACTER.id,
    image_url: key('reference-images', 'char_1.jpg'),
    prompt_used: `${CHARACTER.description}, full figure`,
  };
  return {
    job_id: JOB_ID,
    scene_references: [{ ...scene, generation_time: 5.8, cost: '0.0055' }],
    character_references: [{ ...character, generation_time: 6.1, cost: '0.0055' }],
    total_references: 2,
    total_generation_time: 11.9,
    total_cost: '0.0110',
    status: 'success',
    metadata: {},
  };
}

function clipPrompts() {
  const prompts = CLIPS.map((clip, index) => ({
    clip_index: index,
    prompt: prompted(clip),
    negative_prompt: NEGATIVE,
    duration: slotSeconds(index),
    scene_reference_url: key('reference-images', 'scene_1.jpg'),
    character_reference_urls: clip.characters.map((id) => key('reference-images', `${id}.jpg`)),
    object_reference_urls: [],
    metadata: { word_count: prompted(clip).split(' ').length, style_keywords: [STYLE.visual_style] },
  }));
  return { job_id: JOB_ID, clip_prompts: prompts, total_clips: prompts.length, generation_time: 4.6 };
}

function generatedClips(scenes) {
  const clips = scenes.map(({ frameCount, rate }, index) => {
    const actual = rounded(frameCount / framesPerSecond(rate));
    return {
      clip_index: index,
      video_url: key('video-clips', `clip_${index}.mp4`),
      actual_duration: actual,
      target_duration: slotSeconds(index),
      original_target_duration: slotSeconds(index),
      duration_diff: rounded(actual - slotSeconds(index)),
      status: 'success',
      cost: CLIP_COST,
      retry_count: 0,
      generation_time: 58 + index * 3,
      metadata: { generation_seed: 4100 + index },
    };
  });
  return {
    job_id: JOB_ID,
    clips,
    total_clips: clips.length,
    successful_clips: clips.length,
    failed_clips: 0,
    total_cost: STAGE_COSTS.video_generator,
    total_generation_time: clips.reduce((sum, clip) => sum + clip.generation_time, 0),
  };
}

function videoOutput(scenes) {
  return {
    job_id: JOB_ID,
    video_url: key('video-outputs', 'final_video.mp4'),
    duration: seconds(BEATS),
    audio_duration: seconds(BEATS),
    sync_drift: 0,
    clips_used: scenes.length,
    clips_trimmed: generatedClips(scenes).clips.filter((clip) => clip.duration_diff > 0).length,
    transitions_applied: TRANSITIONS.length,
    file_size_mb: 9.5,
    composition_time: 41,
    cost: '0.00',
    status: 'success',
  };
}

function stage(name, metadata) {
  return { stage_name: name, status: 'completed', cost: STAGE_COSTS[name] ?? '0.0000', metadata };
}

/** The demo's job and its six stages, as the pipeline would have written them: the text of job.json. */
export async function jobJson(scenes) {
  const job = {
    id: JOB_ID,
    user_id: USER_ID,
    status: 'completed',
    audio_url: key('audio-uploads', 'audio.m4a'),
    user_prompt: `${TITLE}\n${SUMMARY}`,
    progress: 100,
    total_cost: TOTAL_COST,
    video_url: key('video-outputs', 'final_video.mp4'),
    video_model: 'kling_v21',
    aspect_ratio: '16:9',
    template: 'standard',
  };
  const stages = [
    stage('audio_parser', { audio_analysis: audioAnalysis() }),
    stage('scene_planner', { scene_plan: scenePlan() }),
    stage('reference_generator', { reference_images: referenceImages() }),
    stage('prompt_generator', { clip_prompts: clipPrompts() }),
    stage('video_generator', { clips: generatedClips(scenes), aspect_ratio: '16:9' }),
    stage('composer', { video_output: videoOutput(scenes) }),
  ];
  return (await format('job.json', JSON.stringify({ job, job_stages: stages }), { printWidth: 110 })).code;
}
