import { useEffect, useState } from 'react'

/** A value that follows the given one once it has rested for a while: what is asked for as somebody types. */
export function useDebounced<Value>(value: Value, restMs = 150): Value {
  const [rested, setRested] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), restMs)
    return () => clearTimeout(timer)
  }, [value, restMs])
  return rested
}
