import { classNames } from '@/components/ui/class-names'
import type { ExemptionEffect } from '@/lib/rollout'
import { EFFECTS } from './exemption-words'

const CHOICES: readonly { readonly effect: ExemptionEffect; readonly label: string }[] = [
  { effect: 'deny', label: 'Deny' },
  { effect: 'force_enable', label: 'Force on' },
]

interface EffectFieldProps {
  readonly id: string
  readonly effect: ExemptionEffect | null
  readonly fault: string | undefined
  readonly onChoose: (effect: ExemptionEffect) => void
}

/** Which of the two an exemption does, and what that means. The id is the first choice's. */
export function EffectField({ id, effect, fault, onChoose }: EffectFieldProps) {
  const faultId = `${id}-fault`
  return (
    <fieldset className="grid gap-1" aria-describedby={fault === undefined ? undefined : faultId}>
      <legend className="mb-1 font-medium">Effect</legend>
      {CHOICES.map(({ effect: choice, label }, nth) => (
        <label
          key={choice}
          className="flex min-h-11 cursor-pointer gap-3 rounded-medium border border-hairline bg-surface px-3 py-2 has-checked:border-text"
        >
          <input
            type="radio"
            name="effect"
            id={nth === 0 ? id : undefined}
            checked={effect === choice}
            onChange={() => onChoose(choice)}
            aria-invalid={fault === undefined ? undefined : true}
            aria-describedby={classNames(`${id}-${choice}`, fault !== undefined && faultId)}
            className="mt-0.5 size-5 shrink-0 accent-text"
          />
          <span className="min-w-0">
            <span className="font-medium">{label}</span>
            <span id={`${id}-${choice}`} className="block text-12 text-muted">
              {EFFECTS[choice].meaning}
            </span>
          </span>
        </label>
      ))}
      {fault !== undefined && (
        <p id={faultId} className="text-deny">
          {fault}
        </p>
      )}
    </fieldset>
  )
}
