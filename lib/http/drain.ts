/** Whether the process is on its way out: not ready at once, while requests in flight are answered. */
export interface Drain {
  isDraining(): boolean
  begin(): void
}

export function createDrain(): Drain {
  let isDraining = false
  return {
    isDraining: () => isDraining,
    begin: () => {
      isDraining = true
    },
  }
}
