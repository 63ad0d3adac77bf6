import { storedSetting } from '../../layout/stored-setting.js';

/** Whether the storyboard leaves its room to the stage, where it is beside it. */
export const useStoryboardHidden = storedSetting('clip-chatbot.storyboard-hidden');
