import { ChevronDown } from 'lucide-react'
import type { ComponentProps, ReactNode } from 'react'
import { classNames } from './class-names'
import { useFound } from './use-found'

export const CONTROL =
  'w-full min-w-0 rounded-medium border border-edge bg-surface px-3 text-16 text-text wide:text-14 aria-invalid:border-deny aria-invalid:outline-1 aria-invalid:outline-deny focus-visible:outline-2 focus-visible:outline-focus'

interface Labeled {
  readonly id: string
  readonly label: ReactNode
  /** What helps to fill it in. */
  readonly hint?: ReactNode
  /** What is wrong and how to mend it. */
  readonly fault?: string | undefined
}

interface Described {
  readonly 'aria-invalid': true | undefined
  readonly 'aria-describedby': string | undefined
}

interface FieldProps extends Labeled {
  /** Renders the control with what it must bear. */
  readonly children: (described: Described) => ReactNode
}

/** A control with its label, its hint and its fault. */
export function Field({ id, label, hint, fault, children }: FieldProps) {
  const [hintId, faultId] = [`${id}-hint`, `${id}-fault`]
  const describedBy = classNames(hint !== undefined && hintId, fault !== undefined && faultId)
  return (
    <div className="grid min-w-0 content-start gap-1">
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      {hint !== undefined && (
        <p id={hintId} className="text-12 text-muted wrap-anywhere">
          {hint}
        </p>
      )}
      {children({
        'aria-invalid': fault === undefined ? undefined : true,
        'aria-describedby': describedBy === '' ? undefined : describedBy,
      })}
      {fault !== undefined && (
        <p id={faultId} className="text-deny wrap-anywhere">
          {fault}
        </p>
      )}
    </div>
  )
}

type TextFieldProps = Omit<ComponentProps<'input'>, 'id'> & Labeled

export function TextField({ id, label, hint, fault, className, ...rest }: TextFieldProps) {
  const input = useFound(rest)
  return (
    <Field id={id} label={label} hint={hint} fault={fault}>
      {(described) => (
        <input ref={input} id={id} className={classNames(CONTROL, 'min-h-11', className)} {...described} {...rest} />
      )}
    </Field>
  )
}

type TextAreaFieldProps = Omit<ComponentProps<'textarea'>, 'id'> & Labeled

export function TextAreaField({ id, label, hint, fault, rows = 3, ...rest }: TextAreaFieldProps) {
  const area = useFound(rest)
  return (
    <Field id={id} label={label} hint={hint} fault={fault}>
      {(described) => (
        <textarea
          ref={area}
          id={id}
          rows={rows}
          dir="auto"
          className={classNames(CONTROL, 'py-2')}
          {...described}
          {...rest}
        />
      )}
    </Field>
  )
}

/** A native list of choices: every keyboard, screen reader and phone knows it. Options are its children. */
export function Select({ className, ...rest }: ComponentProps<'select'>) {
  const select = useFound(rest)
  return (
    <div className="relative grid min-w-0 items-center">
      <select
        ref={select}
        className={classNames(CONTROL, 'min-h-11 appearance-none pr-9 text-ellipsis', className)}
        {...rest}
      />
      <ChevronDown aria-hidden="true" className="pointer-events-none absolute right-3 size-4 text-muted" />
    </div>
  )
}

type SelectFieldProps = Omit<ComponentProps<'select'>, 'id'> & Labeled

/** A select with its label. */
export function SelectField({ id, label, hint, fault, ...rest }: SelectFieldProps) {
  return (
    <Field id={id} label={label} hint={hint} fault={fault}>
      {(described) => <Select id={id} {...described} {...rest} />}
    </Field>
  )
}
