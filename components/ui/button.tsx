import type { ComponentProps } from 'react'

const SHAPE =
  'inline-flex min-h-11 cursor-pointer items-center justify-center gap-2 rounded-medium px-4 font-medium aria-disabled:cursor-default'

const LOOKS = {
  primary: `${SHAPE} bg-accent text-on-accent hover:bg-accent-hover border border-on-accent/20 aria-disabled:hover:bg-accent`,
  quiet: `${SHAPE} border border-hairline text-text hover:bg-sunken`,
  plain: `${SHAPE} bg-surface text-text border border-edge hover:bg-sunken`,
} as const

export type ButtonLook = keyof typeof LOOKS

/** The classes of a button, for a link that looks like one too. */
export const buttonLook = (look: ButtonLook) => LOOKS[look]

interface ButtonProps extends ComponentProps<'button'> {
  readonly look?: ButtonLook
}

export function Button({ look = 'plain', type = 'button', className = '', ...rest }: ButtonProps) {
  return <button type={type} className={`${LOOKS[look]} ${className}`} {...rest} />
}
