import { reveal } from './use-deep-link'

interface Indexed {
  readonly tag: string
  readonly operations: readonly { readonly id: string; readonly name: string }[]
}

/** A way to each operation, by what it is about. Where there is no room beside them, their folded list is the index. */
export function OperationIndex({ groups }: { readonly groups: readonly Indexed[] }) {
  return (
    <nav aria-label="Operations" className="hidden gap-4 @wide:grid print:hidden">
      {groups.map(({ tag, operations }) => (
        <div key={tag}>
          <p className="text-12 font-semibold">{tag}</p>
          <ul>
            {operations.map(({ id, name }) => (
              <li key={id}>
                <a
                  href={`#${id}`}
                  // The same address again changes nothing that could be followed.
                  onClick={() => reveal(id)}
                  className="block min-h-6 rounded-small py-0.5 text-muted underline-offset-4 wrap-anywhere hover:text-text hover:underline"
                >
                  {name}
                </a>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  )
}
