import type { ComponentProps } from 'react'

const CONTROL =
  'w-full min-w-0 min-h-11 rounded-medium border border-edge bg-surface px-3 text-16 wide:text-14 text-text aria-invalid:border-bad aria-invalid:border-2'

interface Labeled {
  readonly id: string
  readonly label: string
}

interface TextFieldProps extends Omit<ComponentProps<'input'>, 'id'>, Labeled {
  /** What is wrong and how to mend it. */
  readonly fault?: string | undefined
}

export function TextField({ id, label, fault, ...rest }: TextFieldProps) {
  const faultId = `${id}-fault`
  return (
    <div className="grid gap-1">
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      <input
        id={id}
        className={CONTROL}
        aria-invalid={fault === undefined ? undefined : true}
        aria-describedby={fault === undefined ? undefined : faultId}
        {...rest}
      />
      {fault !== undefined && (
        <p id={faultId} className="text-bad">
          {fault}
        </p>
      )}
    </div>
  )
}

type SelectFieldProps = Omit<ComponentProps<'select'>, 'id'> & Labeled

export function SelectField({ id, label, ...rest }: SelectFieldProps) {
  return (
    <div className="grid min-w-0 gap-1">
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      <div className="relative grid min-w-0 items-center">
        <select id={id} className={`${CONTROL} appearance-none pr-8`} {...rest} />
        <svg viewBox="0 0 16 16" aria-hidden="true" className="pointer-events-none absolute right-3 size-4">
          <path d="m4 6.5 4 4 4-4" className="fill-none stroke-current" strokeWidth="1.5" />
        </svg>
      </div>
    </div>
  )
}
