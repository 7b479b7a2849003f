/**
 * `next` of a value that may still be on its way: in the same turn where it is here. A decision at hand goes from its
 * request to its answer without a promise; measured, those cost more than the judging.
 */
export function after<Value, Next>(
  value: Value | Promise<Value>,
  next: (value: Value) => Next | Promise<Next>,
): Next | Promise<Next> {
  return value instanceof Promise ? value.then(next) : next(value)
}

/** What `work` gives, now or later, or what `mend` makes of whatever it throws or rejects with. */
export function mended<Value>(
  work: () => Value | Promise<Value>,
  mend: (thrown: unknown) => Value,
): Value | Promise<Value> {
  try {
    const value = work()
    return value instanceof Promise ? value.catch(mend) : value
  } catch (thrown) {
    return mend(thrown)
  }
}
