/** What the footage's own looks can change, in words: there are too many to name each. */
export const SCOPE = 'light, color, time of day, mood, motion and speed';
export const SOME_LOOKS = 'looks such as blur, zoom or grain, weather, and flashes on the beat';
