/** A waiting generator notices return() only at its next value; this one stops waiting at once. */
export function endedAtOnce<T>(values: AsyncGenerator<T, void>, stopWaiting: () => void): AsyncGenerator<T> {
  const finish = values.return.bind(values);
  values.return = async (value) => {
    stopWaiting();
    return await finish(value);
  };
  return values;
}
