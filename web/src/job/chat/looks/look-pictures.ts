/**
 * How a look is drawn on a small picture of the clip: near enough to choose by, and of no cost to the server. The video
 * itself is drawn by the runner's filters.
 */
export interface LookPicture {
  /** CSS filter functions, drawn first. */
  filter?: string;
  /** Factors of red, green and blue. */
  light?: readonly [red: number, green: number, blue: number];
  /** What lies over the picture. */
  over?:
    | ('bars' | 'corners' | 'fade-in' | 'fade-out' | 'grain' | 'grid' | 'lines' | 'old' | 'strips')
    | ('fog' | 'leaks' | 'rain' | 'snow');
  /** CSS transform. */
  place?: string;
  /** How the picture moves while it is pointed at or has the focus. */
  move?: 'beating' | 'flashing' | 'closer' | 'away' | 'left' | 'right' | 'shaken' | 'swaying';
  /** What one picture cannot show. */
  mark?: string;
}

const pale = 'saturate(0.85)';

/** By the look's id. One that is not here is shown as the footage. */
export const LOOK_PICTURES: Readonly<Record<string, LookPicture>> = {
  brighter: { filter: 'brightness(1.28)' },
  darker: { filter: 'brightness(0.68)' },

  nighttime: { filter: 'brightness(0.5) saturate(0.65)', light: [0.76, 0.92, 1.3], over: 'corners' },
  daytime: { filter: 'brightness(1.18) saturate(1.1)', light: [1, 1.08, 0.97] },
  sunset: { filter: 'saturate(1.1)', light: [1.08, 0.82, 0.57] },
  dawn: { filter: 'contrast(0.85) brightness(1.05)', light: [1.05, 0.95, 0.82] },

  more_motion: { move: 'swaying', place: 'scale(1.16)', mark: '≈' },
  less_motion: { filter: 'blur(0.4px)', mark: '−' },

  warmer: { light: [1.16, 1, 0.83] },
  cooler: { light: [0.86, 1, 1.2] },
  high_contrast: { filter: 'contrast(1.3)' },
  desaturated: { filter: 'saturate(0.3)' },
  vivid: { filter: 'saturate(1.5) contrast(1.04)' },
  pastel: { filter: 'saturate(0.62) contrast(0.7) brightness(1.22)' },
  teal_orange: { filter: 'contrast(1.1)', light: [1.08, 0.98, 0.86] },

  dramatic: { filter: 'contrast(1.3) brightness(0.85) saturate(0.7)', over: 'corners' },
  dreamy: { filter: 'blur(0.6px) brightness(1.14) contrast(0.9) saturate(0.9)' },
  gritty: { filter: 'contrast(1.3) saturate(0.55)', over: 'grain' },
  ethereal: { filter: 'blur(0.4px) contrast(0.75) brightness(1.4) saturate(0.5)', light: [0.97, 1, 1] },
  high_energy: { filter: 'contrast(1.25) saturate(1.35)', move: 'swaying', place: 'scale(1.12)' },

  matte: { filter: 'saturate(0.85) contrast(0.77) brightness(1.03)' },
  black_and_white: { filter: 'grayscale(1)' },
  sepia: { filter: 'grayscale(1)', light: [1.09, 0.95, 0.68] },

  red_tint: { filter: pale, light: [1.35, 0.82, 0.82] },
  orange_tint: { filter: pale, light: [1.3, 0.94, 0.6] },
  yellow_tint: { filter: pale, light: [1.15, 1.08, 0.5] },
  green_tint: { filter: pale, light: [0.8, 1.16, 0.8] },
  blue_tint: { filter: pale, light: [0.7, 0.95, 1.4] },
  purple_tint: { filter: pale, light: [1.2, 0.8, 1.36] },
  pink_tint: { filter: pale, light: [1.3, 0.83, 1.12] },

  vintage_film: { filter: 'saturate(0.5) contrast(0.9)', light: [1.12, 0.98, 0.76], over: 'old' },
  vhs: { filter: 'blur(0.6px) saturate(0.8)', over: 'lines' },
  film_grain: { over: 'grain' },
  vignette: { over: 'corners' },

  // Beyond its edge, which would be blurred with nothing.
  blur: { filter: 'blur(1.1px)', place: 'scale(1.08)' },
  soft_focus: { filter: 'blur(0.6px)' },
  sharpen: { filter: 'contrast(1.1)', mark: '+' },
  cartoon: { filter: 'blur(0.5px) contrast(1.6) saturate(1.6)' },
  pixelate: { filter: 'blur(1px)', over: 'grid' },
  glitch: { over: 'strips' },

  rain: { filter: 'brightness(0.9)', over: 'rain' },
  snow: { over: 'snow' },
  fog: { over: 'fog' },
  light_leaks: { over: 'leaks' },

  beat_pulse: { move: 'beating', mark: '♪' },
  beat_flash: { move: 'flashing', mark: '♪' },

  letterbox: { over: 'bars' },
  mirror: { place: 'scaleX(-1)' },
  flip: { place: 'scaleY(-1)' },
  rotate: { place: 'rotate(90deg) scale(0.5625)' },
  crop_closer: { place: 'scale(1.3)' },

  zoom_in: { move: 'closer', mark: '+' },
  zoom_out: { move: 'away', place: 'scale(1.35)', mark: '−' },
  pan_left: { move: 'left', place: 'scale(1.25)', mark: '←' },
  pan_right: { move: 'right', place: 'scale(1.25)', mark: '→' },
  shake: { move: 'shaken', place: 'scale(1.05)', mark: '≈' },

  speed_up: { mark: '2×' },
  slow_motion: { mark: '½×' },
  reverse: { mark: '−1×' },
  freeze: { mark: '0×' },

  fade_in: { over: 'fade-in' },
  fade_out: { over: 'fade-out' },
};
