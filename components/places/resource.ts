/** The project or the section that a page is about. */
export interface Resource {
  readonly scopeType: 'project' | 'section'
  readonly scopeId: string
  readonly title: string
  readonly publisher: { readonly id: string; readonly name: string } | null
}
