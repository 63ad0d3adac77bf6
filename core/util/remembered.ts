/**
 * A function of a text that keeps its last answers: reading a message asks the same of the same parts again and again. It
 * holds as many as one message has parts; answers must not be changed by those who get them.
 */
export function remembered<T>(answerTo: (text: string) => T, most = 200): (text: string) => T {
  const known = new Map<string, { answer: T }>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before.answer;
    const answer = answerTo(text);
    if (known.size >= most) known.clear();
    known.set(text, { answer });
    return answer;
  };
}
