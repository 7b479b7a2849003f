/** The columns that the board's heading, rows and placeholder share. */
export const ROW =
  'grid gap-4 @wide:grid-cols-[minmax(0,1fr)_minmax(0,17rem)_6rem_4.5rem_5.5rem_4rem] @wide:items-start'
