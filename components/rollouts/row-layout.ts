/** The columns that the board's heading, rows and placeholder share. */
export const ROW =
  'grid gap-4 wide:grid-cols-[minmax(0,1fr)_minmax(0,21rem)_6rem_5rem_5.5rem_4.5rem] wide:items-start wide:gap-6'
