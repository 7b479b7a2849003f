import type { ActorType, ResourceType } from '@/lib/rollout'

/** The question that somebody asks for a try. */
export interface DecisionQuestion {
  readonly feature: string
  readonly actor: { readonly type: ActorType; readonly id: string }
  readonly resource: { readonly type: ResourceType; readonly id: string }
}

// In a shell nothing is special between single quotes but the single quote.
const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`

/**
 * The command that asks for a decision with its explanation, for any POSIX shell. The key stands in the shell's
 * environment, so that it is neither on the screen nor in the shell's history.
 * @param origin of the API, such as `https://aviary.example.edu`
 */
export function decisionCurl(origin: string, question: DecisionQuestion): string {
  const { feature, actor, resource } = question
  return [
    `curl -s ${quoted(`${origin}/api/decision`)}`,
    `-H "Authorization: Bearer $AVIARY_KEY"`,
    `-H ${quoted('Content-Type: application/json')}`,
    `-d ${quoted(JSON.stringify({ feature, actor, resource, explain: true }))}`,
  ].join(' \\\n  ')
}
