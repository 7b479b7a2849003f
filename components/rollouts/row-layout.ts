/** The columns that the board's heading, rows and placeholder share. */
export const COLUMNS =
  'grid gap-x-3 gap-y-3 px-4 border-hairline @wide:grid-cols-[minmax(0,1fr)_10rem_12rem_11rem_11.75rem]'

/** 44 px where each cell has two lines. */
export const ROW = `${COLUMNS} py-3 @wide:min-h-11 @wide:items-center @wide:py-0.5`
