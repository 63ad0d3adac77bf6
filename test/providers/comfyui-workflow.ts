/** A workflow as people export and fill it: Wan 2.2, a picture and words to a video. */
export const WORKFLOW = {
  '1': {
    class_type: 'UNETLoader',
    inputs: { unet_name: 'wan2.2_ti2v_5B_fp16.safetensors', weight_dtype: 'default' },
  },
  '2': { class_type: 'CLIPLoader', inputs: { clip_name: 'umt5_xxl_fp8.safetensors', type: 'wan' } },
  '3': { class_type: 'VAELoader', inputs: { vae_name: 'wan2.2_vae.safetensors' } },
  '4': { class_type: 'CLIPTextEncode', inputs: { text: '{{prompt}}', clip: ['2', 0] } },
  '5': { class_type: 'CLIPTextEncode', inputs: { text: '{{negative}}', clip: ['2', 0] } },
  '6': { class_type: 'LoadImage', inputs: { image: '{{first_picture}}' }, _meta: { title: 'First picture' } },
  '7': {
    class_type: 'Wan22ImageToVideoLatent',
    inputs: {
      ...{ vae: ['3', 0], start_image: ['6', 0], batch_size: 1 },
      ...{ width: '{{width}}', height: '{{height}}', length: '{{frames}}' },
    },
  },
  '8': {
    class_type: 'KSampler',
    inputs: {
      ...{ model: ['1', 0], positive: ['4', 0], negative: ['5', 0], latent_image: ['7', 0] },
      ...{ seed: '{{seed}}', steps: 20, cfg: 5, sampler_name: 'uni_pc', scheduler: 'simple', denoise: 1 },
    },
  },
  '9': { class_type: 'VAEDecode', inputs: { samples: ['8', 0], vae: ['3', 0] } },
  '12': { class_type: 'CreateVideo', inputs: { images: ['9', 0], fps: '{{fps}}' } },
  '13': {
    class_type: 'SaveVideo',
    inputs: { video: ['12', 0], filename_prefix: 'clip', format: 'auto', codec: 'auto' },
  },
  clip_chatbot: { label: 'Wan 2.2 here', seconds: [3, 5], fps: 24, shortSide: 704, secondsPerSecond: 2 },
} as const;
