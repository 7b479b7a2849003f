/** The props of a page about one thing, named by its id in the path. */
export interface OneOf {
  readonly params: Promise<{ readonly id: string }>
}

/** Next hands a part of the path over as it came, encoded. */
export const idOf = async (params: OneOf['params']) => decodeURIComponent((await params).id)
