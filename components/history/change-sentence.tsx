import { actorName, deed, type Piece } from '@/lib/client/audit-sentence'
import type { AuditEntry } from '@/lib/contracts/api/audit'

const Words = ({ pieces }: { readonly pieces: readonly Piece[] }) =>
  pieces.map(({ text, kind }, nth) =>
    kind === 'name' ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: a sentence's pieces stay where they are
      <bdi key={nth} className="font-medium">
        {text}
      </bdi>
    ) : (
      text
    ),
  )

/** Who did what, in a sentence; names stand out. */
export function ChangeSentence({ entry }: { readonly entry: AuditEntry }) {
  return (
    <>
      <bdi className="font-medium">{actorName(entry.actor)}</bdi> <Words pieces={deed(entry)} />
    </>
  )
}
