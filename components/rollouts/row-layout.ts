/** The columns that the board's heading, rows and placeholder share. */
export const ROW =
  'grid gap-x-6 gap-y-3 px-4 py-3 @wide:grid-cols-[minmax(0,1fr)_7.5rem_15rem_11.5rem] @wide:items-start'
