import { smallTalkIn, type SmallTalk } from './small-talk.js';

it.each<[SmallTalk, string[]]>([
  ['greeting', ['hi', 'Hello!', 'hey there', 'Good morning', "what's up?", 'How are you?', 'Hola', 'bye 👋']],
  [
    'thanks',
    [
      'thanks',
      'Thank you so much!',
      'great job',
      'I love it',
      'looks great',
      'wow',
      'Merci',
      'perfect, thanks',
    ],
  ],
  ['help', ['help', 'What can you do?', 'how does this work?', 'who are you?', 'what can i say']],
  [
    'undo',
    [
      'undo',
      'Undo that please',
      'undo the last change',
      'revert',
      'go back',
      'take it back',
      'the old one back',
      'start over',
      'give me the original version',
      'redo',
      'restore the previous version',
      'undo the last two changes',
      'thanks, undo that',
      'ok. Undo that. Thanks!',
    ],
  ],
  [
    'undo first',
    [
      'undo the last change and make it brighter',
      'Undo that, then add rain',
      'ok, undo it and make it night',
      'make it brighter and undo the last change',
      'brighter, but undo the last change first',
      'go back to the original and make it warmer',
      'back to the original, but brighter',
      'start over, make it sunset',
      'revert. Less dark please',
      "undo that, it's too dark",
    ],
  ],
  ['answer', ['yes', 'ok', 'No.', 'cancel', 'never mind', 'do it', 'stop!', 'test', 'hmm']],
  [
    'question',
    [
      'what did it cost?',
      'how long does this take?',
      'why is it so dark?',
      'which clips are in the chorus?',
      'when was this made?',
    ],
  ],
])('%s', (kind, messages) => {
  for (const message of messages) expect([message, smallTalkIn(message)]).toEqual([message, kind]);
});

it('takes no instruction for small talk', () => {
  const instructions = [
    'make it nighttime',
    'hi, make it darker',
    'thanks, now add rain',
    'undo the blur',
    'go back to daylight',
    'undo the blur and make it brighter',
    'redo it, but darker',
    'the camera moves forward, then go back',
    'she walks away and then start again',
    'the wave goes back and forth',
    'start over with a sunset',
    'ok make it warmer',
    'what about snow?',
    'why not at night?',
    'can you add a dragon?',
    'could it be brighter?',
    'great waves on the shore',
    'perfect weather',
    'no people',
    'stop the motion',
    'yes but darker',
    'help him up the stairs',
    'a bit more',
    'again',
    'how about a forest?',
    'hello kitty on the wall',
  ];
  for (const instruction of instructions)
    expect([instruction, smallTalkIn(instruction)]).toEqual([instruction, null]);
});
