import { notArrived, outgoing } from './outbox.js';

const said = (id: string, text: string, role: 'USER' | 'ASSISTANT' = 'USER') => ({ id, text, role });

it('hides what is being sent once the conversation has it, and nothing else', () => {
  const [first, second] = [outgoing('brighter', [1]), outgoing('brighter', [1])];
  const before = [said('1', 'brighter'), said('2', 'Done.', 'ASSISTANT')];
  const sending = { key: first.key, after: '2' };
  expect(notArrived([first, second], sending, before)).toEqual([first, second]);
  const after = [...before, said('3', 'brighter'), said('4', 'Clip 2: brighter.', 'ASSISTANT')];
  expect(notArrived([first, second], sending, after)).toEqual([second]);
  expect(notArrived([first], sending, [...before, said('3', 'brighter', 'ASSISTANT')])).toEqual([first]);
  expect(notArrived([first], { ...sending, after: null }, [said('3', 'brighter')])).toEqual([]);
});
