/** The classes of a link among text: underlined, and 24 px high without moving its line. */
export const TEXT_LINK =
  '-my-0.5 inline-block rounded-small py-0.5 underline decoration-edge underline-offset-4 wrap-anywhere hover:decoration-text'
