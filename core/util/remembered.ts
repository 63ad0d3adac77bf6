/**
 * A function of a text that keeps its last answers: reading a message asks the same of the same parts again and again. It
 * holds at most twice as many as one message has parts, those asked for last; answers must not be changed by those who get
 * them.
 */
export function remembered<T>(answerTo: (text: string) => T, most = 200): (text: string) => T {
  let known = new Map<string, { answer: T }>();
  let before = new Map<string, { answer: T }>();
  let lastText: string | undefined;
  let last: T;
  return (text) => {
    // Often several ask for the same text in a row: to compare it is cheaper than to look it up.
    if (text === lastText) return last;
    let found = known.get(text);
    if (found === undefined) {
      found = before.get(text) ?? { answer: answerTo(text) };
      if (known.size >= most) [known, before] = [new Map<string, { answer: T }>(), known];
      known.set(text, found);
    }
    lastText = text;
    return (last = found.answer);
  };
}
