import { storedSetting } from '../../layout/stored-setting.js';

/** Whether what is free asks before it starts; off at first. Whatever is charged always asks. */
export const useAskFirst = storedSetting('clip-chatbot.ask-before-free-changes');
