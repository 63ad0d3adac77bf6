import { SCOPE, SOME_LOOKS } from '../templates/templates.js';

/** What the assistant says where nothing has to be looked up. Two short sentences at most. */
export const SENTENCES = {
  greeting: 'Hello! Pick a clip and say what should change, for example “make it nighttime”.',
  thanks: 'You are welcome. What else should change?',
  help: `I can change the ${SCOPE} of clips, add ${SOME_LOOKS}, take changes back, and tell you what they cost. A new shot needs a video model.`,
  'undo first': 'Undo and a new change are two steps. Say “undo” first, then ask for the new one.',
  dislike:
    'Tell me what should be different, for example “darker”, “warmer”, “calmer” or “less contrast”. Undo brings back what was before.',
  unclear: 'I did not understand that. Say what should change, for example “make it nighttime”.',
  unchangeable:
    'The song, its length and the shape of the video stay as they are. I can change how its clips look and move.',
  unknown: 'I can’t answer that. I know this video’s clips, words, costs and changes.',
  'nothing open':
    'Nothing is open to say yes or no to. Say what should change, for example “make it nighttime”.',
  declined: 'All right, nothing was changed.',
  'model budget used': 'The language model’s budget for this hour is used up, so I answered without it.',
  'nothing runs': 'Nothing is under way.',
  canceling: 'It is being canceled. What was made so far stays among the versions.',
  accepted: 'I’m on it.',
  'in the queue': 'It is in the queue, and starts by itself when its turn comes.',
  'nothing to undo': 'There is nothing to undo: this is the video as it was first made.',
  'nothing to redo': 'There is nothing to redo.',
} as const;
