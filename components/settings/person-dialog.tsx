import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { useAction } from '@/lib/client/use-action'
import { useVisitor } from '@/lib/client/visitor'
import type { ActionResult } from '@/lib/contracts/action-result'
import type { OneTimeLink, Person } from '@/lib/contracts/api/people'
import type { AskedOfPerson } from './person-menu'
import type { PeopleActions } from './verbs'

interface Wording {
  readonly title: string
  readonly description: string
  readonly action: string
  readonly tone: 'primary' | 'danger'
  readonly done: string
}

function roleWording({ name, role }: Person): Wording {
  return role === 'support'
    ? {
        title: `Make ${name} a system admin?`,
        description:
          'They can then change rollouts, exemptions, accounts, people, keys and policy, from their next click on.',
        action: 'Make system admin',
        tone: 'primary',
        done: `${name} is a system admin now.`,
      }
    : {
        title: `Lower ${name} to support?`,
        description:
          'They keep seeing rollouts, accounts, explanations and the trail, and change stages no more, from their next click on.',
        action: 'Lower to support',
        tone: 'danger',
        done: `${name} is support now.`,
      }
}

function wordingOf({ kind, person }: AskedOfPerson): Wording {
  const { name } = person
  switch (kind) {
    case 'role':
      return roleWording(person)
    case 'reset':
      return {
        title: `Make a reset link for ${name}?`,
        description:
          'You get a link, good once and for 24 hours. Links made before stop working; the password stays until a new one is set.',
        action: 'Make the link',
        tone: 'primary',
        done: `A link for ${name} is made.`,
      }
    case 'sessions':
      return {
        title: `Sign ${name} out everywhere?`,
        description: 'Every browser in which they are signed in asks for the password again, from the next click on.',
        action: 'Sign out everywhere',
        tone: 'danger',
        done: `${name} is signed out everywhere.`,
      }
    case 'disable':
      return {
        title: `Disable ${name}?`,
        description:
          'They are signed out at once and can’t sign in until somebody enables them. What they did stays in the trail.',
        action: 'Disable',
        tone: 'danger',
        done: `${name} is disabled.`,
      }
    case 'enable':
      return {
        title: `Enable ${name}?`,
        description: 'They can sign in again, with the password and the role that they had.',
        action: 'Enable',
        tone: 'primary',
        done: `${name} is enabled.`,
      }
    default:
      return kind satisfies never
  }
}

const isLink = (value: unknown): value is OneTimeLink => typeof value === 'object' && value !== null && 'token' in value

/** The verb of what was asked, about whom it was asked. */
function verbOf({ kind, person }: AskedOfPerson, actions: PeopleActions): () => Promise<ActionResult<unknown>> {
  const { id, role } = person
  switch (kind) {
    case 'role':
      return () => actions.changeRole({ id, role: role === 'support' ? 'system_admin' : 'support' })
    case 'reset':
      return () => actions.reset({ id })
    case 'sessions':
      return () => actions.endSessions({ id })
    case 'disable':
      return () => actions.disable({ id })
    case 'enable':
      return () => actions.enable({ id })
    default:
      return kind satisfies never
  }
}

interface PersonDialogProps {
  readonly asked: AskedOfPerson
  readonly actions: PeopleActions
  /** A link was made: it is shown once. */
  readonly onLink: (made: OneTimeLink) => void
  readonly onClose: () => void
}

/** Asks before something is done about somebody. */
export function PersonDialog({ asked, actions, onLink, onClose }: PersonDialogProps) {
  const { user } = useVisitor()
  const { title, description, action: button, tone, done } = wordingOf(asked)
  const action = useAction(verbOf(asked, actions), {
    done: () => done,
    touches: ['people', 'audit'],
    onDone: (value) => {
      onClose()
      if (isLink(value)) onLink(value)
    },
  })
  const isSelf = asked.person.id === user.id && asked.kind !== 'reset'
  return (
    <ConfirmDialog
      title={title}
      description={isSelf ? `${description} This is you.` : description}
      action={button}
      tone={tone}
      isBusy={action.isBusy}
      refusal={action.failure}
      onConfirm={() => void action.run(undefined)}
      opener={asked.opener}
      onClose={onClose}
    />
  )
}
