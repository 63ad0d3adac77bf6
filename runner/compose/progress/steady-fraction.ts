/**
 * Turns done and total work into a fraction, 0 to 1, that never falls and always moves with the work, even if the work
 * grows or starts again: the remaining work then fills the remaining fraction.
 */
export function steadyFraction(): (done: number, total: number) => number {
  let base = { fraction: 0, done: 0, total: 0 };
  let last = { fraction: 0, done: 0 };
  return (done, total) => {
    if (total !== base.total || done < last.done) {
      base = { fraction: last.fraction, done: Math.min(done, last.done), total };
    }
    const remaining = total - base.done;
    const share = remaining > 0 ? Math.min(1, (done - base.done) / remaining) : 1;
    const fraction = Math.max(last.fraction, base.fraction + (1 - base.fraction) * share);
    last = { fraction, done };
    return fraction;
  };
}
