/** A generator that waits notices return() only at its next value: this one is told to stop waiting. */
export function endedAtOnce<T>(values: AsyncGenerator<T, void>, stopWaiting: () => void): AsyncGenerator<T> {
  const finish = values.return.bind(values);
  values.return = async (value) => {
    stopWaiting();
    return await finish(value);
  };
  return values;
}
