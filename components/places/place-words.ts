export interface Noun {
  readonly one: string
  readonly many: string
}

export const NOUNS = {
  publishers: { one: 'publisher', many: 'publishers' },
  projects: { one: 'project', many: 'projects' },
  sections: { one: 'section', many: 'sections' },
  features: { one: 'feature', many: 'features' },
} as const satisfies Record<string, Noun>

/** "1 project", "1,204 projects", "no projects". */
export const counted = (count: number, { one, many }: Noun) =>
  count === 0 ? `no ${many}` : `${count.toLocaleString('en')} ${count === 1 ? one : many}`
