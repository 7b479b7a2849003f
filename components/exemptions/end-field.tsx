import { TextField } from '@/components/ui/field'
import { timeZoneText } from '@/lib/client/local-time'

interface EndFieldProps {
  readonly id: string
  readonly value: string
  readonly fault: string | undefined
  readonly onChange: (value: string) => void
}

/** Until when an exemption stands, in the person's own time zone, which is said. */
export function EndField({ id, value, fault, onChange }: EndFieldProps) {
  return (
    <TextField
      id={id}
      type="datetime-local"
      label="Ends (optional)"
      hint={`In your time zone: ${timeZoneText(Date.parse(value) || Date.now())}. Empty: it stands until it is removed.`}
      fault={fault}
      value={value}
      onChange={({ target }) => onChange(target.value)}
      className="max-w-64"
    />
  )
}
