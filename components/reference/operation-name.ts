const SPELLED: Readonly<Record<string, string>> = { ofrep: 'OFREP', openapi: 'OpenAPI', json: 'document' }
// What stands in each id that is made of a path.
const SAYS_NOTHING = /^get-api-/

/** An operation's name in words: "Preview impact" of previewImpact, "Health live" of get-api-health-live. */
export function operationName(id: string): string {
  const parts = id.replace(SAYS_NOTHING, '').split(/-|(?=[A-Z])/)
  const words = parts.map((part) => SPELLED[part] ?? part.toLowerCase()).join(' ')
  return words.slice(0, 1).toUpperCase() + words.slice(1)
}
