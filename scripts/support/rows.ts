/** So many rows, each by its number from 0. */
export const many = <Row>(count: number, row: (nth: number) => Row): Row[] =>
  Array.from({ length: count }, (_, nth) => row(nth))

/** The nth of a list that begins again at its end. */
export const cycle = <Item>(items: readonly Item[], nth: number) => items[nth % items.length] as Item
