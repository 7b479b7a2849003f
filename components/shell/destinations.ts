import {
  BookOpen,
  Building2,
  ClipboardList,
  FolderClosed,
  GraduationCap,
  History,
  type LucideIcon,
  Rows3,
  Settings,
  SplitSquareHorizontal,
  Users,
} from 'lucide-react'
import type { Permission } from '@/lib/contracts/permissions'

export interface Destination {
  readonly href: string
  readonly label: string
  readonly icon: LucideIcon
  readonly permission: Permission
  /** Paths below these belong to it too. */
  readonly holds?: readonly string[]
}

/** Where one can go, in the order of the navigation, by group. */
export const DESTINATIONS: readonly { readonly label: string | null; readonly items: readonly Destination[] }[] = [
  {
    label: null,
    items: [
      { href: '/', label: 'Rollouts', icon: Rows3, permission: 'read_rollouts', holds: ['/features'] },
      { href: '/accounts', label: 'Accounts', icon: Users, permission: 'read_rollouts' },
      { href: '/explain', label: 'Explain', icon: SplitSquareHorizontal, permission: 'decide' },
      { href: '/audit', label: 'Audit', icon: History, permission: 'read_audit' },
      { href: '/reports', label: 'Reports', icon: ClipboardList, permission: 'read_audit' },
    ],
  },
  {
    label: 'Directory',
    items: [
      { href: '/publishers', label: 'Publishers', icon: Building2, permission: 'read_rollouts' },
      { href: '/projects', label: 'Projects', icon: FolderClosed, permission: 'read_rollouts' },
      { href: '/sections', label: 'Sections', icon: GraduationCap, permission: 'read_rollouts' },
    ],
  },
  {
    label: 'Installation',
    items: [
      { href: '/settings', label: 'Settings', icon: Settings, permission: 'read_rollouts' },
      { href: '/reference', label: 'API', icon: BookOpen, permission: 'read_rollouts' },
    ],
  },
]

const isBelow = (path: string, href: string) => path === href || (href !== '/' && path.startsWith(`${href}/`))

/** Whether a path is a destination's page, or within it. */
export const isWithin = ({ href, holds = [] }: Destination, path: string) =>
  [href, ...holds].some((place) => isBelow(path, place))
